// SPDX-License-Identifier: GPL-3.0-or-later
// What people drop onto the page: photographs, pictures of ours, and what is none.
#include "TryFixture.h"
#include "ui/inspector/GraphView.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QThreadPool>

using namespace pareidolia;

class TestDropping : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aPictureOfOursComesWithItsStory();
    void anotherNetworkIsTold();
    void theRunCanBeMadeAgain();
    void closingAStoryGivesThePadBack();
    void aStoryNeedsNoNetwork();
    void aDroppedPhotographIsScored();
    void drawingGoesBeforeAFileThatIsRead();
    void severalPicturesHaveAPlaceEach();
    void ofVeryManyTheFirstAreRead();
    void whatCannotBeShownIsTold();
    void patternsShowWhatPaintsThem();

private:
    TryPage* page() const { return m_fixture->page.get(); }

    std::unique_ptr<TryFixture> m_fixture;
};

void TestDropping::init()
{
    m_fixture = std::make_unique<TryFixture>();
}

void TestDropping::aPictureOfOursComesWithItsStory()
{
    m_fixture->drop({m_fixture->writeOurs(2)});
    QTRY_VERIFY(page()->shown());
    QCOMPARE(page()->shown()->story->label, std::string("label2"));
    QTRY_VERIFY2(m_fixture->textOf("storyNow").contains("equal to the last bit"),
                 qPrintable(m_fixture->textOf("storyNow")));
    QVERIFY(m_fixture->textOf("storyNow").startsWith(m_fixture->textOf("storyThen")));
    QVERIFY(m_fixture->textOf("pictureStory").contains("fake"));
    QVERIFY(m_fixture->textOf("pictureStory").contains("label2"));
    QVERIFY(!m_fixture->textOf("pictureStory").contains("another network"));
    QCOMPARE(m_fixture->textOf("storyWay"),
             QStringLiteral("noise (direct), by evolution (MAP-Elites)"));
    QVERIFY(m_fixture->textOf("storyGeneration").contains("seed 1"));
    QVERIFY(!m_fixture->find("drawingPad")->isVisible());
}

void TestDropping::anotherNetworkIsTold()
{
    m_fixture->drop({m_fixture->writeOurs(0, "0000")});
    QTRY_VERIFY(page()->shown());
    QVERIFY(m_fixture->textOf("pictureStory").contains("another network"));
}

void TestDropping::theRunCanBeMadeAgain()
{
    QSignalSpy asked(page(), &TryPage::runAsked);
    m_fixture->drop({m_fixture->writeOurs(1)});
    QTRY_VERIFY(page()->shown());
    m_fixture->click("runAgain");
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked[0][0].value<RunSpec>(), smallSpec());
}

void TestDropping::closingAStoryGivesThePadBack()
{
    m_fixture->drop({m_fixture->writeOurs(1)});
    QTRY_VERIFY(!m_fixture->find("drawingPad")->isVisible());
    m_fixture->click("closeStory");
    QVERIFY(m_fixture->find("drawingPad")->isVisible());
    QVERIFY(!m_fixture->find("storyPanel")->isVisible());
    QVERIFY(!page()->shown());
}

void TestDropping::aStoryNeedsNoNetwork()
{
    const QString path = m_fixture->writeOurs(3);
    m_fixture->page = std::make_unique<TryPage>(nullptr);
    page()->show();
    QVERIFY(!page()->title().isEmpty());
    page()->openPicture(readPictureFile(path).value());
    QTRY_VERIFY(page()->shown());
    QVERIFY(m_fixture->textOf("pictureStory").contains("is missing"));
    QVERIFY(m_fixture->textOf("pictureStory").contains("label3"));
    QCOMPARE(m_fixture->textOf("seenLabel"), QStringLiteral("label3"));
    QVERIFY(!m_fixture->find("storyNow"));
    QVERIFY(!m_fixture->find("drawingPad"));
    QVERIFY(!m_fixture->find("typicalStrip"));
    QVERIFY(!m_fixture->find<QPushButton>("runAgain")->isEnabled());
    m_fixture->drop({m_fixture->writePhotograph()}); // there is nobody to ask, and that is all
    QTRY_VERIFY(!page()->shown()->story);
    QVERIFY(m_fixture->textOf("seenConfidence").isEmpty());
}

