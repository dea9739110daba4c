// SPDX-License-Identifier: GPL-3.0-or-later
// How things come into the window: cards, files that are dropped or chosen.
#include "WindowFixture.h"

#include <QDropEvent>
#include <QLabel>
#include <QMimeData>
#include <QTabWidget>
#include <QUrl>
#include <future>

using namespace pareidolia;

class TestOpening : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_fixture.reset(); }
    void aCardAnswersAtOnce();
    void aDoubleClickOnACardOpensOneRun();
    void closingATabThatLoadsGivesUp();
    void filesAreTakenOnARunTab();
    void whatIsNotUnderstoodIsTold();
    void theDropZoneIsAButton();

private:
    RunPage* openCard(const char* name) { return m_page = m_fixture->openCard(name); }
    QTabWidget* tabs() const { return m_fixture->window->findChild<QTabWidget*>("tabs"); }
    void drop(QWidget* target, const QString& file) const;

    std::unique_ptr<WindowFixture> m_fixture;
    RunPage* m_page = nullptr;
};

void TestOpening::init()
{
    m_fixture = std::make_unique<WindowFixture>();
    QVERIFY(QTest::qWaitForWindowActive(m_fixture->window.get()));
}

/// As the platform does it: to the nearest widget around that takes drops.
void TestOpening::drop(QWidget* target, const QString& file) const
{
    while (target && !target->acceptDrops())
        target = target->parentWidget();
    QVERIFY(target);
    QMimeData mime;
    mime.setUrls({QUrl::fromLocalFile(file)});
    QDragEnterEvent enter({10, 10}, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(target, &enter);
    QVERIFY(enter.isAccepted());
    QVERIFY(m_fixture->find("dropVeil"));
    QDropEvent event({10, 10}, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(target, &event);
    QVERIFY(!m_fixture->find("dropVeil"));
}

void TestOpening::aCardAnswersAtOnce()
{
    std::promise<void> maybeLoad;
    m_fixture = std::make_unique<WindowFixture>(
        [until = maybeLoad.get_future().share()](const std::string& name) {
            until.wait();
            return loadFake(name);
        });
    QTest::mouseClick(m_fixture->find("card-mnist-direct"), Qt::LeftButton);
    QCOMPARE(tabs()->currentIndex(), 1);
    QVERIFY(m_fixture->find("loadingPage"));
    QVERIFY(m_fixture->find<QLabel>("status")->text().startsWith("Loading lenet-mnist"));
    maybeLoad.set_value();
    QTRY_VERIFY(m_fixture->window->currentPage());
    QCOMPARE(tabs()->count(), 2);
}

void TestOpening::aDoubleClickOnACardOpensOneRun()
{
    QWidget* card = m_fixture->find("card-mnist-direct");
    const QPoint place = card->mapTo(m_fixture->window.get(), card->rect().center());
    QTest::mouseClick(card, Qt::LeftButton);
    QTest::mouseClick(card, Qt::LeftButton); // the second half that is under way already …
    QWidget* below = m_fixture->window->childAt(place);
    QTest::mouseDClick(below, Qt::LeftButton); // … or comes after the tab
    QTest::mouseRelease(below, Qt::LeftButton);
    QTRY_VERIFY(m_fixture->window->currentPage());
    QCOMPARE(tabs()->count(), 2);
}

void TestOpening::closingATabThatLoadsGivesUp()
{
    QTest::mouseClick(m_fixture->find("card-mnist-direct-cppn"), Qt::LeftButton);
    m_fixture->press(Qt::Key_W, Qt::ControlModifier);
    QCOMPARE(tabs()->count(), 1);
    QTest::qWait(100);
    QCOMPARE(tabs()->count(), 1);
    QVERIFY(m_fixture->message().isEmpty());
}

void TestOpening::filesAreTakenOnARunTab()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath("cat.png");
    QImage(8, 8, QImage::Format_RGB32).save(file);
    QVERIFY(openCard("mnist-direct"));
    drop(m_fixture->find("wallView"), file);
    QTRY_VERIFY(m_fixture->find("tryPage"));
    tabs()->setCurrentIndex(1);
    drop(m_fixture->find("curves"), "/models/mine.pt");
    QTRY_VERIFY(m_fixture->window->currentPage() && m_fixture->window->currentPage() != m_page);
    QCOMPARE(m_fixture->window->currentPage()->group().sessions().front()->spec().model,
             std::string("/models/mine.pt"));
}

void TestOpening::whatIsNotUnderstoodIsTold()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath("letter.doc"));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("Dear network,") > 0);
    file.close();
    drop(m_fixture->find("startPage"), file.fileName());
    QTRY_VERIFY2(m_fixture->message().contains("letter.doc"), qPrintable(m_fixture->message()));
    QCOMPARE(tabs()->count(), 1);
}

void TestOpening::theDropZoneIsAButton()
{
    m_fixture->answers->files = {"/models/mine.pt"};
    QTest::mouseClick(m_fixture->find("dropZone"), Qt::LeftButton);
    QTRY_VERIFY(m_fixture->window->currentPage());
}

QTEST_MAIN(TestOpening)
#include "tst_opening.moc"
