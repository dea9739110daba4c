// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trying/TryPage.h"

#include "core/run/RunReport.h"
#include "tests/support/DriveRun.h"
#include "tests/support/FakeRun.h"
#include "ui/inspector/ScoreBars.h"
#include "ui/trying/DrawingPad.h"

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
    void init();
    void drawingIsScoredAtOnce();
    void aPictureOfOursComesWithItsStory();
    void anotherNetworkIsTold();
    void aDroppedPhotographIsScored();
    void aDroppedModelIsTheWindows();
    void filesThatAreNoPicturesAreTold();

private:
    QString storyText() const { return m_page->findChild<QLabel*>("pictureStory")->text(); }

    std::shared_ptr<FakeClassifier> m_network;
    std::unique_ptr<TryPage> m_page;
    QTemporaryDir m_folder;
};

void TestTryPage::init()
{
    m_network = std::make_shared<FakeClassifier>(4, ImageShape{12, 12, 1});
    m_page = std::make_unique<TryPage>(m_network);
    m_page->show();
}

void TestTryPage::drawingIsScoredAtOnce()
{
    auto* pad = m_page->findChild<DrawingPad*>("drawingPad");
    auto* bars = m_page->findChild<ScoreBars*>("scoreBars");
    QTest::mousePress(pad, Qt::LeftButton, {}, {80, 80});
    QTest::mouseMove(pad, {120, 200});
    QTest::mouseRelease(pad, Qt::LeftButton, {}, {120, 200});
    QTRY_COMPARE(bars->bars().size(), 4u);
    double sum = 0;
    for (const ScoreBar& bar : bars->bars())
        sum += bar.confidence;
    QVERIFY(std::abs(sum - 1) < 1e-6);
    QVERIFY(bars->bars()[0].confidence >= bars->bars()[1].confidence);
    QTest::mouseClick(m_page->findChild<QPushButton*>("clearPad"), Qt::LeftButton);
    QCOMPARE(pad->strokes().pixelColor(80, 80), QColor(Qt::black));
}

void TestTryPage::aPictureOfOursComesWithItsStory()
{
    const auto run = makeRun(smallSpec(), m_network);
    for (int i = 0; i < 5; ++i)
        QVERIFY(advance(*run).has_value());
    const QString file = m_folder.filePath("two.png");
    QVERIFY(writePng(file.toStdString(), run->search().archive().champion(2)->individual->picture,
                     pictureText(run->snapshot(), 2))
                .has_value());
    QVERIFY(m_page->openPicture(file).has_value());
    QCOMPARE(m_page->story()->label, std::string("label2"));
    QTRY_VERIFY2(storyText().contains("the same, to the last bit"), qPrintable(storyText()));
    QVERIFY(storyText().contains("fake"));
    QVERIFY(!storyText().contains("another network"));
}

void TestTryPage::anotherNetworkIsTold()
{
    const auto run = makeRun(smallSpec(), m_network);
    QVERIFY(advance(*run).has_value());
    PngText text = pictureText(run->snapshot(), 0);
    for (auto& [key, value] : text)
        if (key == "Model SHA-256")
            value = "0";
    const QString file = m_folder.filePath("zero.png");
    QVERIFY(
        writePng(file.toStdString(), run->search().archive().champion(0)->individual->picture, text)
            .has_value());
    QVERIFY(m_page->openPicture(file).has_value());
    QVERIFY(storyText().contains("another network"));
}

void TestTryPage::aDroppedModelIsTheWindows()
{
    QMimeData mime;
    mime.setUrls({QUrl::fromLocalFile("/models/mine.pt")});
    QDragEnterEvent enter({10, 10}, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(m_page.get(), &enter);
    QVERIFY(!enter.isAccepted());
}

void TestTryPage::aDroppedPhotographIsScored()
{
    QImage photograph(90, 60, QImage::Format_RGB888);
    photograph.fill(Qt::darkGreen);
    const QString file = m_folder.filePath("photograph.jpg");
    QVERIFY(photograph.save(file));
    QMimeData mime;
    mime.setUrls({QUrl::fromLocalFile(file)});
    QDragEnterEvent enter({10, 10}, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(m_page.get(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop({10, 10}, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(m_page.get(), &drop);
    QTRY_COMPARE(m_page->findChild<ScoreBars*>("scoreBars")->bars().size(), 4u);
    QVERIFY(storyText().isEmpty());
}

void TestTryPage::filesThatAreNoPicturesAreTold()
{
    const QString file = m_folder.filePath("letter.png");
    QFile letter(file);
    QVERIFY(letter.open(QIODevice::WriteOnly));
    letter.write("Dear reader");
    letter.close();
    const auto opened = m_page->openPicture(file);
    QVERIFY(!opened.has_value());
    QVERIFY(QString::fromStdString(opened.error().what).contains("letter.png"));
}

QTEST_MAIN(TestTryPage)
#include "tst_trypage.moc"
