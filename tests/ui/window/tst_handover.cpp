// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/HandOver.h"

#include <QElapsedTimer>
#include <QLocalServer>
#include <QLocalSocket>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>
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
    void whoDoesNotAnswerIsReplaced();
    void theAnswerMustComeWithinASecond();
    void whoHasGivenUpIsNotServed();

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
    QSignalSpy received(&first, &HandOver::received);
    QStringList many{"--preset", "mnist-direct"};
    for (int i = 0; i < 3000; ++i)
        many.append(QString(100, 'x')); // more than one packet
    QVERIFY(handOver(m_here, many));
    QVERIFY(handOver(m_here, {}));
    QCOMPARE(received.size(), 2);
    QCOMPARE(received[0][0].toStringList(), many);
    QVERIFY(received[1][0].toStringList().isEmpty());
}

void TestHandOver::othersNeverTakeIt()
{
    HandOver first(m_here);
    first.becomeFirst();
    QVERIFY(!handOver({"another display"}, {"file"}));
}

void TestHandOver::whoDoesNotAnswerIsReplaced()
{
    HandOver second(m_here);
    second.becomeFirst();
    QLocalServer stuck; // older than the other, and no program of ours
    QVERIFY(stuck.listen(second.name() + QLatin1Char('0')));
    QSignalSpy received(&second, &HandOver::received);
    QVERIFY(handOver(m_here, {"file"}));
    QElapsedTimer timer; // the next program need not wait for it
    timer.start();
    QVERIFY(handOver(m_here, {"file"}));
    QVERIFY(timer.elapsed() < 900);
    QCOMPARE(received.size(), 2);
}

void TestHandOver::theAnswerMustComeWithinASecond()
{
    for (const int milliseconds : {20, 600}) {
        QLocalServer slow; // answers letter by letter
        QVERIFY(slow.listen(HandOver(m_here).name() + QLatin1Char('0')));
        QByteArray rest = "taken";
        connect(&slow, &QLocalServer::newConnection, this, [&] {
            QLocalSocket* socket = slow.nextPendingConnection();
            auto* trickle = new QTimer(socket);
            connect(trickle, &QTimer::timeout, socket, [&rest, socket] {
                socket->write(rest.left(1));
                rest.remove(0, 1);
            });
            trickle->start(milliseconds);
        });
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(handOver(m_here, {"file"}), milliseconds == 20);
        QVERIFY2(timer.elapsed() < 1500, qPrintable(QString::number(timer.elapsed())));
    }
}

void TestHandOver::whoHasGivenUpIsNotServed()
{
    HandOver first(m_here);
    first.becomeFirst();
    QSignalSpy received(&first, &HandOver::received);
    // On another thread, while this one is busy: as a program that had no answer.
    QVERIFY(!QtConcurrent::run([&] { return HandOver(m_here).toFirst({"file"}); }).result());
    QTest::qWait(100);
    QVERIFY(received.isEmpty());
}

QTEST_GUILESS_MAIN(TestHandOver)
#include "tst_handover.moc"
