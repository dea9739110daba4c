// SPDX-License-Identifier: GPL-3.0-or-later
// How things come into the window: cards, files that are dropped or chosen.
#include "WindowFixture.h"

#include "core/base/Files.h"
#include "core/models/ZipArchive.h"

#include <QLabel>
#include <QTabWidget>
#include <future>

using namespace pareidolia;

namespace {

/// What looks like a model file; the test's loader knows any.
void putModel(const QString& path)
{
    const auto bytes = packZip({{"m/manifest.json", "{}"}, {"m/network.onnx", "x"}}, "mine.pt");
    QVERIFY(bytes && writeFile(path.toStdString(), *bytes));
}

} // namespace

class TestOpening : public WindowTest
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
    void drop(QWidget* target, const QString& file) const;
    /// Another window, which gets no network before the promise is kept.
    std::promise<void> loadWhenTold();
};

void TestOpening::init()
{
    m_fixture = std::make_unique<WindowFixture>();
    QVERIFY(QTest::qWaitForWindowActive(m_fixture->window.get()));
}

std::promise<void> TestOpening::loadWhenTold()
{
    std::promise<void> mayLoad;
    m_fixture = std::make_unique<WindowFixture>(
        [until = mayLoad.get_future().share()](const std::string& name) {
            until.wait();
            return loadFake(name);
        });
    return mayLoad;
}

/// As the platform does it: to the nearest widget around that takes drops.
void TestOpening::drop(QWidget* target, const QString& file) const
{
    while (target && !target->acceptDrops())
        target = target->parentWidget();
    QVERIFY(target);
    dropOn(target, urlsOf({file}), [this] { QVERIFY(m_fixture->find("dropVeil")); });
    QVERIFY(!m_fixture->find("dropVeil"));
}

void TestOpening::aCardAnswersAtOnce()
{
    auto mayLoad = loadWhenTold();
    QTest::mouseClick(m_fixture->find("card-mnist-direct"), Qt::LeftButton);
    QCOMPARE(tabs()->currentIndex(), 1);
    QVERIFY(m_fixture->find("loadingPage"));
    QVERIFY(m_fixture->find<QLabel>("status")->text().startsWith("Loading lenet-mnist"));
    mayLoad.set_value();
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
    auto mayLoad = loadWhenTold();
    QTest::mouseClick(m_fixture->find("card-mnist-direct-cppn"), Qt::LeftButton);
    m_fixture->press(Qt::Key_W, Qt::ControlModifier);
    QCOMPARE(tabs()->count(), 1);
    QTest::mouseClick(m_fixture->find("card-mnist-direct"), Qt::LeftButton);
    mayLoad.set_value(); // one after the other
    QTRY_VERIFY(m_fixture->window->currentPage());
    QCOMPARE(m_fixture->window->currentPage()->group().sessions().size(), 1u);
    QCOMPARE(tabs()->count(), 2);
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
    const QString model = folder.filePath("mine.pt");
    putModel(model);
    drop(m_fixture->find("curves"), model);
    QTRY_VERIFY(m_fixture->window->currentPage() && m_fixture->window->currentPage() != m_page);
    QCOMPARE(m_fixture->window->currentPage()->group().sessions().front()->spec().model,
             model.toStdString());
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
    const QTemporaryDir folder;
    putModel(folder.filePath("mine.pt"));
    m_fixture->answers->files = {folder.filePath("mine.pt")};
    QTest::mouseClick(m_fixture->find("dropZone"), Qt::LeftButton);
    QTRY_VERIFY(m_fixture->window->currentPage());
}

QTEST_MAIN(TestOpening)
#include "tst_opening.moc"
