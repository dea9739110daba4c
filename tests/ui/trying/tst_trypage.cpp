// SPDX-License-Identifier: GPL-3.0-or-later
// The page as people use it: strokes, clicks, keys and drops.
#include "ui/trying/TryPage.h"

#include "core/base/Files.h"
#include "core/run/RunReport.h"
#include "tests/support/DriveRun.h"
#include "tests/support/FakeRun.h"
#include "ui/inspector/ScoreBars.h"
#include "ui/trying/DrawingPad.h"
#include "ui/trying/TypicalStrip.h"

#include <QAbstractButton>
#include <QDir>
#include <QDropEvent>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

using namespace pareidolia;

class TestTryPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void drawingIsScoredAtOnce();
    void undoTakesStrokesAway();
    void onlyTheLeftButtonDraws();
    void anExampleIsShownByAClick();
    void anotherClickShowsAnotherHand();
    void anExampleIsShownByAKey();
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
    void whatIsTypicalIsThere();
    void withoutFiguresThereIsNoStrip();
    void aNetworkThatFailsIsTold();
    void colouredPicturesAreNotDrawn();
    void everyControlHasANameAndATip();

private:
    template <typename Widget = QWidget>
    Widget* find(const char* name) const
    {
        return m_page->findChild<Widget*>(QString::fromLatin1(name));
    }
    QString textOf(const char* label) const { return find<QLabel>(label)->text(); }
    std::size_t bars() const { return find<ScoreBars>("scoreBars")->bars().size(); }
    void click(const char* button) const
    {
        QTest::mouseClick(find<QAbstractButton>(button), Qt::LeftButton);
    }
    void stroke(QPoint from, QPoint to, Qt::MouseButton button = Qt::LeftButton) const;
    void drop(const QStringList& paths) const;
    void open(std::shared_ptr<FakeClassifier> network);
    void openDigits();
    QString writeOurs(std::size_t index, const std::string& otherHash = {});
    QString writePhotograph(const QString& name);

    std::shared_ptr<FakeClassifier> m_network;
    std::unique_ptr<TryPage> m_page;
    QTemporaryDir m_folder;
};

void TestTryPage::initTestCase()
{
    qputenv("PAREIDOLIA_RESOURCES", m_folder.path().toUtf8());
    QVERIFY(QDir(m_folder.path()).mkdir("models"));
    const std::string typical =
        "{\"" + std::string(64, 'f') +
        "\": {\"data\": \"Shapes\", \"images\": 40, \"top1\": 0.975, \"log_odds_quantiles\": "
        "{\"0.05\": -1, \"0.25\": 0.5, \"0.5\": 2, \"0.75\": 3, \"0.95\": 9}}}";
    QVERIFY(writeFile(m_folder.filePath("models/typical.json").toStdString(), typical).has_value());
}

void TestTryPage::init()
{
    open(std::make_shared<FakeClassifier>(4, ImageShape{12, 12, 1}));
}

void TestTryPage::open(std::shared_ptr<FakeClassifier> network)
{
    m_network = std::move(network);
    m_page = std::make_unique<TryPage>(m_network);
    m_page->resize(1280, 700);
    m_page->show();
    m_page->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
}

void TestTryPage::openDigits()
{
    auto network = std::make_shared<FakeClassifier>(10, ImageShape{28, 28, 1});
    network->mutableInfo().labels = {"zero", "one", "two",   "three", "four",
                                     "five", "six", "seven", "eight", "nine"};
    open(network);
}

void TestTryPage::stroke(QPoint from, QPoint to, Qt::MouseButton button) const
{
    auto* pad = find("drawingPad");
    QTest::mousePress(pad, button, {}, from);
    QTest::mouseMove(pad, to);
    QTest::mouseRelease(pad, button, {}, to);
}

