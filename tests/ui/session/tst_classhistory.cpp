// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/PastOfRun.h"

#include <QTest>

using namespace pareidolia;

class TestClassHistory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void staysSmallAndKeepsFirstAndLast();
};

void TestClassHistory::staysSmallAndKeepsFirstAndLast()
{
    ClassHistory history;
    for (int i = 0; i < 10'000; ++i) {
        history.add({.generation = static_cast<double>(i)});
        QVERIFY(history.points().size() <= ClassHistory::capacity);
        QCOMPARE(history.points().back().generation, static_cast<double>(i));
    }
    QCOMPARE(history.points().front().generation, 0.0);
    QVERIFY(history.points().size() > ClassHistory::capacity / 4);
    for (std::size_t i = 1; i < history.points().size(); ++i)
        QVERIFY(history.points()[i - 1].generation < history.points()[i].generation);
}

QTEST_APPLESS_MAIN(TestClassHistory)
#include "tst_classhistory.moc"
