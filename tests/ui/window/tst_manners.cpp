// SPDX-License-Identifier: GPL-3.0-or-later
// What people expect of any desktop program.
#include "WindowFixture.h"
#include "ui/wall/ChampionView.h"

#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QSlider>
#include <QTabWidget>
#include <QTextBrowser>
#include <QTreeWidget>

using namespace pareidolia;

class TestManners : public WindowTest
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_fixture.reset(); }
    void theLeftEndOfThePaceIsOneGeneration();
    void shortcutsAreListedByMenu();
    void aQuestionMarkCanBeTyped();
    void theExplanationDependsOnWhatIsRun();
    void escapeClearsTheFilterWhereItIsTyped();
    void hoveredClassesAreMarkedOnBothWalls();
    void severalAreChosenByKeys();
    void projectorModeKeepsTheWidth();
    void theStatusTellsBothRuns();
};

void TestManners::init()
{
    m_fixture = std::make_unique<WindowFixture>();
    QVERIFY(QTest::qWaitForWindowActive(m_fixture->window.get()));
}

void TestManners::theLeftEndOfThePaceIsOneGeneration()
{
    QVERIFY(openCard("mnist-direct"));
    QTRY_VERIFY(session().news().latest.has_value());
    auto* pace = m_fixture->find<QSlider>("pace");
    pace->setFocus();
    QTest::keyClick(pace, Qt::Key_Home);
    QTRY_COMPARE(m_page->group().state(), RunState::Paused);
    for (int press = 0; press < 3; ++press) {
        const std::uint32_t before = generation();
        QTest::keyClick(pace, Qt::Key_Space);
        QTRY_COMPARE(generation(), before + 1);
        QTRY_COMPARE(m_page->group().state(), RunState::Paused);
    }
    QTest::keyClick(pace, Qt::Key_End);
    QTest::keyClick(pace, Qt::Key_Space);
    QTRY_VERIFY(generation() > 10);
    QVERIFY(m_page->group().state() != RunState::Paused); // it may even have ended by now
}

void TestManners::shortcutsAreListedByMenu()
{
    m_fixture->press(Qt::Key_Question);
    auto* list = m_fixture->window->findChild<QDialog*>("shortcutList");
    QVERIFY(list && list->isVisible());
    QVERIFY(!list->isModal());
    QVERIFY(list->height() <= 800);
    auto* rows = list->findChild<QTreeWidget*>("shortcuts");
    int listed = 0;
    QStringList groups;
    for (int i = 0; i < rows->topLevelItemCount(); ++i) {
        groups.append(rows->topLevelItem(i)->text(0));
        listed += rows->topLevelItem(i)->childCount();
    }
    QVERIFY(groups.contains("File") && groups.contains("View"));
    QVERIFY(listed >= static_cast<int>(m_fixture->window->findChild<Actions*>()->all().size()));
    QTest::keyClicks(list->findChild<QLineEdit*>("shortcutFilter"), "ctrl+e");
    int shown = 0;
    for (int i = 0; i < rows->topLevelItemCount(); ++i)
        for (int j = 0; j < rows->topLevelItem(i)->childCount(); ++j)
            shown += rows->topLevelItem(i)->child(j)->isHidden() ? 0 : 1;
    QCOMPARE(shown, 1);
    QTest::keyClick(list, Qt::Key_Escape);
    QVERIFY(!list->isVisible());
}

void TestManners::aQuestionMarkCanBeTyped()
{
    QVERIFY(openCard("mnist-direct"));
    auto* filter = m_fixture->find<QLineEdit>("gridFilter");
    filter->setFocus();
    QTest::keyClicks(filter, "? .<>");
    QCOMPARE(filter->text(), QStringLiteral("? .<>"));
    QVERIFY(!m_fixture->window->findChild<QDialog*>("shortcutList"));
}

void TestManners::theExplanationDependsOnWhatIsRun()
{
    const auto text = [this] {
        auto* browser = m_fixture->find<QTextBrowser>("experimentText");
        return browser ? browser->toPlainText() : QString();
    };
    m_fixture->press(Qt::Key_F1);
    QTRY_VERIFY(text().contains("start page"));
    QVERIFY(openCard("mnist-cppn"));
    QTRY_VERIFY(text().contains("CPPN") && text().contains("lenet-mnist"));
    tabs()->setCurrentIndex(0);
    QVERIFY(openCard("mnist-gradient"));
    QTRY_VERIFY(text().contains("gradient") && !text().contains("MAP-Elites"));
    tabs()->setCurrentIndex(0);
    QVERIFY(openCard("mnist-direct-cppn"));
    QTRY_VERIFY(text().contains("in lock-step") && text().contains("Hold Shift"));
    QVERIFY(m_fixture->window->width() <= 1280);
    m_fixture->press(Qt::Key_F1);
    QTRY_VERIFY(!m_fixture->find("experimentPanel"));
}

