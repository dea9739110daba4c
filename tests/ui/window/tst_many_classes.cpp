// SPDX-License-Identifier: GPL-3.0-or-later
// More classes than fit on a screen: the overview, groups, hidden classes.
#include "ManyClasses.h"
#include "ui/drawing/Theme.h"
#include "ui/wall/ChampionView.h"
#include "ui/wall/OverviewStrip.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QToolButton>
#include <cmath>

using namespace pareidolia;

class TestManyClasses : public WindowTest
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_fixture.reset(); }
    void aClickInTheOverviewScrolls();
    void theSeenPartCanBeDragged();
    void theOverviewIsReachedByKeys();
    void theOverviewTellsClasses();
    void noOverviewWhereAllFits();
    void groupsAreChosenFromAList();
    void groupsCanBeTyped();
    void groupsAreSections();
    void arrowsCrossSections();
    void chosenClassesAreHiddenAndComeBack();
    void zoomingKeepsThePlace();

private:
    ChampionView* wall() const { return m_fixture->find<ChampionView>("wallView"); }
    OverviewStrip* strip() const { return m_fixture->find<OverviewStrip>("overviewStrip"); }
    QScrollBar* bar() const { return wall()->verticalScrollBar(); }
    int shown() const { return wall()->model()->rowCount(); }
    QString count() const { return m_fixture->find<QLabel>("gridCount")->text(); }
    QPoint tile(int row) const
    {
        return wall()->visualRect(wall()->model()->index(row, 0)).center();
    }
    QString labelAt(const QPoint& place) const { return wall()->indexAt(place).data().toString(); }
    void orderBy(ChampionFilter::Order order)
    {
        auto* box = m_fixture->find<QComboBox>("gridOrder");
        box->setFocus();
        QTest::keyClick(box, Qt::Key_Home);
        for (int i = 0; i < static_cast<int>(order); ++i)
            QTest::keyClick(box, Qt::Key_Down);
        QCOMPARE(m_page->state().order(), order);
    }
};

void TestManyClasses::init()
{
    m_fixture = std::make_unique<WindowFixture>(loadMany);
    QVERIFY(QTest::qWaitForWindowActive(m_fixture->window.get()));
    m_page = openFinished(*m_fixture);
    QVERIFY(m_page);
    QTRY_VERIFY(strip());
}

void TestManyClasses::aClickInTheOverviewScrolls()
{
    QCOMPARE(bar()->value(), 0);
    QVERIFY(!bar()->isVisible()); // the overview is one
    const int last = shown() - 1;
    const QPoint cell = strip()->cellOf(last).center().toPoint();
    QTest::mouseClick(strip(), Qt::LeftButton, {}, cell);
    QCOMPARE(bar()->value(), bar()->maximum());
    QVERIFY(wall()->viewport()->rect().contains(tile(last)));
    const QPoint middle = strip()->cellOf(last / 2).center().toPoint();
    QTest::mouseClick(strip(), Qt::LeftButton, {}, middle);
    QVERIFY(wall()->viewport()->rect().contains(tile(last / 2)));
}

void TestManyClasses::theSeenPartCanBeDragged()
{
    QTest::mousePress(strip(), Qt::LeftButton, {}, {20, 8});
    QCOMPARE(bar()->value(), 0); // taken hold of, not moved
    QTest::mouseMove(strip(), {20, strip()->height() / 2});
    const int half = bar()->value();
    QVERIFY(half > bar()->maximum() / 4 && half < bar()->maximum() * 3 / 4);
    QTest::mouseMove(strip(), {20, strip()->height() + 50});
    QCOMPARE(bar()->value(), bar()->maximum());
    QTest::mouseRelease(strip(), Qt::LeftButton, {}, {20, strip()->height() + 50});
    QTest::mouseMove(strip(), {20, 8});
    QCOMPARE(bar()->value(), bar()->maximum());
}

