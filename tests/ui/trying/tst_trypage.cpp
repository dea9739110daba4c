// SPDX-License-Identifier: GPL-3.0-or-later
// The page as people use it: strokes, clicks and keys.
#include "TryFixture.h"
#include "ui/trying/TypicalPanel.h"

#include <QPushButton>
#include <QTabBar>

using namespace pareidolia;

class TestTryPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void drawingIsScoredAtOnce();
    void undoTakesStrokesAway();
    void onlyTheLeftButtonDraws();
    void anExampleIsShownByAClick();
    void anotherClickShowsAnotherHand();
    void anExampleIsShownByAKey();
    void whatIsTypicalIsThere();
    void withoutFiguresThereIsNoStrip();
    void aNetworkThatFailsIsTold();
    void colouredPicturesAreNotDrawn();
    void everyControlHasANameAndATip();

private:
    TryPage* page() const { return m_fixture->page.get(); }

    std::unique_ptr<TryFixture> m_fixture;
};

void TestTryPage::init()
{
    m_fixture = std::make_unique<TryFixture>();
}

void TestTryPage::drawingIsScoredAtOnce()
{
    const auto* pad = m_fixture->find<DrawingPad>("drawingPad");
    m_fixture->stroke({80, 80}, {120, 200});
    QTRY_COMPARE(m_fixture->bars().size(), 4u);
    double sum = 0;
    for (const ScoreBar& bar : m_fixture->bars())
        sum += bar.confidence;
    QVERIFY(std::abs(sum - 1) < 1e-6);
    const ScoreBar& first = m_fixture->bars()[0];
    QVERIFY(first.confidence >= m_fixture->bars()[1].confidence);
    QCOMPARE(m_fixture->textOf("seenLabel"), first.label);
    QCOMPARE(m_fixture->textOf("seenConfidence"), first.spoken);
    m_fixture->click("clearPad");
    QVERIFY(pad->isEmpty());
    QCOMPARE(m_fixture->bars().size(), 0u);
    QVERIFY(!page()->shown());
}

