// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/elites/GridState.h"

#include <QSignalSpy>
#include <QTest>

using namespace pareidolia;

class TestGridState : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsOnlyWhatChanges();
    void picturesHaveSensibleSizes();
};

void TestGridState::tellsOnlyWhatChanges()
{
    GridState state;
    QSignalSpy filter(&state, &GridState::filterChanged);
    QSignalSpy current(&state, &GridState::currentChanged);
    state.setFilterText("a");
    state.setFilterText("a");
    QCOMPARE(filter.size(), 1);
    state.setCurrentClass(3);
    state.setCurrentClass(3);
    state.setCurrentClass(std::nullopt);
    QCOMPARE(current.size(), 2);
}

void TestGridState::picturesHaveSensibleSizes()
{
    GridState state;
    state.setPictureSide(-5);
    QCOMPARE(state.pictureSide(), GridState::smallestSide);
    state.setPictureSide(1'000'000);
    QCOMPARE(state.pictureSide(), GridState::largestSide);
}

QTEST_APPLESS_MAIN(TestGridState)
#include "tst_gridstate.moc"