void TestManyClasses::theOverviewIsReachedByKeys()
{
    QVERIFY(!strip()->accessibleName().isEmpty());
    QVERIFY(strip()->accessibleDescription().contains("of 240"));
    wall()->setFocus();
    QTest::keyClick(wall(), Qt::Key_Tab);
    QTRY_VERIFY(strip()->hasFocus());
    QTest::keyClick(strip(), Qt::Key_End);
    QCOMPARE(bar()->value(), bar()->maximum());
    QVERIFY(strip()->accessibleDescription().contains("240 of 240"));
    QTest::keyClick(strip(), Qt::Key_PageUp);
    QVERIFY(bar()->value() < bar()->maximum());
    QTest::keyClick(strip(), Qt::Key_Home);
    QCOMPARE(bar()->value(), 0);
    QTest::keyClick(strip(), Qt::Key_Down);
    QVERIFY(bar()->value() > 0);
}

void TestManyClasses::theOverviewTellsClasses()
{
    QTest::mouseMove(strip(), strip()->cellOf(0).center().toPoint());
    QTest::mouseMove(strip(), strip()->cellOf(17).center().toPoint());
    QCOMPARE(m_page->state().hoveredClass(), std::optional<std::size_t>(17));
    QTest::mouseMove(wall()->viewport(), tile(1));
    QTRY_COMPARE(m_page->state().hoveredClass(), std::optional<std::size_t>(1));
    // Each in the colour of its confidence; the first ones are under what marks the seen part.
    const QImage painted = strip()->grab().toImage();
    for (int row = 60; row < shown(); ++row) {
        const QModelIndex index = wall()->model()->index(row, 0);
        const double logOdds = index.data(ChampionModel::LogOddsRole).toDouble();
        QVERIFY(std::isfinite(logOdds));
        QCOMPARE(painted.pixelColor(strip()->cellOf(row).center().toPoint()),
                 confidenceColour(logOdds));
    }
}

void TestManyClasses::noOverviewWhereAllFits()
{
    auto* filter = m_fixture->find<QLineEdit>("gridFilter");
    QTest::keyClicks(filter, "label7");
    QTRY_VERIFY(shown() < 20);
    QTRY_VERIFY(!strip());
    QTest::keyClick(filter, Qt::Key_Escape);
    QTRY_VERIFY(strip());
}

void TestManyClasses::groupsAreChosenFromAList()
{
    auto* button = m_fixture->find<QToolButton>("gridGroups");
    QCOMPARE(button->text(), QStringLiteral("All groups"));
    QMenu* menu = button->menu();
    menu->popup(button->mapToGlobal(QPoint(0, button->height())));
    QTRY_VERIFY(menu->isVisible());
    const auto click = [menu](const char* name) {
        QTest::mouseClick(menu, Qt::LeftButton, {},
                          menu->actionGeometry(menu->findChild<QAction*>(name)).center());
    };
    click("group-cats");
    QTRY_COMPARE(shown(), 20);
    QVERIFY(menu->isVisible()); // for another one
    QCOMPARE(button->text(), QStringLiteral("cats"));
    click("group-dogs");
    QTRY_COMPARE(shown(), 60);
    QCOMPARE(button->text(), QStringLiteral("2 groups"));
    QCOMPARE(count(), QStringLiteral("60 of 240"));
    click("group-all");
    QTRY_COMPARE(shown(), 240);
    QVERIFY(!menu->isVisible());
}

void TestManyClasses::groupsCanBeTyped()
{
    auto* filter = m_fixture->find<QLineEdit>("gridFilter");
    const auto type = [&](const char* text) {
        filter->clear();
        QTest::keyClicks(filter, text);
        return shown();
    };
    QCOMPARE(type("Dogs"), 40);
    QCOMPARE(type("group:cat"), 20);
    QCOMPARE(type("pets at home"), 60);
    QCOMPARE(type("dogs label1"), 11);
    QCOMPARE(type("dog"), 0); // no label, and no group's whole name
}

