// SPDX-License-Identifier: GPL-3.0-or-later
// What people take away from the window, and what it says when they cannot.
#include "WindowFixture.h"
#include "core/image/PngFile.h"
#include "ui/exporting/PreviewView.h"
#include "ui/wall/ChampionView.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QSpinBox>
#include <nlohmann/json.hpp>

using namespace pareidolia;

class TestTakingAway : public WindowTest
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void exportsIntoAFolder();
    void anExportThatFailsIsTold();
    void closingAsks();
    void unknownNetworksAreTold();
    void copiesThePicture();
    void closingCanExportFirst();
    void savesPictures();
    void designsASheet();
    void designsCurves();
    void designsAFamilyTree();
    void triesANetwork();
    void picturesOfOursComeBack();
    void aStoryIsToldWithoutItsNetwork();

private:
    /// A picture that tells that it was made for `model`, opened as people do.
    void openOurs(const QTemporaryDir& folder, const std::string& model)
    {
        const QString path = folder.filePath("ours.png");
        const PngText text{{"Label", "seven"}, {"Confidence", "0.5"},
                           {"Log-odds", "0"},  {"Model", model},
                           {"Seed", "3"},      {"Spec", specToJson(smallSpec()).dump()}};
        QVERIFY(writePng(path.toStdString(), Image({8, 8, 1}), text).has_value());
        m_fixture->answers->files = {path};
        press(Qt::Key_O, Qt::ControlModifier);
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        m_fixture->press(key, modifiers);
    }
    template <typename Widget = QWidget>
    Widget* find(const char* name) const
    {
        return m_fixture->find<Widget>(name);
    }
    void click(const char* name)
    {
        QTRY_VERIFY2(find(name), name);
        QTest::mouseClick(find(name), Qt::LeftButton);
    }
};

void TestTakingAway::init()
{
    m_fixture = std::make_unique<WindowFixture>();
    QVERIFY(QTest::qWaitForWindowActive(m_fixture->window.get()));
}

void TestTakingAway::cleanup()
{
    m_fixture.reset();
}

void TestTakingAway::exportsIntoAFolder()
{
    const QTemporaryDir folder;
    m_fixture->answers->folder = folder.filePath("out");
    QVERIFY(openCard("mnist-direct"));
    QTRY_VERIFY(session().champion(0).has_value());
    press(Qt::Key_Space);
    QTRY_COMPARE(m_page->group().state(), RunState::Paused);
    press(Qt::Key_E, Qt::ControlModifier);
    QTRY_VERIFY(QFile::exists(folder.filePath("out/run.json")));
    QVERIFY(QFile::exists(folder.filePath("out/contact-sheet.png")));
    QCOMPARE(QDir(folder.filePath("out")).entryList({"00*.png"}).size(), 10);
    QTRY_VERIFY(m_fixture->message().contains("out"));
    press(Qt::Key_W, Qt::ControlModifier);
    QCOMPARE(m_fixture->answers->asked, 0); // nothing is lost
    QVERIFY(!m_fixture->window->currentPage());
}

void TestTakingAway::anExportThatFailsIsTold()
{
    m_fixture->answers->folder = "/proc/nowhere";
    QVERIFY(openCard("mnist-direct"));
    QTRY_VERIFY(session().champion(0).has_value());
    press(Qt::Key_E, Qt::ControlModifier);
    QTRY_VERIFY(m_fixture->message().contains("/proc/nowhere"));
    QVERIFY(session().hasUnsavedPictures());
}

void TestTakingAway::closingAsks()
{
    QVERIFY(openCard("mnist-direct"));
    QTRY_VERIFY(session().hasUnsavedPictures());
    m_fixture->answers->leaving = Prompts::Leaving::Stay;
    QVERIFY(!m_fixture->window->close());
    QCOMPARE(m_fixture->answers->asked, 1);
    press(Qt::Key_W, Qt::ControlModifier);
    QCOMPARE(m_fixture->answers->asked, 2);
    QCOMPARE(m_fixture->window->currentPage(), m_page);
    m_fixture->answers->leaving = Prompts::Leaving::Discard;
    press(Qt::Key_W, Qt::ControlModifier);
    QVERIFY(!m_fixture->window->currentPage());
    QVERIFY(m_fixture->window->close());
    QCOMPARE(m_fixture->answers->asked, 3);
}

