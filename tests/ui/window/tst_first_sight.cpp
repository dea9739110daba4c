// SPDX-License-Identifier: GPL-3.0-or-later
// What somebody sees and hears who has never seen the program, on a small screen.
#include "WindowFixture.h"
#include "ui/curves/ComparisonTable.h"
#include "ui/drawing/Theme.h"
#include "ui/wall/ChampionDelegate.h"
#include "ui/wall/ChampionView.h"

#include <QDialog>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>

using namespace pareidolia;

class TestFirstSight : public WindowTest
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_fixture.reset(); }
    void theStartPageIsSeenWhole();
    void rowsOfFiguresSayWhatTheyAre();
    void picturesTakeTheRoomOfTheirRows();
    void theLongestConfidenceFitsATile();
    void whatIsWrittenIsRead();
    void shiftThatEndsInADialogFlipsBack();
    void settingsThatCannotBeKeptAreTold();
    void aTileIsDraggedOut();

private:
    std::vector<ChampionView*> walls() const
    {
        std::vector<ChampionView*> seen;
        for (ChampionView* wall : m_fixture->window->findChildren<ChampionView*>())
            if (wall->isVisible())
                seen.push_back(wall);
        return seen;
    }
};

void TestFirstSight::init()
{
    m_fixture = std::make_unique<WindowFixture>();
    QVERIFY(QTest::qWaitForWindowActive(m_fixture->window.get()));
}

void TestFirstSight::theStartPageIsSeenWhole()
{
    m_fixture->window->resize(1280, 760); // its title takes the rest of 800
    auto* area = m_fixture->find("startPage")->findChild<QScrollArea*>();
    QTRY_COMPARE(area->verticalScrollBar()->maximum(), 0);
    QCOMPARE(area->horizontalScrollBar()->maximum(), 0);
}

void TestFirstSight::rowsOfFiguresSayWhatTheyAre()
{
    QVERIFY(m_fixture->openCard("mnist-direct-cppn"));
    auto* table = m_fixture->find<ComparisonTable>("comparisonTable");
    QVERIFY(table);
    QTRY_VERIFY(table->rowCount() > 0 && table->columnWidth(0) > 0);
    for (int row = 0; row < table->rowCount(); ++row) {
        const QString text = table->item(row, 0)->text();
        QVERIFY2(table->columnWidth(0) > widthOf(text, table->font()), qPrintable(text));
    }
    QCOMPARE(table->horizontalScrollBar()->maximum(), 0);
    QVERIFY(!table->model()
                 ->headerData(0, Qt::Horizontal, Qt::AccessibleTextRole)
                 .toString()
                 .isEmpty());
}

void TestFirstSight::picturesTakeTheRoomOfTheirRows()
{
    QVERIFY(m_fixture->openCard("mnist-direct-cppn"));
    ChampionView* wall = walls().front();
    const int side = wall->fittingSide({330, 150}, 0); // ten tiles never fit
    const int columns = 330 / ChampionDelegate::tileSize(wall->font(), side).width();
    QVERIFY(columns >= 2);
    QCOMPARE(side % 8, 0); // pixels of the fake network's pictures, enlarged by whole numbers
    QVERIFY(side > ChampionDelegate::leastSideWithText);
}

void TestFirstSight::theLongestConfidenceFitsATile()
{
    for (const double size : {9.0, 10.5, 11.0, 13.3, 17.7}) {
        QFont font;
        font.setPointSizeF(size);
        const QString longest = QStringLiteral("1 − 6.4·10⁻¹⁰");
        const int room =
            ChampionDelegate::tileSize(font, ChampionDelegate::leastSideWithText).width() - 10;
        QCOMPARE(fitted(longest, font, room), longest);
    }
}

void TestFirstSight::whatIsWrittenIsRead()
{
    QVERIFY(m_fixture->openCard("mnist-direct-cppn"));
    auto* status = m_fixture->find<QLabel>("status");
    QTRY_VERIFY(status->text().startsWith("Running"));
    QCOMPARE(status->accessibleName(), status->text());
    QVERIFY(m_fixture->find<QLabel>("gridCount")->accessibleName().startsWith("10 of 10"));
    QCOMPARE(walls().size(), std::size_t{2});
    QVERIFY(walls()[0]->accessibleName() != walls()[1]->accessibleName());
}

void TestFirstSight::shiftThatEndsInADialogFlipsBack()
{
    RunPage* page = m_fixture->openCard("mnist-direct-cppn");
    QVERIFY(page);
    for (RunSession* side : page->group().sessions())
        QTRY_VERIFY(side->champion(0).has_value());
    QVERIFY(comesToRest(page->group()));
    ChampionView* wall = walls().front();
    const auto logOdds = [&] {
        return wall->model()->index(0, 0).data(ChampionModel::LogOddsRole).toDouble();
    };
    const double a = logOdds();
    wall->setFocus();
    QTest::keyPress(wall, Qt::Key_Shift);
    QVERIFY(logOdds() != a);
    m_fixture->press(Qt::Key_U, Qt::ControlModifier | Qt::ShiftModifier);
    QDialog* designer = nullptr;
    QTRY_VERIFY((designer = m_fixture->window->findChild<QDialog*>("curvesDesigner")));
    QTRY_VERIFY(designer->isActiveWindow());
    auto* title = designer->findChild<QLineEdit*>();
    title->setFocus();
    QTest::keyRelease(title, Qt::Key_Shift);
    QCOMPARE(logOdds(), a);
    designer->close();
}

void TestFirstSight::settingsThatCannotBeKeptAreTold()
{
    m_fixture->window->reopenTabs();
    QVERIFY2(m_fixture->message().isEmpty(), qPrintable(m_fixture->message()));
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, "/proc/nobody");
    m_fixture->window->reopenTabs();
    QVERIFY2(m_fixture->message().contains("/proc/nobody"), qPrintable(m_fixture->message()));
}

void TestFirstSight::aTileIsDraggedOut()
{
    RunPage* page = m_fixture->openCard("mnist-direct");
    QVERIFY(page);
    ChampionView* wall = walls().front();
    QTRY_VERIFY(page->group().sessions().front()->champion(1).has_value());
    // Without the page, which would wait for a place to drop it.
    disconnect(wall, &ChampionView::dragAsked, nullptr, nullptr);
    const QSignalSpy asked(wall, &ChampionView::dragAsked);
    const QPoint tile = wall->visualRect(wall->model()->index(1, 0)).center();
    QTest::mousePress(wall->viewport(), Qt::LeftButton, {}, tile);
    for (int step = 1; step <= 4; ++step)
        QTest::mouseMove(wall->viewport(), tile + QPoint(10 * step, 5 * step));
    QTest::mouseRelease(wall->viewport(), Qt::LeftButton, {}, tile + QPoint(40, 20));
    QCOMPARE(asked.count(), 1);
    QCOMPARE(page->subject().chosen, std::vector<std::size_t>{1});
}

QTEST_MAIN(TestFirstSight)
#include "tst_first_sight.moc"
