// SPDX-License-Identifier: GPL-3.0-or-later
// The window as people use it: mouse and keys, no private doors.
#include "WindowFixture.h"
#include "ui/wall/ChampionView.h"
#include "ui/window/MessageBar.h"
#include "ui/window/RunPage.h"

#include <QAbstractButton>
#include <QLabel>
#include <QLineEdit>
#include <QSlider>
#include <QTabBar>
#include <QTabWidget>
#include <QTableWidget>

using namespace pareidolia;

class TestMainWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aCardStartsARun();
    void spaceRunsAndPauses();
    void pauseAnswersSoon();
    void periodStepsOneGeneration();
    void filterNarrowsTheWallAndEscapeClearsIt();
    void aClickInspects();
    void arrowsWalkThroughTheClasses();
    void comparisonGoesInStep();
    void stepsOfDifferentSearchesEndTogether();
    void shiftFlipsTheWalls();
    void onlyPicturesAndBack();
    void controlAndWheelZoom();
    void everythingFitsTheWall();
    void keyboardOnlyTour();

private:
    RunPage* openCard(const char* name) { return m_page = m_fixture->openCard(name); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        m_fixture->press(key, modifiers);
    }
    RunSession& session() const { return *m_page->group().sessions().front(); }
    std::uint32_t generation() const
    {
        return session().news().latest ? session().news().latest->generation : 0;
    }

    std::unique_ptr<WindowFixture> m_fixture;
    RunPage* m_page = nullptr;
};

void TestMainWindow::init()
{
    m_fixture = std::make_unique<WindowFixture>();
    QVERIFY(QTest::qWaitForWindowActive(m_fixture->window.get()));
}

void TestMainWindow::cleanup()
{
    m_fixture.reset();
}

void TestMainWindow::aCardStartsARun()
{
    QVERIFY(openCard("mnist-direct"));
    QTRY_VERIFY(session().champion(0).has_value());
    QCOMPARE(m_page->group().state(), RunState::Running);
    auto* wall = m_fixture->find<ChampionView>("wallView");
    QCOMPARE(wall->model()->rowCount(), 10);
    QTRY_VERIFY(m_fixture->find<QLabel>("status")->text().startsWith("Running · generation"));
}

void TestMainWindow::spaceRunsAndPauses()
{
    QVERIFY(openCard("mnist-direct"));
    QTRY_COMPARE(m_page->group().state(), RunState::Running);
    press(Qt::Key_Space);
    QTRY_COMPARE(m_page->group().state(), RunState::Paused);
    QTRY_VERIFY(m_fixture->find<QLabel>("status")->text().startsWith("Paused"));
    press(Qt::Key_Space);
    QTRY_COMPARE(m_page->group().state(), RunState::Running);
}

void TestMainWindow::pauseAnswersSoon()
{
    m_fixture->window->openRun(smallSpec(), true); // without a limit
    QTRY_VERIFY((m_page = m_fixture->window->currentPage()));
    m_fixture->find<QSlider>("pace")->setValue(7); // as fast as it goes
    QTRY_VERIFY(generation() > 5);
    QElapsedTimer clock;
    clock.start();
    press(Qt::Key_Space);
    QTRY_COMPARE_WITH_TIMEOUT(m_page->group().state(), RunState::Paused, 200);
    QVERIFY2(clock.elapsed() <= 200, qPrintable(QString::number(clock.elapsed())));
}

void TestMainWindow::periodStepsOneGeneration()
{
    QVERIFY(openCard("mnist-direct"));
    QTRY_VERIFY(session().news().latest.has_value());
    press(Qt::Key_Space);
    QTRY_COMPARE(m_page->group().state(), RunState::Paused);
    QTest::qWait(150); // the generation that was under way
    const std::uint32_t before = generation();
    press(Qt::Key_Period);
    QTRY_COMPARE(generation(), before + 1);
    QTRY_COMPARE(m_page->group().state(), RunState::Paused);
}