void TestTakingAway::closingCanExportFirst()
{
    const QTemporaryDir folder;
    m_fixture->answers->folder = folder.filePath("out");
    m_fixture->answers->leaving = Prompts::Leaving::Export;
    QVERIFY(openCard("mnist-direct"));
    QTRY_VERIFY(session().hasUnsavedPictures());
    QVERIFY(!m_fixture->window->close());
    QTRY_VERIFY(!m_fixture->window->isVisible());
    QVERIFY(QFile::exists(folder.filePath("out/run.json")));
}

void TestTakingAway::unknownNetworksAreTold()
{
    RunSpec spec = smallSpec();
    spec.model = "missing";
    m_fixture->window->openRun(spec, true);
    QTRY_COMPARE(
        m_fixture->message(),
        QStringLiteral("missing: there is no network with that name; choose another name"));
    QVERIFY(!m_fixture->window->currentPage());

    m_fixture->window->openFiles({"/nowhere/letter.doc"});
    QTRY_VERIFY(m_fixture->message().contains("letter.doc"));
}

void TestTakingAway::copiesThePicture()
{
    QVERIFY(openCard("mnist-direct"));
    QTRY_VERIFY(session().champion(0).has_value());
    press(Qt::Key_Space);
    QTRY_COMPARE(m_page->group().state(), RunState::Paused);
    press(Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->image().size(), QSize(8, 8));
}

void TestTakingAway::savesPictures()
{
    const QTemporaryDir folder;
    QVERIFY(openCard("mnist-direct"));
    QTRY_VERIFY(session().champion(5).has_value());
    m_fixture->answers->newFile = folder.filePath("zero.png");
    press(Qt::Key_S, Qt::ControlModifier); // none is chosen: the one that is inspected
    click("picturesSave");
    QTRY_VERIFY(QFile::exists(folder.filePath("zero.png")));
    QTRY_VERIFY(m_fixture->message().contains("zero.png"));

    m_fixture->answers->folder = folder.path();
    auto* wall = m_fixture->find<ChampionView>("wallView");
    for (const int row : {3, 5})
        QTest::mouseClick(wall->viewport(), Qt::LeftButton, Qt::ControlModifier,
                          wall->visualRect(wall->model()->index(row, 0)).center());
    press(Qt::Key_S, Qt::ControlModifier);
    QTRY_VERIFY(find<QComboBox>("picturesScale"));
    auto* scale = find<QComboBox>("picturesScale");
    scale->setFocus();
    QTest::keyClick(scale, Qt::Key_End); // 32 times as large
    click("picturesSave");
    QTRY_COMPARE(QDir(folder.path()).entryList({"0003_three_*.png", "0005_five_*.png"}).size(), 2);
    const auto name = QDir(folder.path()).entryList({"0003_three_*.png"}).front();
    QCOMPARE(QImage(folder.filePath(name)).size(), QSize(8, 8) * 32);

    m_fixture->answers->folder = "/nowhere";
    press(Qt::Key_S, Qt::ControlModifier);
    click("picturesSave");
    QTRY_VERIFY(m_fixture->message().contains("/nowhere"));
}

