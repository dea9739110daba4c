// SPDX-License-Identifier: GPL-3.0-or-later
// A second start is where one left.
#include "WindowFixture.h"
#include "ui/wall/ChampionView.h"

#include <QComboBox>
#include <QLabel>
#include <QMenu>
#include <QSlider>
#include <QSplitter>
#include <QTabWidget>

using namespace pareidolia;

class TestWhereOneWas : public WindowTest
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_fixture.reset(); }
    void tabsComeBackPaused();
    void tabsStayAwayIfNobodyWantsThem();
    void aNetworkThatIsGoneIsTold();
    void brokenSettingsNeverStopTheStart();
    void choicesStay();
    void splittersStay();
    void recentThingsAreListed();
    void recentThingsThatAreGoneAreDropped();

private:
    const RunSpec& spec() const
    {
        return m_fixture->window->currentPage()->group().sessions().front()->spec();
    }
};

void TestWhereOneWas::init()
{
    m_fixture = std::make_unique<WindowFixture>();
    QVERIFY(QTest::qWaitForWindowActive(m_fixture->window.get()));
}

void TestWhereOneWas::tabsComeBackPaused()
{
    QVERIFY(openCard("mnist-direct"));
    tabs()->setCurrentIndex(0);
    QVERIFY(openCard("mnist-direct-cppn"));
    m_fixture->press(Qt::Key_T, Qt::ControlModifier);
    QTRY_VERIFY(m_fixture->find("tryPage"));
    tabs()->setCurrentIndex(2);
    QVERIFY(m_fixture->restart());
    QCOMPARE(tabs()->count(), 4);
    QCOMPARE(tabs()->currentIndex(), 2);
    QTRY_VERIFY(m_fixture->window->currentPage());
    QCOMPARE(m_fixture->window->currentPage()->group().sessions().size(), 2u);
    QCOMPARE(m_fixture->window->currentPage()->group().state(), RunState::New);
    QVERIFY2(m_fixture->message().contains("Run"), qPrintable(m_fixture->message()));
    QCOMPARE(m_fixture->message().count('\n'), 0); // it is said once
    tabs()->setCurrentIndex(1);
    QTRY_VERIFY(m_fixture->window->currentPage());
    QCOMPARE(spec().name, std::string("mnist-direct"));
    tabs()->setCurrentIndex(3);
    QTRY_VERIFY(m_fixture->find("tryPage"));
}

void TestWhereOneWas::tabsStayAwayIfNobodyWantsThem()
{
    QVERIFY(openCard("mnist-direct"));
    m_fixture->press(Qt::Key_R, Qt::ControlModifier | Qt::AltModifier);
    QVERIFY(m_fixture->restart());
    QCOMPARE(tabs()->count(), 1);
}

void TestWhereOneWas::aNetworkThatIsGoneIsTold()
{
    QVERIFY(openCard("mnist-direct"));
    QVERIFY(m_fixture->window->close());
    QSettings settings;
    settings.beginGroup("windows");
    const QString key = settings.childGroups().front() + "/tabs";
    const QByteArray kept = settings.value(key).toByteArray();
    QVERIFY(kept.contains("lenet-mnist"));
    settings.setValue(key, QByteArray(kept).replace("lenet-mnist", "missing"));
    m_fixture->makeWindow();
    m_fixture->window->show();
    m_fixture->window->reopenTabs();
    QTRY_VERIFY(m_fixture->message().contains("missing"));
    QCOMPARE(tabs()->count(), 1);
    QVERIFY(m_fixture->find<QAbstractButton>("message-chooseAnother"));
}

void TestWhereOneWas::brokenSettingsNeverStopTheStart()
{
    QVERIFY(m_fixture->window->close());
    {
        QSettings settings;
        for (const char* key :
             {"windows/2026-x/tabs", "windows/2026-x/front", "recent/things", "window/geometry",
              "window/state", "appearance/scheme", "curves/curvesX", "splitters/columns",
              "wall/order", "wall/threshold", "pace/smallNetworks"})
            settings.setValue(key, "nonsense { [ 99");
        settings.setValue("appearance/scheme", 77);
        settings.setValue("curves/curvesY", -5);
    }
    m_fixture->makeWindow();
    m_fixture->window->show();
    m_fixture->window->reopenTabs();
    QVERIFY2(m_fixture->message().contains("settings"), qPrintable(m_fixture->message()));
    QCOMPARE(tabs()->count(), 1);
    QVERIFY(openCard("mnist-direct"));
    QTRY_VERIFY(m_page->group().sessions().front()->champion(0).has_value());
}