void TestMainWindow::filterNarrowsTheWallAndEscapeClearsIt()
{
    QVERIFY(openCard("mnist-direct"));
    press(Qt::Key_F, Qt::ControlModifier);
    auto* filter = m_fixture->find<QLineEdit>("gridFilter");
    QTRY_VERIFY(filter->hasFocus());
    QTest::keyClicks(filter, "se");
    auto* wall = m_fixture->find<ChampionView>("wallView");
    QTRY_COMPARE(wall->model()->rowCount(), 1);
    QCOMPARE(wall->model()->index(0, 0).data().toString(), QStringLiteral("seven"));
    QCOMPARE(m_fixture->find<QLabel>("gridCount")->text(), QStringLiteral("1 of 10"));
    wall->setFocus();
    QTest::keyClick(wall, Qt::Key_Escape);
    QTRY_COMPARE(wall->model()->rowCount(), 10);
    QVERIFY(filter->text().isEmpty());
}

void TestMainWindow::aClickInspects()
{
    QVERIFY(openCard("mnist-direct"));
    QTRY_VERIFY(session().champion(3).has_value());
    auto* wall = m_fixture->find<ChampionView>("wallView");
    const QRect tile = wall->visualRect(wall->model()->index(3, 0));
    QTest::mouseClick(wall->viewport(), Qt::LeftButton, {}, tile.center());
    QTRY_COMPARE(m_fixture->find<QLabel>("inspectorTitle")->text(), QStringLiteral("three"));
    QTRY_VERIFY(!m_fixture->find<QLabel>("inspectorConfidence")->text().isEmpty());
    QTRY_VERIFY(m_fixture->find("scoreBars")->accessibleName().contains("three"));
    QCOMPARE(*m_page->state().currentClass(), 3u);
    QCOMPARE(m_page->state().selectedClasses(), std::vector<std::size_t>{3});

    QTest::mouseClick(m_fixture->find<QAbstractButton>("nextClass"), Qt::LeftButton);
    QTRY_COMPARE(m_fixture->find<QLabel>("inspectorTitle")->text(), QStringLiteral("four"));
    QCOMPARE(wall->currentIndex().row(), 4);
}

void TestMainWindow::arrowsWalkThroughTheClasses()
{
    QVERIFY(openCard("mnist-direct"));
    auto* wall = m_fixture->find<ChampionView>("wallView");
    wall->setFocus();
    QTest::keyClick(wall, Qt::Key_Right);
    QTRY_COMPARE(m_fixture->find<QLabel>("inspectorTitle")->text(), QStringLiteral("one"));
    QTest::keyClick(wall, Qt::Key_End);
    QTRY_COMPARE(m_fixture->find<QLabel>("inspectorTitle")->text(), QStringLiteral("nine"));
    QTest::keyClicks(wall, "se");
    QTRY_COMPARE(m_fixture->find<QLabel>("inspectorTitle")->text(), QStringLiteral("seven"));
}

void TestMainWindow::comparisonGoesInStep()
{
    QVERIFY(openCard("mnist-direct-cppn"));
    QCOMPARE(m_page->group().sessions().size(), 2u);
    press(Qt::Key_Space);
    QTRY_COMPARE(m_page->group().state(), RunState::Paused);
    press(Qt::Key_Period);
    for (RunSession* side : m_page->group().sessions())
        QTRY_VERIFY(side->news().latest.has_value());
    auto* table = m_fixture->find<QTableWidget>("comparisonTable");
    QStringList titles;
    for (int row = 0; row < table->rowCount(); ++row)
        titles.append(table->item(row, 0)->text());
    QVERIFY(titles.contains("Median"));
    QVERIFY(titles.contains("Encoding"));
    QVERIFY(!titles.contains("Seed")); // it is the same
}

void TestMainWindow::stepsOfDifferentSearchesEndTogether()
{
    QVERIFY(openCard("mnist-evolution-gradient"));
    press(Qt::Key_Space);
    QTRY_COMPARE(m_page->group().state(), RunState::Paused);
    QTest::qWait(150); // generations that were under way
    const auto& sides = m_page->group().sessions();
    for (int step = 0; step < 2; ++step) {
        const std::uint64_t before = sides[0]->evaluations();
        press(Qt::Key_Period);
        QTRY_VERIFY(sides[0]->evaluations() > before);
        QTRY_COMPARE(m_page->group().state(), RunState::Paused);
        QTRY_COMPARE(sides[1]->evaluations(), sides[0]->evaluations());
    }
}

