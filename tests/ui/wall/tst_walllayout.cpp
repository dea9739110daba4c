// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wall/WallLayout.h"

#include <QTest>

using namespace pareidolia;

class TestWallLayout : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linesOfEqualTiles();
    void headingsStandBetweenSections();
    void everyTileIsFoundWhereItLies();
    void rowsOfAStripe();
    void stepsGoThroughSections();
    void anEmptyWall();

private:
    /// Three columns of tiles of 10 × 20; two lines, then one, then two.
    const WallLayout m_plain{{.tile = {10, 20}, .width = 34, .sections = {7}}};
    const WallLayout m_parted{
        {.tile = {10, 20}, .width = 34, .sections = {5, 1, 4}, .headingHeight = 6}};
};

void TestWallLayout::linesOfEqualTiles()
{
    QCOMPARE(m_plain.columns(), 3);
    QCOMPARE(m_plain.height(), 60);
    QCOMPARE(m_plain.tileOf(0), QRect(2, 0, 10, 20)); // what is left over is on both sides
    QCOMPARE(m_plain.tileOf(4), QRect(12, 20, 10, 20));
    QCOMPARE(m_plain.tileOf(7), QRect());
    // Narrower than a tile: one column.
    QCOMPARE(WallLayout({.tile = {10, 20}, .width = 4, .sections = {3}}).height(), 60);
}

void TestWallLayout::headingsStandBetweenSections()
{
    QCOMPARE(m_parted.rows(), 10);
    QCOMPARE(m_parted.height(), 3 * 6 + 5 * 20);
    QCOMPARE(m_parted.headingOf(0), QRect(2, 0, 30, 6));
    QCOMPARE(m_parted.tileOf(0).top(), 6);
    QCOMPARE(m_parted.headingOf(1).top(), 46);
    QCOMPARE(m_parted.tileOf(5).topLeft(), QPoint(2, 52));
    QCOMPARE(m_parted.firstRowOf(2), 6);
    QCOMPARE(m_parted.headingAt({5, 47}), 1);
    QCOMPARE(m_parted.headingAt({5, 60}), -1);
}

void TestWallLayout::everyTileIsFoundWhereItLies()
{
    for (int row = 0; row < m_parted.rows(); ++row) {
        QCOMPARE(m_parted.rowAt(m_parted.tileOf(row).topLeft()), row);
        QCOMPARE(m_parted.rowAt(m_parted.tileOf(row).bottomRight()), row);
    }
    QCOMPARE(m_parted.rowAt({5, 48}), -1);  // a heading
    QCOMPARE(m_parted.rowAt({25, 60}), -1); // beside the only tile of its line
    QCOMPARE(m_parted.rowAt({5, 500}), -1);
}

void TestWallLayout::rowsOfAStripe()
{
    const auto all = m_parted.rowsIn(0, 500);
    QCOMPARE(all.first, 0);
    QCOMPARE(all.end, 10);
    const auto middle = m_parted.rowsIn(30, 55); // second line of the first section, and the second
    QCOMPARE(middle.first, 3);
    QCOMPARE(middle.end, 6);
    const auto heading = m_parted.rowsIn(47, 49);
    QCOMPARE(heading.first, heading.end);
}

void TestWallLayout::stepsGoThroughSections()
{
    QCOMPARE(m_parted.linesAway(1, 1), 4);
    QCOMPARE(m_parted.linesAway(2, 1), 4); // the second line is shorter
    QCOMPARE(m_parted.linesAway(4, 1), 5); // another section
    QCOMPARE(m_parted.linesAway(4, 2), 7); // in the same column
    QCOMPARE(m_parted.linesAway(7, -3), 1);
    QCOMPARE(m_parted.linesAway(1, -9), 1);
    QCOMPARE(m_parted.linesAway(1, 99), 9);
}

void TestWallLayout::anEmptyWall()
{
    const WallLayout empty;
    QCOMPARE(empty.rows(), 0);
    QCOMPARE(empty.rowAt({0, 0}), -1);
    QCOMPARE(empty.rowsIn(0, 100).end, 0);
    QCOMPARE(empty.height(), 0);
}

QTEST_APPLESS_MAIN(TestWallLayout)
#include "tst_walllayout.moc"