void TestDropping::aDroppedPhotographIsScored()
{
    m_fixture->drop({m_fixture->writePhotograph()});
    QTRY_COMPARE(m_fixture->bars().size(), 4u);
    QVERIFY(m_fixture->textOf("pictureOrigin").contains("photograph.jpg"));
    QVERIFY(!m_fixture->find("storyPanel")->isVisible());
}

void TestDropping::drawingGoesBeforeAFileThatIsRead()
{
    m_fixture->drop({m_fixture->writePhotograph()});
    m_fixture->stroke({80, 80}, {120, 200});
    QTRY_COMPARE(m_fixture->bars().size(), 4u);
    // The file has come, and is not wanted any more.
    QVERIFY(QThreadPool::globalInstance()->waitForDone(20'000));
    QCoreApplication::processEvents();
    QVERIFY(!m_fixture->find<DrawingPad>("drawingPad")->isEmpty());
    QVERIFY(!m_fixture->textOf("pictureOrigin").contains("photograph.jpg"));
}

void TestDropping::severalPicturesHaveAPlaceEach()
{
    m_fixture->openDigits();
    const QString photograph = m_fixture->writePhotograph();
    m_fixture->drop({photograph, m_fixture->folder.filePath("missing.png"), m_fixture->writeOurs(1),
                     photograph});
    QTRY_VERIFY(m_fixture->find<QAbstractButton>("dropped-2"));
    QVERIFY(!m_fixture->find("dropped-3")); // one of the four is not there
    QVERIFY(!m_fixture->find("example-0")->isVisible());
    QCOMPARE(page()->shown()->name, QStringLiteral("photograph.jpg"));
    m_fixture->click("dropped-1");
    QVERIFY(page()->shown()->story);
    QVERIFY(m_fixture->find("storyPanel")->isVisible());
    m_fixture->click("closeStory");
    QVERIFY(!m_fixture->find("dropped-1"));
    QVERIFY(m_fixture->find("example-0")->isVisible());
}

void TestDropping::ofVeryManyTheFirstAreRead()
{
    m_fixture->drop(QStringList(25, m_fixture->writePhotograph()));
    QTRY_VERIFY(m_fixture->find("dropped-9"));
    QTRY_COMPARE(m_fixture->bars().size(), 4u);
    QVERIFY(!m_fixture->find("dropped-10"));
    const QString title = m_fixture->find("dropped")->findChild<QLabel*>("exampleTitle")->text();
    QVERIFY2(title.contains("first 10 of 25"), qPrintable(title));
}

void TestDropping::whatCannotBeShownIsTold()
{
    QSignalSpy failures(page(), &TryPage::failed);
    QVERIFY(writeFile(m_fixture->folder.filePath("letter.png").toStdString(), "Dear reader")
                .has_value());
    m_fixture->drop({m_fixture->folder.filePath("letter.png")});
    QTRY_COMPARE(failures.size(), 1);
    QVERIFY(QString::fromStdString(failures[0][0].value<Error>().what).contains("letter.png"));
    QVERIFY(m_fixture->textOf("pictureOrigin").isEmpty());
    m_fixture->drop({m_fixture->folder.path()});
    QTRY_COMPARE(failures.size(), 2);
    m_fixture->dropUrls({QUrl("https://example.org/picture.png")});
    QCOMPARE(failures.size(), 3);
}

void TestDropping::patternsShowWhatPaintsThem()
{
    auto* tabs = m_fixture->find<QTabBar>("pictureOrNetwork");
    QVERIFY(!tabs->isVisible());
    m_fixture->drop({m_fixture->writeOurs(1, {}, "cppn")});
    QTRY_VERIFY(tabs->isVisible());
    QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(1).center());
    QTRY_VERIFY(m_fixture->find<GraphView>("networkGraph")->drawing());
    m_fixture->click("closeStory");
    QVERIFY(!tabs->isVisible());
    m_fixture->drop({m_fixture->writeOurs(2)});
    QTRY_VERIFY(m_fixture->find("storyPanel")->isVisible());
    QVERIFY(!tabs->isVisible());
}

QTEST_MAIN(TestDropping)
#include "tst_dropping.moc"
