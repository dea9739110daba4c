// SPDX-License-Identifier: GPL-3.0-or-later
// Settings in the window: marks on the curves, presets, networks, what a comparison shares.
#include "WindowFixture.h"
#include "core/run/Presets.h"
#include "ui/window/StartPage.h"

#include <QAction>
#include <QComboBox>
#include <QDir>
#include <QLineEdit>
#include <QScrollArea>
#include <QSignalSpy>
#include <QTabBar>
#include <QTabWidget>

using namespace pareidolia;

class TestSettings : public WindowTest
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aChangeMarksTheCurves();
    void aPresetIsSaved();
    void aPresetOfOnesOwnGoesAndComesBack();
    void aNetworkIsChosenFromItsFile();
    void aComparisonHasSettings();
    void theFormFitsTheWindow();
    void aBrokenPresetIsTold();

private:
    void enter(const char* name, const QString& text)
    {
        auto* line = m_fixture->find<QLineEdit>(name);
        QVERIFY2(line, name);
        line->setFocus();
        line->selectAll();
        QTest::keyClicks(line, text);
        QTest::keyClick(line, Qt::Key_Return);
    }
    /// Tells what the curves say, wherever the mouse goes.
    QString saidByTheCurves() const
    {
        QWidget* plot = m_fixture->find("curves");
        QStringList said;
        for (int x = 0; x < plot->width(); x += 2) {
            QTest::mouseMove(plot, QPoint(x, plot->height() / 2));
            said.append(plot->toolTip());
        }
        return said.join('\n');
    }

    QTemporaryDir m_data;
};

void TestSettings::init()
{
    qputenv("XDG_DATA_HOME", m_data.path().toUtf8());
    m_fixture = std::make_unique<WindowFixture>();
    QVERIFY(QTest::qWaitForWindowActive(m_fixture->window.get()));
}

void TestSettings::cleanup()
{
    m_fixture.reset();
}

void TestSettings::aChangeMarksTheCurves()
{
    QVERIFY(openCard("mnist-direct"));
    RunSession& session = *m_page->group().sessions().front();
    QTRY_VERIFY(session.news().latest && session.news().latest->generation >= 2);
    m_fixture->press(Qt::Key_Space);
    QTRY_COMPARE(m_page->group().state(), RunState::Paused);
    enter("parameter-children", "50");
    QVERIFY(session.settings().changes().empty()); // it waits for the next generation
    QVERIFY(!saidByTheCurves().contains("changed to"));

    m_fixture->find("wallView")->setFocus();
    m_fixture->press(Qt::Key_Space);
    QTRY_COMPARE(session.settings().changes().size(), 1u);
    const auto since = session.settings().changes()[0].generation;
    QTRY_VERIFY(session.news().latest->generation > since + 2);
    m_fixture->press(Qt::Key_Space);
    QTRY_COMPARE(m_page->group().state(), RunState::Paused);
    const QString expected =
        QStringLiteral("from generation %1 on: Children per generation changed to 50").arg(since);
    // The curves are drawn a few times a second.
    QTRY_VERIFY2(saidByTheCurves().contains(expected), qPrintable(saidByTheCurves()));
}

void TestSettings::aPresetIsSaved()
{
    QVERIFY(openCard("mnist-direct"));
    QSignalSpy saved(m_page, &RunPage::presetSaved);
    QTest::mouseClick(m_fixture->find("savePreset"), Qt::LeftButton);
    enter("presetName", "mine");
    QCOMPARE(saved.size(), 1);
    QVERIFY(Presets::standard().isOwn("mine"));
    QVERIFY(m_fixture->message().contains("mine"));
    QVERIFY(Presets::standard().removeOwn("mine").has_value());
}