void TestTryPage::drop(const QStringList& paths) const
{
    QList<QUrl> urls;
    for (const QString& path : paths)
        urls.append(QUrl::fromLocalFile(path));
    QMimeData mime;
    mime.setUrls(urls);
    QDragEnterEvent enter({10, 10}, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(m_page.get(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent event({10, 10}, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(m_page.get(), &event);
}

QString TestTryPage::writeOurs(std::size_t index, const std::string& otherHash)
{
    const auto run = makeRun(smallSpec(), m_network);
    for (int i = 0; i < 5; ++i)
        if (!advance(*run))
            return {};
    PngText text = pictureText(*run, index);
    for (auto& [key, value] : text)
        if (key == "Model SHA-256" && !otherHash.empty())
            value = otherHash;
    const QString path = m_folder.filePath(QStringLiteral("ours-%1.png").arg(index));
    const auto& champion = *run->search().archive().champion(index);
    return writePng(path.toStdString(), champion.individual->picture, text) ? path : QString();
}

QString TestTryPage::writePhotograph(const QString& name)
{
    QImage photograph(90, 60, QImage::Format_RGB888);
    photograph.fill(Qt::darkGreen);
    const QString path = m_folder.filePath(name);
    return photograph.save(path) ? path : QString();
}

void TestTryPage::drawingIsScoredAtOnce()
{
    const auto* pad = find<DrawingPad>("drawingPad");
    stroke({80, 80}, {120, 200});
    QTRY_COMPARE(bars(), 4u);
    double sum = 0;
    for (const ScoreBar& bar : find<ScoreBars>("scoreBars")->bars())
        sum += bar.confidence;
    QVERIFY(std::abs(sum - 1) < 1e-6);
    const ScoreBar& first = find<ScoreBars>("scoreBars")->bars()[0];
    QVERIFY(first.confidence >= find<ScoreBars>("scoreBars")->bars()[1].confidence);
    QCOMPARE(textOf("seenLabel"), first.label);
    QCOMPARE(textOf("seenConfidence"), first.spoken);
    click("clearPad");
    QVERIFY(pad->isEmpty());
    QCOMPARE(bars(), 0u);
    QVERIFY(!m_page->shown());
}

void TestTryPage::undoTakesStrokesAway()
{
    const auto* pad = find<DrawingPad>("drawingPad");
    QVERIFY(!find<QPushButton>("undoStroke")->isEnabled());
    stroke({80, 80}, {120, 200});
    const QImage one = pad->strokes();
    stroke({80, 200}, {220, 200});
    QVERIFY(pad->strokes() != one);
    click("undoStroke");
    QCOMPARE(pad->strokes(), one);
    QTest::keyClick(m_page.get(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_VERIFY(pad->isEmpty());
    QVERIFY(!find<QPushButton>("undoStroke")->isEnabled());
    QVERIFY(!m_page->shown());
}

void TestTryPage::onlyTheLeftButtonDraws()
{
    stroke({80, 80}, {120, 200}, Qt::RightButton);
    QVERIFY(find<DrawingPad>("drawingPad")->isEmpty());
}

void TestTryPage::anExampleIsShownByAClick()
{
    openDigits();
    stroke({80, 80}, {120, 200});
    click("example-7");
    QCOMPARE(m_page->shown()->name, QStringLiteral("seven"));
    QVERIFY(find<DrawingPad>("drawingPad")->isEmpty()); // it is not what is shown
    QTRY_COMPARE(bars(), 10u);
}

void TestTryPage::anotherClickShowsAnotherHand()
{
    openDigits();
    click("example-4");
    const Image first = m_page->shown()->picture;
    click("example-4");
    QVERIFY(m_page->shown()->picture != first);
    click("example-4");
    QCOMPARE(m_page->shown()->picture, first);
}

void TestTryPage::anExampleIsShownByAKey()
{
    openDigits();
    QTest::keyClick(m_page.get(), Qt::Key_3);
    QTRY_VERIFY(m_page->shown());
    QCOMPARE(m_page->shown()->name, QStringLiteral("three"));
    auto* six = find<QAbstractButton>("example-6");
    const auto focus = [] { return QApplication::focusWidget(); };
    for (int i = 0; i < 30 && focus() != six; ++i)
        QTest::keyClick(focus() ? focus() : m_page.get(), Qt::Key_Tab);
    QCOMPARE(focus(), six);
    QTest::keyClick(six, Qt::Key_Space);
    QCOMPARE(m_page->shown()->name, QStringLiteral("six"));
    QTest::keyClick(six, Qt::Key_Right);
    QTest::keyClick(focus(), Qt::Key_Space);
    QCOMPARE(m_page->shown()->name, QStringLiteral("seven"));
}

void TestTryPage::aPictureOfOursComesWithItsStory()
{
    drop({writeOurs(2)});
    QTRY_VERIFY(m_page->shown());
    QCOMPARE(m_page->shown()->story->label, std::string("label2"));
    QTRY_VERIFY2(textOf("storyNow").contains("the same, to the last bit"),
                 qPrintable(textOf("storyNow")));
    QVERIFY(textOf("storyNow").startsWith(textOf("storyThen")));
    QVERIFY(textOf("pictureStory").contains("fake"));
    QVERIFY(textOf("pictureStory").contains("label2"));
    QVERIFY(!textOf("pictureStory").contains("another network"));
    QCOMPARE(textOf("storyWay"), QStringLiteral("noise (direct), by map-elites"));
    QVERIFY(textOf("storyGeneration").contains("seed 1"));
    QVERIFY(!find("drawingPad")->isVisible());
}

void TestTryPage::anotherNetworkIsTold()
{
    drop({writeOurs(0, "0000")});
    QTRY_VERIFY(m_page->shown());
    QVERIFY(textOf("pictureStory").contains("another network"));
}

void TestTryPage::theRunCanBeMadeAgain()
{
    QSignalSpy asked(m_page.get(), &TryPage::runAsked);
    drop({writeOurs(1)});
    QTRY_VERIFY(m_page->shown());
    click("runAgain");
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked[0][0].value<RunSpec>(), smallSpec());
}

void TestTryPage::closingAStoryGivesThePadBack()
{
    drop({writeOurs(1)});
    QTRY_VERIFY(!find("drawingPad")->isVisible());
    click("closeStory");
    QVERIFY(find("drawingPad")->isVisible());
    QVERIFY(!find("storyPanel")->isVisible());
    QVERIFY(!m_page->shown());
}

void TestTryPage::aStoryNeedsNoNetwork()
{
    const QString path = writeOurs(3);
    m_page = std::make_unique<TryPage>(nullptr);
    m_page->show();
    QVERIFY(!m_page->title().isEmpty());
    m_page->openPicture(readPictureFile(path).value());
    QTRY_VERIFY(m_page->shown());
    QVERIFY(textOf("pictureStory").contains("not here"));
    QVERIFY(textOf("pictureStory").contains("label3"));
    QCOMPARE(textOf("seenLabel"), QStringLiteral("label3"));
    QVERIFY(!find("storyNow"));
    QVERIFY(!find("drawingPad"));
    QVERIFY(!find("typicalStrip"));
    QVERIFY(!find<QPushButton>("runAgain")->isEnabled());
    drop({writePhotograph("photograph.jpg")}); // there is nobody to ask, and that is all
    QTRY_VERIFY(!m_page->shown()->story);
    QVERIFY(textOf("seenConfidence").isEmpty());
}

void TestTryPage::aDroppedPhotographIsScored()
{
    drop({writePhotograph("photograph.jpg")});
    QTRY_COMPARE(bars(), 4u);
    QVERIFY(textOf("pictureOrigin").contains("photograph.jpg"));
    QVERIFY(!find("storyPanel")->isVisible());
}

void TestTryPage::drawingGoesBeforeAFileThatIsRead()
{
    drop({writePhotograph("photograph.jpg")});
    stroke({80, 80}, {120, 200});
    QTRY_COMPARE(bars(), 4u);
    QTest::qWait(100); // the file has come, and is not wanted any more
    QVERIFY(!find<DrawingPad>("drawingPad")->isEmpty());
    QVERIFY(!textOf("pictureOrigin").contains("photograph.jpg"));
}

void TestTryPage::severalPicturesHaveAPlaceEach()
{
    openDigits();
    const QString photograph = writePhotograph("photograph.jpg");
    drop({photograph, m_folder.filePath("missing.png"), writeOurs(1), photograph});
    QTRY_VERIFY(find<QAbstractButton>("dropped-2"));
    QVERIFY(!find("dropped-3")); // one of the four is not there
    QVERIFY(!find("example-0")->isVisible());
    QCOMPARE(m_page->shown()->name, QStringLiteral("photograph.jpg"));
    click("dropped-1");
    QVERIFY(m_page->shown()->story);
    QVERIFY(find("storyPanel")->isVisible());
    click("closeStory");
    QVERIFY(!find("dropped-1"));
    QVERIFY(find("example-0")->isVisible());
}

void TestTryPage::ofVeryManyTheFirstAreRead()
{
    drop(QStringList(25, writePhotograph("photograph.jpg")));
    QTRY_VERIFY(find("dropped-9"));
    QTRY_COMPARE(bars(), 4u);
    QVERIFY(!find("dropped-10"));
    const QString title = find("dropped")->findChild<QLabel*>("exampleTitle")->text();
    QVERIFY2(title.contains("first 10 of 25"), qPrintable(title));
}

void TestTryPage::whatCannotBeShownIsTold()
{
    QSignalSpy failures(m_page.get(), &TryPage::failed);
    QVERIFY(writeFile(m_folder.filePath("letter.png").toStdString(), "Dear reader").has_value());
    drop({m_folder.filePath("letter.png")});
    QTRY_COMPARE(failures.size(), 1);
    QVERIFY(QString::fromStdString(failures[0][0].value<Error>().what).contains("letter.png"));
    QVERIFY(textOf("pictureOrigin").isEmpty());
    drop({m_folder.path()});
    QTRY_COMPARE(failures.size(), 2);
    QMimeData mime;
    mime.setUrls({QUrl("https://example.org/picture.png")});
    QDragEnterEvent enter({10, 10}, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(m_page.get(), &enter);
    QDropEvent event({10, 10}, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(m_page.get(), &event);
    QCOMPARE(failures.size(), 3);
}

void TestTryPage::whatIsTypicalIsThere()
{
    auto* strip = find<TypicalStrip>("typicalStrip");
    QVERIFY(strip->isVisible());
    QVERIFY(!strip->shown());
    QVERIFY(textOf("typicalMeaning").contains("40 test pictures of Shapes"));
    stroke({80, 80}, {120, 200});
    QTRY_VERIFY(strip->shown());
    QVERIFY(find("typicalPlace")->isVisible());
    click("clearPad");
    QVERIFY(!strip->shown());
}

void TestTryPage::withoutFiguresThereIsNoStrip()
{
    auto network = std::make_shared<FakeClassifier>(4, ImageShape{12, 12, 1});
    network->mutableInfo().sha256 = std::string(64, 'e');
    open(network);
    QVERIFY(!find("typicalStrip"));
    stroke({80, 80}, {120, 200});
    QTRY_COMPARE(bars(), 4u);
}

void TestTryPage::aNetworkThatFailsIsTold()
{
    m_network->breaksAt = [](const Image&) { return true; };
    stroke({80, 80}, {120, 200});
    QTRY_VERIFY(textOf("seenRemark").contains("no numbers"));
    QCOMPARE(bars(), 0u);
}

void TestTryPage::colouredPicturesAreNotDrawn()
{
    open(std::make_shared<FakeClassifier>(4, ImageShape{12, 12, 3}));
    QVERIFY(!find("drawingPad"));
    drop({writePhotograph("photograph.jpg")});
    QTRY_COMPARE(bars(), 4u);
}

void TestTryPage::everyControlHasANameAndATip()
{
    openDigits();
    drop({writeOurs(1), writeOurs(2)});
    QTRY_VERIFY(find("dropped-1"));
    for (const QAbstractButton* button : m_page->findChildren<QAbstractButton*>()) {
        QVERIFY(!button->objectName().isEmpty());
        QVERIFY2(!button->toolTip().isEmpty(), qPrintable(button->objectName()));
        QVERIFY2(!button->accessibleName().isEmpty(), qPrintable(button->objectName()));
    }
    QCOMPARE(find("example-7")->accessibleName(), QStringLiteral("Example: seven"));
}

QTEST_MAIN(TestTryPage)
#include "tst_trypage.moc"