void TestMainWindow::shiftFlipsTheWalls()
{
    QVERIFY(openCard("mnist-direct-cppn"));
    for (RunSession* side : m_page->group().sessions())
        QTRY_VERIFY(side->champion(0).has_value());
    press(Qt::Key_Space);
    QTRY_COMPARE(m_page->group().state(), RunState::Paused);
    QTest::qWait(150);
    const auto walls = m_page->findChildren<ChampionView*>("wallView");
    QCOMPARE(walls.size(), 2);
    const auto logOdds = [&](int wall) {
        return walls[wall]->model()->index(0, 0).data(ChampionModel::LogOddsRole).toDouble();
    };
    const double a = logOdds(0), b = logOdds(1);
    QVERIFY(a != b);
    walls[0]->setFocus();
    QTest::keyPress(walls[0], Qt::Key_Shift);
    QCOMPARE(logOdds(0), b);
    QCOMPARE(logOdds(1), a);
    QTest::keyRelease(walls[0], Qt::Key_Shift);
    QCOMPARE(logOdds(0), a);
}

void TestMainWindow::onlyPicturesAndBack()
{
    QVERIFY(openCard("mnist-direct"));
    press(Qt::Key_F9);
    QTRY_VERIFY(!m_fixture->find("inspector"));
    QVERIFY(m_fixture->find("wallView"));
    press(Qt::Key_F9);
    QTRY_VERIFY(m_fixture->find("inspector"));
}

void TestMainWindow::controlAndWheelZoom()
{
    QVERIFY(openCard("mnist-direct"));
    QTest::qWait(50); // the pictures fit the wall
    auto* wall = m_fixture->find<ChampionView>("wallView");
    const int before = m_page->state().pictureSide();
    const QPointF place = wall->viewport()->rect().center();
    QWheelEvent wheel(place, wall->viewport()->mapToGlobal(place), {}, {0, -120}, Qt::NoButton,
                      Qt::ControlModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(wall->viewport(), &wheel);
    QVERIFY(m_page->state().pictureSide() < before);
    const int zoomed = m_page->state().pictureSide();
    press(Qt::Key_Plus, Qt::ControlModifier);
    QVERIFY(m_page->state().pictureSide() > zoomed);
}

void TestMainWindow::everythingFitsTheWall()
{
    for (const char* card : {"mnist-direct", "mnist-direct-cppn"}) {
        m_fixture->window->findChild<QTabWidget*>("tabs")->setCurrentIndex(0);
        QVERIFY(openCard(card));
        for (const ChampionView* wall : m_page->findChildren<ChampionView*>("wallView"))
            for (int row = 0; row < wall->model()->rowCount(); ++row)
                QTRY_VERIFY2(wall->viewport()->rect().contains(
                                 wall->visualRect(wall->model()->index(row, 0))),
                             qPrintable(QStringLiteral("%1, row %2").arg(card).arg(row)));
    }
}

/// From the start page to a closed run without a mouse.
void TestMainWindow::keyboardOnlyTour()
{
    const auto focus = [] { return QApplication::focusWidget(); };
    const auto tabTo = [&](const char* name) {
        const auto there = [&] { return focus() && focus()->objectName() == QLatin1String(name); };
        for (int i = 0; i < 200 && !there(); ++i)
            QTest::keyClick(focus() ? focus() : m_fixture->window.get(), Qt::Key_Tab);
        return there();
    };
    QVERIFY(tabTo("card-mnist-direct"));
    QTest::keyClick(focus(), Qt::Key_Space);
    QTRY_VERIFY((m_page = m_fixture->window->currentPage()));
    QTRY_COMPARE(m_page->group().state(), RunState::Running);
    QVERIFY(tabTo("wallView"));
    QTest::keyClick(focus(), Qt::Key_Space);
    QTRY_COMPARE(m_page->group().state(), RunState::Paused);
    QVERIFY(tabTo("nextClass"));
    QTest::keyClick(focus(), Qt::Key_Space); // presses the button
    QTRY_COMPARE(m_fixture->find<QLabel>("inspectorTitle")->text(), QStringLiteral("one"));
    QCOMPARE(m_page->group().state(), RunState::Paused);
    QTest::keyClick(focus(), Qt::Key_W, Qt::ControlModifier);
    QVERIFY(!m_fixture->window->currentPage());
}

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
