// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dnn/ForkedTrial.h"

#include <QtTest>
#include <csignal>
#include <unistd.h>

using namespace pareidolia;
using namespace std::chrono_literals;

class TestForkedTrial : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noTroubleIsNone();
    void tellsWhatTheWorkTells();
    void aCrashIsToldAndNotFelt();
    void whatDoesNotEndIsEnded();
};

void TestForkedTrial::noTroubleIsNone()
{
    int changed = 0;
    QVERIFY(!troubleInChild(
        [&]() -> std::optional<std::string> {
            changed = 1;
            return std::nullopt;
        },
        60s));
    QCOMPARE(changed, 0); // it was a copy of this process
}

void TestForkedTrial::tellsWhatTheWorkTells()
{
    const auto trouble =
        troubleInChild([] { return std::optional<std::string>("two\nlines"); }, 60s);
    QCOMPARE(trouble.value_or(""), std::string("two lines"));
}

void TestForkedTrial::aCrashIsToldAndNotFelt()
{
    for (const int signal : {SIGSEGV, SIGABRT, SIGKILL}) {
        const auto trouble = troubleInChild(
            [signal]() -> std::optional<std::string> {
                raise(signal);
                return std::nullopt;
            },
            60s);
        QCOMPARE(trouble.value_or(""), std::string("it crashed"));
    }
}

void TestForkedTrial::whatDoesNotEndIsEnded()
{
    const auto trouble = troubleInChild(
        []() -> std::optional<std::string> {
            for (;;)
                pause();
        },
        1s);
    QCOMPARE(trouble.value_or(""), std::string("it did not end within 1 seconds"));
}

QTEST_GUILESS_MAIN(TestForkedTrial)
#include "tst_forkedtrial.moc"