void TestWhereOneWas::choicesStay()
{
    QVERIFY(openCard("mnist-direct"));
    const auto choose = [this](const char* name, int item) {
        auto* box = m_fixture->find<QComboBox>(name);
        box->setFocus();
        box->setCurrentIndex(0);
        for (int i = 0; i < item; ++i)
            QTest::keyClick(box, Qt::Key_Down);
    };
    choose("gridOrder", 2);
    choose("gridThreshold", 3);
    choose("curvesX", 1);
    choose("curvesY", 1);
    m_fixture->find<QSlider>("pace")->setValue(0);
    m_fixture->press(Qt::Key_M, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(m_fixture->restart());
    QTRY_VERIFY((m_page = m_fixture->window->currentPage()));
    QCOMPARE(m_page->state().order(), ChampionFilter::Order::ByConfidence);
    QCOMPARE(m_page->state().threshold(), 0.99);
    QVERIFY(m_page->state().reducedMotion());
    QVERIFY(m_page->group().pace().oneAtATime);
    QTRY_VERIFY(m_fixture->find<QComboBox>("curvesX"));
    QCOMPARE(m_fixture->find<QComboBox>("curvesX")->currentIndex(), 1);
    QCOMPARE(m_fixture->find<QComboBox>("curvesY")->currentIndex(), 1);
}

void TestWhereOneWas::splittersStay()
{
    for (const char* card : {"mnist-direct", "mnist-direct-cppn"}) {
        const bool isComparison = QByteArray(card).contains("cppn");
        const char* name = isComparison ? "wallAndCurvesOfTwo" : "wallAndCurves";
        tabs()->setCurrentIndex(0);
        QVERIFY(openCard(card));
        auto* parts = m_fixture->find<QSplitter>(name);
        QVERIFY(parts);
        QWidget* handle = parts->handle(1);
        const QPoint start = handle->rect().center();
        QTest::mousePress(handle, Qt::LeftButton, {}, start);
        QMouseEvent move(QEvent::MouseMove, QPointF(start - QPoint(0, 60)),
                         handle->mapToGlobal(QPointF(start - QPoint(0, 60))), Qt::NoButton,
                         Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(handle, &move);
        QTest::mouseRelease(handle, Qt::LeftButton, {}, start - QPoint(0, 60));
        const QList<int> sizes = parts->sizes();
        QVERIFY(m_fixture->restart());
        QTRY_VERIFY((m_page = m_fixture->window->currentPage()));
        QTRY_VERIFY(m_fixture->find<QSplitter>(name));
        for (int part = 0; part < 2; ++part)
            QTRY_VERIFY(std::abs(m_fixture->find<QSplitter>(name)->sizes()[part] - sizes[part]) <=
                        40); // a message may stand above
    }
}

void TestWhereOneWas::recentThingsAreListed()
{
    QVERIFY(!m_fixture->find("recent-0"));
    QVERIFY(openCard("mnist-direct"));
    tabs()->setCurrentIndex(0);
    QVERIFY(openCard("mnist-direct-cppn"));
    tabs()->setCurrentIndex(0);
    QVERIFY(openCard("mnist-direct")); // again: it is not listed twice
    QVERIFY(m_fixture->restart());
    tabs()->setCurrentIndex(0);
    const auto* first = m_fixture->find<QAbstractButton>("recent-0");
    QVERIFY(first);
    QCOMPARE(first->text(), QStringLiteral("MNIST · noise"));
    QVERIFY(m_fixture->find("recent-1"));
    QVERIFY(!m_fixture->find("recent-2"));
    const int before = tabs()->count();
    QTest::mouseClick(m_fixture->find("recent-1"), Qt::LeftButton);
    QTRY_VERIFY(m_fixture->window->currentPage());
    QCOMPARE(tabs()->count(), before + 1);
    QCOMPARE(m_fixture->window->currentPage()->group().sessions().size(), 2u);

    auto* menu = m_fixture->window->findChild<QMenu*>("recentMenu");
    QCOMPARE(menu->actions().front()->text(), QStringLiteral("MNIST: noise against patterns"));
    m_fixture->window->findChild<QAction*>("clearRecent")->trigger();
    QVERIFY(!menu->isEnabled());
    tabs()->setCurrentIndex(0);
    QVERIFY(!m_fixture->find("recent-0"));
}

void TestWhereOneWas::recentThingsThatAreGoneAreDropped()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath("cat.png");
    QImage(8, 8, QImage::Format_RGB32).save(file);
    m_fixture->window->openFiles({file});
    QTRY_VERIFY(m_fixture->find("tryPage"));
    QVERIFY(QFile::remove(file));
    tabs()->setCurrentIndex(0);
    QTRY_VERIFY(m_fixture->find("recent-0"));
    QTest::mouseClick(m_fixture->find("recent-0"), Qt::LeftButton);
    QVERIFY(m_fixture->message().contains("cat.png"));
    QTRY_VERIFY(!m_fixture->find("recent-0"));
}

QTEST_MAIN(TestWhereOneWas)
#include "tst_where_one_was.moc"
