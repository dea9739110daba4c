// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/PictureView.h"

#include "ViewEvents.h"

#include <QSignalSpy>

using namespace pareidolia;

class TestPictureView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void fitsInWholePixels();
    void keysZoomFitAndShowOneToOne();
    void arrowsMoveWhatIsSeen();
    void theWheelKeepsWhatIsUnderIt();
    void dragMovesAndThePictureStaysInSight();
    void doubleClickChangesBetweenFitAndOneToOne();
    void anotherPictureOfTheSameSizeKeepsTheView();
    void withoutAPictureNothingHappens();

private:
    QColor colourAt(QPoint place) const { return m_view->grab().toImage().pixelColor(place); }
    void press(Qt::Key key) { QTest::keyClick(m_view.get(), key); }

    /// Every pixel has a colour of its own.
    static QImage picture(int side, int blue = 0)
    {
        QImage image(side, side, QImage::Format_RGB888);
        for (int y = 0; y < side; ++y)
            for (int x = 0; x < side; ++x)
                image.setPixelColor(x, y, QColor(20 * x, 20 * y, blue));
        return image;
    }

    std::unique_ptr<PictureView> m_view;
};

void TestPictureView::init()
{
    m_view = std::make_unique<PictureView>();
    m_view->resize(250, 210);
    m_view->setPicture(picture(10));
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
}

void TestPictureView::fitsInWholePixels()
{
    QVERIFY(m_view->fits());
    QCOMPARE(m_view->scale(), 21.0);
    QCOMPARE(colourAt({20 + 1, 20}), QColor(0, 0, 0));
    QCOMPARE(colourAt({20 + 21 * 9 + 1, 21 * 9 + 1}), QColor(180, 180, 0));
    m_view->resize(250, 139);
    QCOMPARE(m_view->scale(), 13.0);
}

void TestPictureView::keysZoomFitAndShowOneToOne()
{
    QSignalSpy told(m_view.get(), &PictureView::zoomChanged);
    press(Qt::Key_Plus);
    QCOMPARE(m_view->scale(), 26.25);
    QVERIFY(!m_view->fits());
    press(Qt::Key_Minus);
    press(Qt::Key_Minus);
    QCOMPARE(m_view->scale(), 16.8);
    press(Qt::Key_1);
    QCOMPARE(m_view->scale(), 1.0);
    QVERIFY(m_view->isOneToOne());
    press(Qt::Key_0);
    QVERIFY(m_view->fits());
    QCOMPARE(m_view->scale(), 21.0);
    QCOMPARE(told.size(), 5);
    for (int i = 0; i < 100; ++i)
        press(Qt::Key_Plus);
    QCOMPARE(m_view->scale(), 64.0);
    for (int i = 0; i < 100; ++i)
        press(Qt::Key_Minus);
    QCOMPARE(m_view->scale(), 0.25);
}

void TestPictureView::arrowsMoveWhatIsSeen()
{
    const QPoint middle(125, 105);
    QCOMPARE(colourAt(middle), QColor(100, 100, 0));
    press(Qt::Key_Right); // by 31 pixels, one and a half of the picture's
    QCOMPARE(colourAt(middle), QColor(120, 100, 0));
    press(Qt::Key_Down);
    QCOMPARE(colourAt(middle), QColor(120, 120, 0));
    press(Qt::Key_Left);
    press(Qt::Key_Up);
    QCOMPARE(colourAt(middle), QColor(100, 100, 0));
}

void TestPictureView::theWheelKeepsWhatIsUnderIt()
{
    const QPoint place(20 + 21 * 8 + 10, 21 * 2 + 10);
    const QColor before = colourAt(place);
    QCOMPARE(before, QColor(160, 40, 0));
    for (int turns : {1, 1, 1, -1, 2}) {
        turnWheel(m_view.get(), place, turns);
        QCOMPARE(colourAt(place), before);
    }
    QVERIFY(m_view->scale() > 50);
}

void TestPictureView::dragMovesAndThePictureStaysInSight()
{
    drag(m_view.get(), {125, 105}, {125 - 42, 105});
    QCOMPARE(colourAt({125, 105}), QColor(140, 100, 0));
    drag(m_view.get(), {200, 105}, {-5000, 105});
    QCOMPARE(colourAt({125 - 5, 105}), QColor(180, 100, 0)); // its edge is in the middle
}

void TestPictureView::doubleClickChangesBetweenFitAndOneToOne()
{
    QTest::mouseDClick(m_view.get(), Qt::LeftButton, {}, {125, 105});
    QVERIFY(m_view->isOneToOne());
    QTest::mouseDClick(m_view.get(), Qt::LeftButton, {}, {125, 105});
    QVERIFY(m_view->fits());
}

void TestPictureView::anotherPictureOfTheSameSizeKeepsTheView()
{
    press(Qt::Key_Plus);
    press(Qt::Key_Right);
    const double scale = m_view->scale();
    const QColor seen = colourAt({125, 105});
    m_view->setPicture(picture(10, 200));
    QCOMPARE(m_view->scale(), scale);
    QCOMPARE(colourAt({125, 105}), QColor(seen.red(), seen.green(), 200));
    m_view->setPicture(picture(5));
    QVERIFY(m_view->fits());
}

void TestPictureView::withoutAPictureNothingHappens()
{
    m_view->setPicture({});
    const QImage before = m_view->grab().toImage();
    press(Qt::Key_Plus);
    press(Qt::Key_Left);
    turnWheel(m_view.get(), {100, 100}, 1);
    QCOMPARE(m_view->grab().toImage(), before);
    QVERIFY(m_view->fits());
}

QTEST_MAIN(TestPictureView)
#include "tst_pictureview.moc"