void TestManners::escapeClearsTheFilterWhereItIsTyped()
{
    QVERIFY(openCard("mnist-direct"));
    auto* filter = m_fixture->find<QLineEdit>("gridFilter");
    filter->setFocus();
    QTest::keyClicks(filter, "seven");
    auto* wall = m_fixture->find<ChampionView>("wallView");
    QTRY_COMPARE(wall->model()->rowCount(), 1);
    QTest::keyClick(filter, Qt::Key_Escape);
    QTRY_COMPARE(wall->model()->rowCount(), 10);
    QVERIFY(filter->hasFocus());
}

void TestManners::hoveredClassesAreMarkedOnBothWalls()
{
    QVERIFY(openCard("mnist-direct-cppn"));
    for (RunSession* side : m_page->group().sessions())
        QTRY_VERIFY(side->champion(3).has_value());
    m_fixture->press(Qt::Key_M, Qt::ControlModifier | Qt::ShiftModifier); // no glow
    QVERIFY(comesToRest(m_page->group()) && layoutComesToRest());
    const auto walls = m_page->findChildren<ChampionView*>("wallView");
    const QRect tile = walls[0]->visualRect(walls[0]->model()->index(3, 0));
    const auto shown = [&] { return walls[1]->viewport()->grab(tile).toImage(); };
    (void)shown(); // asks for pictures of the right size
    QVERIFY(layoutComesToRest());
    const QImage before = shown();
    QTest::mouseMove(walls[0]->viewport(), tile.center());
    QTRY_COMPARE(m_page->state().hoveredClass(), std::optional<std::size_t>(3));
    QVERIFY(shown() != before);
    const QPoint corner = walls[0]->viewport()->rect().bottomRight() - QPoint(2, 2);
    QVERIFY(!walls[0]->indexAt(corner).isValid());
    QTest::mouseMove(walls[0]->viewport(), corner);
    QTRY_VERIFY(!m_page->state().hoveredClass());
    QCOMPARE(shown(), before);
}

void TestManners::severalAreChosenByKeys()
{
    QVERIFY(openCard("mnist-direct"));
    auto* wall = m_fixture->find<ChampionView>("wallView");
    wall->setFocus();
    QTest::keyClick(wall, Qt::Key_Home);
    QTest::keyClick(wall, Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(m_page->state().selectedClasses(), (std::vector<std::size_t>{0, 1}));
    QTest::keyClick(wall, Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(m_page->state().selectedClasses().size(), 10u);
    QTest::keyClick(wall, Qt::Key_Home);
    QTest::keyClick(wall, Qt::Key_D, Qt::ControlModifier); // pins, or takes the pin away
    QCOMPARE(m_page->state().selectedClasses(), std::vector<std::size_t>());
    QTest::keyClick(wall, Qt::Key_Return);
    QTRY_VERIFY(m_fixture->find("inspector")->hasFocus());
}

void TestManners::projectorModeKeepsTheWidth()
{
    for (const char* card : {"mnist-direct", "mnist-direct-cppn"}) {
        tabs()->setCurrentIndex(0);
        QVERIFY(openCard(card));
        m_fixture->press(Qt::Key_F11);
        QVERIFY(layoutComesToRest());
        const QSize least = m_fixture->window->minimumSizeHint();
        QVERIFY2(m_fixture->window->width() == 1280 && least.width() <= 1280,
                 qPrintable(QStringLiteral("%1 of %2").arg(card).arg(least.width())));
        QVERIFY2(m_fixture->window->height() == 800 && least.height() <= 800,
                 qPrintable(QStringLiteral("%1 of %2").arg(card).arg(least.height())));
        m_fixture->press(Qt::Key_F11);
    }
}

void TestManners::theStatusTellsBothRuns()
{
    QVERIFY(openCard("mnist-direct-cppn"));
    for (RunSession* side : m_page->group().sessions())
        QTRY_VERIFY(side->champion(3).has_value());
    auto* status = m_fixture->find<QLabel>("status");
    QTRY_VERIFY2(status->text().contains("together") && status->text().contains("median A "),
                 qPrintable(status->text()));
}

QTEST_MAIN(TestManners)
#include "tst_manners.moc"
