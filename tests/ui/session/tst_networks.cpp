// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/Networks.h"

#include "tests/support/FakeClassifier.h"

#include <QTest>
#include <atomic>
#include <thread>

using namespace pareidolia;

class TestNetworks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsANetworkOnce();
    void tellsWhatFailedAndTriesAgain();
    void answersNobodyWhoIsGone();
};

void TestNetworks::readsANetworkOnce()
{
    std::atomic<int> reads = 0;
    Networks networks([&](const std::string&) -> Networks::Loaded {
        ++reads;
        return std::make_shared<FakeClassifier>();
    });
    int answers = 0;
    for (int i = 0; i < 3; ++i)
        networks.load("fake", this, [&](const Networks::Loaded& loaded) {
            QVERIFY(loaded.has_value());
            ++answers;
        });
    QCOMPARE(answers, 0); // from the event loop, not from inside the call
    QTRY_COMPARE(answers, 3);
    QCOMPARE(reads.load(), 1);
}

void TestNetworks::tellsWhatFailedAndTriesAgain()
{
    std::atomic<int> reads = 0;
    Networks networks([&](const std::string& name) -> Networks::Loaded {
        ++reads;
        return failure(name, "it is not there", "look elsewhere");
    });
    QString sentence;
    const auto note = [&](const Networks::Loaded& loaded) {
        sentence = QString::fromStdString(loaded.error().what);
    };
    networks.load("missing", this, note);
    QTRY_COMPARE(sentence, QStringLiteral("missing"));
    sentence.clear();
    networks.load("missing", this, note);
    QTRY_COMPARE(sentence, QStringLiteral("missing"));
    QCOMPARE(reads.load(), 2);
}

void TestNetworks::answersNobodyWhoIsGone()
{
    std::atomic<bool> read = false;
    bool answered = false;
    {
        Networks networks([&](const std::string&) -> Networks::Loaded {
            read = true;
            return std::make_shared<FakeClassifier>();
        });
        QObject asker;
        networks.load("fake", &asker, [&](const Networks::Loaded&) { answered = true; });
        while (!read) // no event loop: it would answer
            std::this_thread::yield();
    }
    QCoreApplication::processEvents();
    QVERIFY(!answered);
}

QTEST_GUILESS_MAIN(TestNetworks)
#include "tst_networks.moc"