void TestTryPage::undoTakesStrokesAway()
{
    const auto* pad = m_fixture->find<DrawingPad>("drawingPad");
    QVERIFY(!m_fixture->find<QPushButton>("undoStroke")->isEnabled());
    m_fixture->stroke({80, 80}, {120, 200});
    const QImage one = pad->strokes();
    m_fixture->stroke({80, 200}, {220, 200});
    QVERIFY(pad->strokes() != one);
    m_fixture->click("undoStroke");
    QCOMPARE(pad->strokes(), one);
    QTest::keyClick(page(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_VERIFY(pad->isEmpty());
    QVERIFY(!m_fixture->find<QPushButton>("undoStroke")->isEnabled());
    QVERIFY(!page()->shown());
}

void TestTryPage::onlyTheLeftButtonDraws()
{
    m_fixture->stroke({80, 80}, {120, 200}, Qt::RightButton);
    QVERIFY(m_fixture->find<DrawingPad>("drawingPad")->isEmpty());
}

void TestTryPage::anExampleIsShownByAClick()
{
    m_fixture->openDigits();
    m_fixture->stroke({80, 80}, {120, 200});
    QTRY_COMPARE(m_fixture->bars().size(), 10u);
    m_fixture->click("example-7");
    QVERIFY(m_fixture->bars().empty()); // they were the drawing's
    QCOMPARE(m_fixture->textOf("seenRemark"), QStringLiteral("scoring…"));
    QVERIFY(m_fixture->textOf("seenLabel").isEmpty());
    QCOMPARE(page()->shown()->name, QStringLiteral("seven"));
    QVERIFY(m_fixture->find<DrawingPad>("drawingPad")->isEmpty()); // it is not what is shown
    QTRY_COMPARE(m_fixture->bars().size(), 10u);
}

void TestTryPage::anotherClickShowsAnotherHand()
{
    m_fixture->openDigits();
    m_fixture->click("example-4");
    const Image first = page()->shown()->picture;
    m_fixture->click("example-4");
    QVERIFY(page()->shown()->picture != first);
    m_fixture->click("example-4");
    QCOMPARE(page()->shown()->picture, first);
}

void TestTryPage::anExampleIsShownByAKey()
{
    m_fixture->openDigits();
    QTest::keyClick(page(), Qt::Key_3);
    QTRY_VERIFY(page()->shown());
    QCOMPARE(page()->shown()->name, QStringLiteral("three"));
    auto* six = m_fixture->find<QAbstractButton>("example-6");
    const auto focus = [] { return QApplication::focusWidget(); };
    for (int i = 0; i < 30 && focus() != six; ++i)
        QTest::keyClick(focus() ? focus() : page(), Qt::Key_Tab);
    QCOMPARE(focus(), six);
    QTest::keyClick(six, Qt::Key_Space);
    QCOMPARE(page()->shown()->name, QStringLiteral("six"));
    QTest::keyClick(six, Qt::Key_Right);
    QTest::keyClick(focus(), Qt::Key_Space);
    QCOMPARE(page()->shown()->name, QStringLiteral("seven"));
}

void TestTryPage::whatIsTypicalIsThere()
{
    auto* strip = m_fixture->find<TypicalStrip>("typicalStrip");
    QVERIFY(strip->isVisible());
    QVERIFY(!strip->shown());
    QVERIFY(m_fixture->textOf("typicalMeaning").contains("40 test pictures of Shapes"));
    m_fixture->stroke({80, 80}, {120, 200});
    QTRY_VERIFY(strip->shown());
    QVERIFY(m_fixture->find("typicalPlace")->isVisible());
    m_fixture->click("clearPad");
    QVERIFY(!strip->shown());
}

void TestTryPage::withoutFiguresThereIsNoStrip()
{
    auto network = std::make_shared<FakeClassifier>(4, ImageShape{12, 12, 1});
    network->mutableInfo().sha256 = std::string(64, 'e');
    m_fixture->open(network);
    QVERIFY(!m_fixture->find("typicalStrip"));
    m_fixture->stroke({80, 80}, {120, 200});
    QTRY_COMPARE(m_fixture->bars().size(), 4u);
}

void TestTryPage::aNetworkThatFailsIsTold()
{
    m_fixture->network->breaksAt = [](const Image&) { return true; };
    m_fixture->stroke({80, 80}, {120, 200});
    QTRY_VERIFY(m_fixture->textOf("seenRemark").contains("no numbers"));
    QCOMPARE(m_fixture->bars().size(), 0u);
}

void TestTryPage::colouredPicturesAreNotDrawn()
{
    m_fixture->open(std::make_shared<FakeClassifier>(4, ImageShape{12, 12, 3}));
    QVERIFY(!m_fixture->find("drawingPad"));
    m_fixture->drop({m_fixture->writePhotograph()});
    QTRY_COMPARE(m_fixture->bars().size(), 4u);
}

void TestTryPage::everyControlHasANameAndATip()
{
    m_fixture->openDigits();
    m_fixture->drop({m_fixture->writeOurs(1), m_fixture->writeOurs(2)});
    QTRY_VERIFY(m_fixture->find("dropped-1"));
    for (const QAbstractButton* button : page()->findChildren<QAbstractButton*>()) {
        if (qobject_cast<QTabBar*>(button->parentWidget()))
            continue; // Qt's own
        QVERIFY(!button->objectName().isEmpty());
        QVERIFY2(!button->toolTip().isEmpty(), qPrintable(button->objectName()));
        QVERIFY2(!button->accessibleName().isEmpty(), qPrintable(button->objectName()));
    }
    QCOMPARE(m_fixture->find("example-7")->accessibleName(), QStringLiteral("Example: seven"));
}

QTEST_MAIN(TestTryPage)
#include "tst_trypage.moc"