void TestSettings::aPresetOfOnesOwnGoesAndComesBack()
{
    RunSpec spec = smallSpec();
    spec.name = "short lived";
    QVERIFY(Presets::standard().saveOwn(spec).has_value());
    m_fixture->window->findChild<StartPage*>()->refresh();
    auto* card = m_fixture->find<QAbstractButton>("card-short lived");
    QVERIFY(card);
    card->actions().front()->trigger();
    QVERIFY(!m_fixture->find("card-short lived"));
    QVERIFY(!Presets::standard().isOwn("short lived"));
    QVERIFY(m_fixture->message().contains("short lived"));
    QTest::mouseClick(m_fixture->find("message-undoRemoval"), Qt::LeftButton);
    QTRY_VERIFY(m_fixture->find("card-short lived"));
    QVERIFY(Presets::standard().isOwn("short lived"));
}

void TestSettings::aNetworkIsChosenFromItsFile()
{
    QVERIFY(openCard("mnist-direct"));
    m_fixture->answers->files = {"/somewhere/mine.pt"};
    QTest::mouseClick(m_fixture->find("modelFile"), Qt::LeftButton);
    QCOMPARE(m_fixture->find<QComboBox>("parameter-model")->currentText(),
             QStringLiteral("/somewhere/mine.pt"));
    RunPage* first = m_page;
    QTest::mouseClick(m_fixture->find("startAnew"), Qt::LeftButton);
    QTRY_VERIFY(m_fixture->window->currentPage() && m_fixture->window->currentPage() != first);
    QCOMPARE(m_fixture->window->currentPage()->group().sessions().front()->spec().model,
             std::string("/somewhere/mine.pt"));
}

void TestSettings::aComparisonHasSettings()
{
    QVERIFY(openCard("mnist-direct-cppn"));
    QVERIFY(!m_fixture->find("experimentForm")); // the walls have the width
    auto* figures = m_fixture->find<QTabWidget>("comparisonFigures");
    QTest::mouseClick(figures->tabBar(), Qt::LeftButton, {},
                      figures->tabBar()->tabRect(2).center());
    QVERIFY(m_fixture->find("experimentForm"));
    enter("parameter-children", "40");
    for (RunSession* side : m_page->group().sessions()) {
        QCOMPARE(side->spec().settings.children, 40u);
        QTRY_COMPARE(side->settings().changes().size(), 1u);
    }
    enter("parameter-seed", "6");
    RunPage* first = m_page;
    QTest::mouseClick(m_fixture->find("startAnew"), Qt::LeftButton);
    QTRY_VERIFY(m_fixture->window->currentPage() && m_fixture->window->currentPage() != first);
    const auto& sessions = m_fixture->window->currentPage()->group().sessions();
    QCOMPARE(sessions.size(), 2u);
    QCOMPARE(sessions[1]->spec().settings.seed, 6u);
    QCOMPARE(sessions[1]->spec().encoding, std::string("cppn"));
}

void TestSettings::theFormFitsTheWindow()
{
    for (const char* card : {"mnist-direct", "mnist-cppn", "mnist-gradient", "mnist-direct-cppn"}) {
        tabs()->setCurrentIndex(0);
        QVERIFY(openCard(card));
        if (auto* figures = m_fixture->find<QTabWidget>("comparisonFigures"))
            figures->setCurrentIndex(2);
        QTRY_VERIFY(m_fixture->find("experimentForm"));
        const auto* scroll = m_fixture->find<QScrollArea>("experimentScroll");
        QTRY_VERIFY2(scroll->widget()->width() <= scroll->viewport()->width(), card);
        QVERIFY2(scroll->viewport()->height() > 60, card);
        QCOMPARE(m_fixture->window->size(), QSize(1280, 800));
    }
}

void TestSettings::aBrokenPresetIsTold()
{
    QVERIFY(QDir(m_data.path()).mkpath("pareidolia/presets"));
    QFile broken(m_data.filePath("pareidolia/presets/broken.json"));
    QVERIFY(broken.open(QIODevice::WriteOnly));
    broken.write("{\"search\": ");
    broken.close();
    m_fixture = std::make_unique<WindowFixture>();
    QVERIFY2(m_fixture->message().contains("broken.json"), qPrintable(m_fixture->message()));
    QVERIFY(openCard("mnist-direct")); // all others are there
    QVERIFY(broken.remove());
}

QTEST_MAIN(TestSettings)
#include "tst_settings.moc"
