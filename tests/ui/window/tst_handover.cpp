// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/HandOver.h"

#include <QLocalServer>
#include <QLocalSocket>
#include <QSignalSpy>
#include <QTest>
#include <QThread>
#include <QUuid>
#include <QtConcurrent>

using namespace pareidolia;

class TestHandOver : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_here = {QUuid::createUuid().toString()}; }
    void aloneNobodyTakesIt();
    void theFirstTakesIt();
    void othersNeverTakeIt();
    void whoDoesNotAnswerIsPassedOver();

private:
    /// As another program would: on another thread, for this one has to answer.
    bool handOver(const QStringList& circumstances, const QStringList& arguments) const
    {
        auto handed = QtConcurrent::run([=] { return HandOver(circumstances).toFirst(arguments); });
        while (!handed.isFinished())
            QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
        return handed.result();
    }

    QStringList m_here;
};

void TestHandOver::aloneNobodyTakesIt()
{
    QVERIFY(!HandOver(m_here).toFirst({"file"}));
}

void TestHandOver::theFirstTakesIt()
{
    HandOver first(m_here);
    first.becomeFirst();
    QSignalSpy taken(&first, &HandOver::taken);
    QStringList many{"--preset", "mnist-direct"};
    for (int i = 0; i < 3000; ++i)
        many.append(QString(100, 'x')); // more than one packet
    QVERIFY(handOver(m_here, many));
    QVERIFY(handOver(m_here, {}));
    QCOMPARE(taken.size(), 2);
    QCOMPARE(taken[0][0].toStringList(), many);
    QVERIFY(taken[1][0].toStringList().isEmpty());
}

void TestHandOver::othersNeverTakeIt()
{
    HandOver first(m_here);
    first.becomeFirst();
    QVERIFY(!handOver({"another display"}, {"file"}));
}

void TestHandOver::whoDoesNotAnswerIsPassedOver()
{
    HandOver second(m_here);
    second.becomeFirst();
    QLocalServer stuck; // older than the other, and no program of ours
    QVERIFY(stuck.listen(second.name() + QLatin1Char('0')));
    QSignalSpy taken(&second, &HandOver::taken);
    QVERIFY(handOver(m_here, {"file"}));
    QCOMPARE(taken.size(), 1);
}

QTEST_GUILESS_MAIN(TestHandOver)
#include "tst_handover.moc"