void TestTakingAway::designsASheet()
{
    const QTemporaryDir folder;
    QVERIFY(openCard("mnist-direct-cppn"));
    for (RunSession* side : m_page->group().sessions())
        QTRY_VERIFY(side->champion(9).has_value());
    press(Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
    auto* preview = find<PreviewView>("preview");
    QTRY_VERIFY(!preview->picture().isNull());
    const QSize before = preview->picture().size();
    auto* columns = find<QSpinBox>("sheetColumns");
    columns->setFocus();
    columns->selectAll();
    QTest::keyClicks(columns, "10");
    QTest::keyClick(columns, Qt::Key_Tab);
    QTRY_VERIFY(preview->picture().width() > before.width());

    const QImage seen = preview->picture();
    m_fixture->answers->newFile = folder.filePath("sheet.png");
    click("designerSave");
    QTRY_VERIFY(QFile::exists(folder.filePath("sheet.png")));
    QCOMPARE(QImage(folder.filePath("sheet.png")).convertToFormat(QImage::Format_RGB32), seen);
    QTRY_VERIFY(!find("sheetDesigner"));

    m_fixture->answers->newFile = folder.filePath("sheet.doc");
    press(Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
    click("designerSave");
    QTRY_VERIFY2(m_fixture->message().contains("sheet.doc"), qPrintable(m_fixture->message()));
}

void TestTakingAway::designsCurves()
{
    const QTemporaryDir folder;
    QVERIFY(openCard("mnist-direct"));
    QTRY_VERIFY(session().champion(0).has_value());
    for (const char* name : {"curves.svg", "curves.pdf", "curves.csv", "curves.png"}) {
        m_fixture->answers->newFile = folder.filePath(name);
        press(Qt::Key_U, Qt::ControlModifier | Qt::ShiftModifier);
        click("designerSave");
        QTRY_VERIFY2(QFile::exists(folder.filePath(name)), name);
        QTRY_VERIFY(!find("curvesDesigner"));
    }
    m_fixture->answers->newFile = "/nowhere/curves.svg";
    press(Qt::Key_U, Qt::ControlModifier | Qt::ShiftModifier);
    click("designerSave");
    QTRY_VERIFY(m_fixture->message().contains("/nowhere"));
}

void TestTakingAway::designsAFamilyTree()
{
    const QTemporaryDir folder;
    QVERIFY(openCard("mnist-cppn"));
    QTRY_VERIFY(session().champion(0).has_value());
    for (const char* name : {"tree.svg", "tree.dot"}) {
        m_fixture->answers->newFile = folder.filePath(name);
        m_fixture->window->findChild<QAction*>("designFamilyTree")->trigger();
        click("designerSave");
        QTRY_VERIFY2(QFile::exists(folder.filePath(name)), name);
        QTRY_VERIFY(!find("familyTreeDesigner"));
    }
    QFile svg(folder.filePath("tree.svg")), dot(folder.filePath("tree.dot"));
    QVERIFY(svg.open(QIODevice::ReadOnly) && dot.open(QIODevice::ReadOnly));
    const QByteArray drawn = svg.readAll();
    for (const char* word : {"<svg", "seven", "generation"})
        QVERIFY2(drawn.contains(word), word);
    QVERIFY(dot.readAll().startsWith("digraph phylogeny"));
}

void TestTakingAway::triesANetwork()
{
    press(Qt::Key_T, Qt::ControlModifier);
    QTRY_VERIFY(m_fixture->find("tryPage"));
    QVERIFY(m_fixture->find("drawingPad"));
    press(Qt::Key_W, Qt::ControlModifier);
    QTRY_VERIFY(!m_fixture->find("tryPage"));
    QVERIFY(m_fixture->find("startPage"));
    press(Qt::Key_W, Qt::ControlModifier); // the start page stays
    QVERIFY(m_fixture->find("startPage"));

    m_fixture->answers->files = {"/nowhere/picture.png"};
    press(Qt::Key_O, Qt::ControlModifier);
    QTRY_VERIFY(m_fixture->message().contains("picture.png"));
}

void TestTakingAway::picturesOfOursComeBack()
{
    const QTemporaryDir folder;
    openOurs(folder, "lenet-mnist");
    QTRY_VERIFY(m_fixture->find("storyPanel"));
    QTRY_VERIFY(m_fixture->find<QLabel>("storyNow")->text() != QStringLiteral("…"));
    QTest::mouseClick(m_fixture->find<QAbstractButton>("runAgain"), Qt::LeftButton);
    QTRY_VERIFY((m_page = m_fixture->window->currentPage()));
    QCOMPARE(session().spec(), smallSpec());
    QTRY_COMPARE(m_page->group().state(), RunState::Running);
}

void TestTakingAway::aStoryIsToldWithoutItsNetwork()
{
    const QTemporaryDir folder;
    openOurs(folder, "missing");
    QTRY_VERIFY(m_fixture->find("storyPanel"));
    QVERIFY(m_fixture->find<QLabel>("pictureStory")->text().contains("missing"));
    QCOMPARE(m_fixture->find<QLabel>("seenLabel")->text(), QStringLiteral("seven"));
    QVERIFY(m_fixture->message().isEmpty());
}

QTEST_MAIN(TestTakingAway)
#include "tst_exporting.moc"
