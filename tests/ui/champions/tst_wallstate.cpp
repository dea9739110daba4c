// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/champions/WallState.h"

#include <QSignalSpy>
#include <QTest>

using namespace pareidolia;

class TestWallState : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsOnlyWhatChanges();
    void picturesHaveSensibleSizes();
};

void TestWallState::tellsOnlyWhatChanges()
{
    WallState state;
    QSignalSpy filter(&state, &WallState::filterChanged);
    QSignalSpy current(&state, &WallState::currentChanged);
    state.setFilterText("a");
    state.setFilterText("a");
    QCOMPARE(filter.size(), 1);
    state.setCurrentClass(3);
    state.setCurrentClass(3);
    state.setCurrentClass(std::nullopt);
    QCOMPARE(current.size(), 2);
}

void TestWallState::picturesHaveSensibleSizes()
{
    WallState state;
    state.setPictureSide(-5);
    QCOMPARE(state.pictureSide(), WallState::smallestSide);
    state.setPictureSide(1'000'000);
    QCOMPARE(state.pictureSide(), WallState::largestSide);
}

QTEST_APPLESS_MAIN(TestWallState)
#include "tst_wallstate.moc"