void TestManyClasses::groupsAreSections()
{
    const QAbstractItemModelTester tester(wall()->model(),
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    orderBy(ChampionFilter::Order::ByGroup);
    const WallLayout& layout = wall()->wall();
    QCOMPARE(layout.sections(), 3); // pets are dogs or cats first
    QCOMPARE(layout.rowsOf(0), 40);
    QCOMPARE(layout.rowsOf(2), 180);
    QVERIFY(layout.headingOf(0).height() > 10);
    QCOMPARE(wall()->model()->index(40, 0).data().toString(), QStringLiteral("label40"));
    // A heading chooses what is below it.
    QTest::mouseClick(wall()->viewport(), Qt::LeftButton, {}, layout.headingOf(0).center());
    QCOMPARE(m_page->state().selectedClasses().size(), 40u);
    QTest::keyClicks(m_fixture->find<QLineEdit>("gridFilter"), "cats");
    QTRY_COMPARE(wall()->wall().sections(), 1);
    m_page->state().setFilterText({});
    orderBy(ChampionFilter::Order::ByClass);
    QCOMPARE(wall()->wall().headingOf(0).height(), 0);
}

void TestManyClasses::arrowsCrossSections()
{
    orderBy(ChampionFilter::Order::ByGroup);
    wall()->setFocus();
    QTest::keyClick(wall(), Qt::Key_Home);
    const int columns = wall()->wall().columns();
    for (int line = 0; line < (40 + columns - 1) / columns; ++line)
        QTest::keyClick(wall(), Qt::Key_Down);
    QCOMPARE(m_page->state().currentClass(), std::optional<std::size_t>(40));
    QVERIFY(wall()->viewport()->rect().contains(tile(40)));
    const int heading = wall()->wall().headingOf(1).top() - bar()->value();
    QVERIFY(heading >= 0); // is seen too
    QTest::keyClick(wall(), Qt::Key_Up);
    QVERIFY(*m_page->state().currentClass() < 40);
}

void TestManyClasses::chosenClassesAreHiddenAndComeBack()
{
    QTest::mouseClick(wall()->viewport(), Qt::LeftButton, {}, tile(1));
    QTest::mouseClick(wall()->viewport(), Qt::LeftButton, Qt::ControlModifier, tile(3));
    auto* showHidden = m_fixture->window->findChild<QAction*>("showHidden");
    QVERIFY(!showHidden->isEnabled());
    m_fixture->press(Qt::Key_H, Qt::ControlModifier);
    QTRY_COMPARE(shown(), 238);
    QCOMPARE(labelAt(tile(1)), QStringLiteral("label2"));
    QCOMPARE(count(), QStringLiteral("238 of 240, 2 hidden"));
    QVERIFY(m_fixture->find<QLabel>("status")->text().contains("2 hidden"));
    QVERIFY(m_page->state().selectedClasses().empty());
    QVERIFY(showHidden->isEnabled());
    QVERIFY(showHidden->text().contains("2"));
    QVERIFY(m_page->group().sessions().front()->champion(1).has_value()); // nothing is lost
    m_fixture->press(Qt::Key_H, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(shown(), 240);
    QCOMPARE(count(), QStringLiteral("240 of 240"));
    QVERIFY(!m_fixture->find<QLabel>("status")->text().contains("hidden"));
}

void TestManyClasses::zoomingKeepsThePlace()
{
    bar()->setValue(bar()->maximum() / 2);
    const QPoint inside(wall()->viewport()->width() / 2, 20); // not in a margin
    const QString first = labelAt(inside);
    m_fixture->press(Qt::Key_Minus, Qt::ControlModifier);
    const QRect line(0, 0, wall()->viewport()->width(),
                     wall()->visualRect(wall()->indexAt(inside)).height());
    bool seen = false;
    for (int row = 0; row < shown(); ++row)
        seen |= wall()->model()->index(row, 0).data().toString() == first &&
                wall()->visualRect(wall()->model()->index(row, 0)).intersects(line);
    QVERIFY2(seen, qPrintable(first));
}

QTEST_MAIN(TestManyClasses)
#include "tst_many_classes.moc"
