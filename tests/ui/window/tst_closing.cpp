// SPDX-License-Identifier: GPL-3.0-or-later
// Tabs and windows that are closed while questions stand and files are written.
#include "WindowFixture.h"
#include "ui/exporting/Exporter.h"

#include <QAction>
#include <QDir>
#include <QSignalSpy>
#include <atomic>
#include <mutex>

using namespace pareidolia;

class TestClosing : public WindowTest
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aTabMayGoDuringAQuestion();
    void aTabMayGoWhileAFolderIsChosen();
    void dialogsOutlastTheirTab();
    void designersKeepWhatTheyHave();
    void aWindowStaysWhenWritingFails();
    void aWindowWaitsForFilesAndAsksOnce();
    void nobodyIsAskedTwice();

private:
    bool pageIsGone() const
    {
        return QTest::qWaitFor([this] { return !page(); }, 20'000); // an export is written
    }
    void saveSheet(const QString& file)
    {
        m_fixture->answers->newFile = file;
        act("designSheet");
        QTRY_VERIFY(m_fixture->find("designerSave"));
        QTest::mouseClick(m_fixture->find("designerSave"), Qt::LeftButton);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

/// A run with pictures that are exported when somebody closes it.
void TestClosing::init()
{
    m_fixture = std::make_unique<WindowFixture>();
    m_folder = std::make_unique<QTemporaryDir>();
    m_fixture->answers->folder = m_folder->filePath("out");
    m_fixture->answers->leaving = Prompts::Leaving::Export;
    RunPage* page = m_fixture->openCard("mnist-direct");
    QVERIFY(page);
    QTRY_VERIFY(page->group().hasUnsavedPictures());
}

void TestClosing::cleanup()
{
    m_fixture.reset();
}

void TestClosing::aTabMayGoDuringAQuestion()
{
    act("closeTab"); // its export goes on in the background
    m_fixture->answers->meanwhile = [this] { QVERIFY(pageIsGone()); };
    act("closeTab");
    QVERIFY(!m_fixture->answers->meanwhile);
    QVERIFY(QFile::exists(m_folder->filePath("out/run.json")));
    m_fixture->window->close();
    QTRY_VERIFY(!m_fixture->window->isVisible());
}

void TestClosing::aTabMayGoWhileAFolderIsChosen()
{
    act("closeTab");
    m_fixture->answers->meanwhile = [this] { QVERIFY(pageIsGone()); };
    m_fixture->answers->folder = m_folder->filePath("other");
    act("export");
    QVERIFY(!m_fixture->answers->meanwhile);
    QVERIFY(!QFile::exists(m_folder->filePath("other")));
}

void TestClosing::dialogsOutlastTheirTab()
{
    act("closeTab");
    act("savePictures");
    QVERIFY(pageIsGone());
    QTest::mouseClick(m_fixture->find("picturesSave"), Qt::LeftButton);
    QTRY_VERIFY2(m_fixture->message().contains("closed"), qPrintable(m_fixture->message()));
}

void TestClosing::designersKeepWhatTheyHave()
{
    act("closeTab");
    act("designSheet");
    QVERIFY(pageIsGone());
    QTest::mouseClick(m_fixture->find("designerRefresh"), Qt::LeftButton);
    m_fixture->answers->newFile = m_folder->filePath("sheet.png");
    QTest::mouseClick(m_fixture->find("designerSave"), Qt::LeftButton);
    QTRY_VERIFY(QFile::exists(m_folder->filePath("sheet.png")));
}

void TestClosing::aWindowStaysWhenWritingFails()
{
    m_fixture->answers->leaving = Prompts::Leaving::Discard;
    saveSheet("/nowhere/sheet.png");
    const QSignalSpy idle(m_fixture->window->findChild<Exporter*>(), &Exporter::idle);
    QVERIFY(!m_fixture->window->close());
    QTRY_COMPARE(idle.size(), 1);
    QVERIFY(m_fixture->message().contains("/nowhere"));
    QVERIFY(m_fixture->window->isVisible());
}

void TestClosing::aWindowWaitsForFilesAndAsksOnce()
{
    m_fixture->answers->leaving = Prompts::Leaving::Discard;
    saveSheet(m_folder->filePath("sheet.png"));
    QVERIFY(!m_fixture->window->close());
    QTRY_VERIFY(!m_fixture->window->isVisible());
    QVERIFY(QFile::exists(m_folder->filePath("sheet.png")));
    QCOMPARE(m_fixture->answers->asked, 1);
}

void TestClosing::nobodyIsAskedTwice()
{
    // A generation is under way when a tab is closed, and ends while its pictures are exported.
    const auto gate = std::make_shared<std::mutex>();
    const auto waiting = std::make_shared<std::atomic<int>>(0);
    m_fixture = std::make_unique<WindowFixture>([=](const std::string& name) -> Networks::Loaded {
        auto network = fakeDigits();
        network->mutableInfo().name = name;
        network->mutableInfo().plan.microBatch = 200; // one chunk a generation
        network->beforeScore = [=] {
            ++*waiting;
            const std::scoped_lock through(*gate);
            --*waiting;
        };
        return network;
    });
    m_fixture->answers->folder = m_folder->filePath("out");
    m_fixture->answers->leaving = Prompts::Leaving::Export;
    QVERIFY(openCard("mnist-direct"));
    QTRY_VERIFY(m_page->group().hasUnsavedPictures());
    std::unique_lock closed(*gate);
    QTRY_VERIFY(*waiting == 1);
    act("closeTab");
    closed.unlock();
    QVERIFY(pageIsGone());
    QCOMPARE(m_fixture->answers->asked, 1);
}

QTEST_MAIN(TestClosing)
#include "tst_closing.moc"
