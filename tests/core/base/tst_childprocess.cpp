// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ChildProcess.h"

#include <QtTest>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

using namespace pareidolia;
using namespace std::chrono_literals;

namespace {

std::string answerOfShell(const std::string& script, std::string_view input = {},
                          std::chrono::seconds patience = 60s)
{
    const auto answer = answerOf("/bin/sh", {"-c", script}, input, patience);
    return answer ? *answer : answer.error().sentence();
}

} // namespace

class TestChildProcess : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsItsLine();
    void takesItsInput();
    void aCrashIsTold_data();
    void aCrashIsTold();
    void whatDoesNotEndIsEnded();
    void inheritsNoFile();
    void inheritsNoHandlingOfSignals();
    void aMissingProgramIsNamed();
};

void TestChildProcess::tellsItsLine()
{
    QCOMPARE(answerOfShell("echo all is well; echo noise >&2"), std::string("all is well"));
    QCOMPARE(answerOfShell("echo"), std::string());
}

void TestChildProcess::takesItsInput()
{
    const std::string much(5'000'000, 'x'); // more than a socket holds
    QCOMPARE(answerOfShell("wc -c", much), std::string("5000000"));
    QCOMPARE(answerOfShell("echo enough", much), std::string("enough"));
    QCOMPARE(answerOfShell("exec <&-; echo closed", much), std::string("closed"));
}

void TestChildProcess::aCrashIsTold_data()
{
    QTest::addColumn<QString>("script");
    for (const char* signal : {"SEGV", "ABRT", "KILL"})
        QTest::newRow(signal) << QString("echo half a >&2; kill -%1 $$").arg(signal);
    QTest::newRow("silence") << QString("true");
    QTest::newRow("half a line") << QString("printf half");
    QTest::newRow("too much") << QString("head -c 100000 /dev/zero");
}

void TestChildProcess::aCrashIsTold()
{
    QFETCH(QString, script);
    QCOMPARE(answerOfShell(script.toStdString()), std::string("it crashed"));
    QCOMPARE(answerOfShell(script.toStdString(), std::string(1'000'000, 'x')),
             std::string("it crashed"));
}

void TestChildProcess::whatDoesNotEndIsEnded()
{
    const std::string told = "it came to no end in 1 seconds";
    QCOMPARE(answerOfShell("exec sleep 1000", {}, 1s), told);
    QCOMPARE(answerOfShell("exec sleep 1000", std::string(1'000'000, 'x'), 1s), told);
    QElapsedTimer clock;
    clock.start(); // it has told its line: nobody waits for its end
    QCOMPARE(answerOfShell("echo done; exec sleep 1000"), std::string("done"));
    QVERIFY(clock.elapsed() < 30'000);
}

void TestChildProcess::inheritsNoFile()
{
    const int open = ::open("/dev/null", O_RDONLY); // as of a library that forgets O_CLOEXEC
    QVERIFY(open > 2);
    QCOMPARE(answerOfShell("cd /proc/$$/fd; echo *"),
             std::string("0 1 2 3")); // 3 is the folder itself
    close(open);
}

void TestChildProcess::inheritsNoHandlingOfSignals()
{
    sigset_t blocked, before;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &blocked, &before);
    const auto previous = std::signal(SIGTERM, SIG_IGN);
    QCOMPARE(answerOfShell("kill -TERM $$; echo it lives"), std::string("it crashed"));
    std::signal(SIGTERM, previous);
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

void TestChildProcess::aMissingProgramIsNamed()
{
    const auto answer = answerOf("/nowhere/pareidolia-try", {}, {}, 60s);
    QVERIFY(!answer.has_value());
    QCOMPARE(answer.error().sentence(),
             std::string("/nowhere/pareidolia-try: this part of Pareidolia is missing; build or "
                         "install Pareidolia again"));
}

QTEST_GUILESS_MAIN(TestChildProcess)
#include "tst_childprocess.moc"
