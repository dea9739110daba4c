// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/Inspector.h"

#include "DrawingPause.h"
#include "ViewEvents.h"
#include "core/run/LogQueries.h"
#include "tests/support/FakeRun.h"
#include "ui/drawing/Pictures.h"
#include "ui/inspector/AncestorStrip.h"
#include "ui/inspector/GraphView.h"
#include "ui/inspector/PictureView.h"
#include "ui/inspector/ScoreBars.h"

#include <QAbstractButton>
#include <QLabel>
#include <QSlider>
#include <QTabBar>
#include <QThreadPool>
#include <QToolTip>

#include <algorithm>
#include <semaphore>
using namespace pareidolia;

class TestInspector : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void showsTheChampion();
    void switchesToTheNetworkAndBack();
    void onlyPaintedPicturesHaveANetwork();
    void theNetworkFollowsTheChampion();
    void nothingIsDrawnWhileThePictureIsShown();
    void buttonsFitAndShowOneToOne();
    void zoomStaysFromClassToClass();
    void theSliderGoesBackInTime();
    void arrowsAtTheTopGoThroughTheClasses();
    void ancestorsTellTheirStory();
    void saysWhatItIsMadeOf();
    void isEmptyBeforeTheFirstGeneration();

    void saysThatItIsScoring();
    void saysThatTheNetworkGaveNoScores();
    void forgetsAnAnswerThatNobodyWaitsFor();

private:
    RunSession* open(const char* encoding, const char* search = "map-elites")
    {
        RunSpec spec = smallSpec();
        spec.encoding = encoding;
        spec.search = search;
        spec.limits.generations = 30;
        return new RunSession(m_engine, makeRun(spec, m_network), m_network, this);
    }

    /// Runs it to its end and looks at class 0.
    RunSession* finished(const char* encoding, const char* search = "map-elites")
    {
        RunSession* session = open(encoding, search);
        session->start();
        if (!QTest::qWaitFor([&] { return session->state() == RunState::Finished; }))
            return nullptr;
        inspect(session);
        return session;
    }

    void inspect(RunSession* session)
    {
        m_inspector = std::make_unique<Inspector>(session, m_state.get());
        m_inspector->resize(320, 900);
        m_inspector->show();
        m_state->setCurrentClass(0);
    }

    template <typename Widget>
    Widget* find(const char* name) const
    {
        return m_inspector->findChild<Widget*>(QString::fromLatin1(name));
    }
    GraphView* graph() const { return find<GraphView>("networkGraph"); }
    PictureView* picture() const { return find<PictureView>("inspectorPicture"); }
    QString text(const char* name) const { return find<QLabel>(name)->text(); }
    const Genome* shown() const { return m_inspector->shown()->individual->genome.get(); }
    const Genome* drawn() const
    {
        return graph()->drawing() ? graph()->drawing()->genome().get() : nullptr;
    }
    void click(const char* name) { QTest::mouseClick(find<QAbstractButton>(name), Qt::LeftButton); }
    ScoreBars* bars() const { return find<ScoreBars>("scoreBars"); }
    std::string marked() const
    {
        const auto bar = std::ranges::find(bars()->bars(), true, &ScoreBar::marked);
        return bar == bars()->bars().end() ? std::string() : bar->label.toStdString();
    }
    void choose(int tab)
    {
        auto* tabs = find<QTabBar>("pictureOrNetwork");
        QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(tab).center());
    }

    std::shared_ptr<FakeClassifier> m_network;
    std::shared_ptr<Engine> m_engine;
    std::unique_ptr<WallState> m_state;
    std::unique_ptr<Inspector> m_inspector;
};

void TestInspector::init()
{
    m_network = std::make_shared<FakeClassifier>(4, ImageShape{12, 12, 1});
    m_engine = std::make_shared<Engine>(2);
    m_state = std::make_unique<WallState>();
}

void TestInspector::cleanup()
{
    m_inspector.reset();
    qDeleteAll(findChildren<RunSession*>(QString(), Qt::FindDirectChildrenOnly));
}

void TestInspector::showsTheChampion()
{
    const RunSession* session = finished("direct");
    QVERIFY(session);
    QCOMPARE(text("inspectorTitle"), QStringLiteral("label0"));
    QCOMPARE(shown(), session->champion(0)->individual->genome.get());
    QCOMPARE(picture()->picture(), toQImage(*session->champion(0)->individual->picture));
    QTRY_COMPARE(bars()->bars().size(), 4u);
    QVERIFY(!text("inspectorConfidence").isEmpty());
}

void TestInspector::switchesToTheNetworkAndBack()
{
    QVERIFY(finished("cppn"));
    QVERIFY(picture()->isVisible());
    QVERIFY(!graph()->isVisible());
    choose(1);
    QVERIFY(!picture()->isVisible());
    QVERIFY(graph()->isVisible());
    QCOMPARE(drawn(), shown());
    QTest::keyClick(find<QTabBar>("pictureOrNetwork"), Qt::Key_Left);
    QVERIFY(picture()->isVisible());
    QVERIFY(!graph()->isVisible());
}

void TestInspector::onlyPaintedPicturesHaveANetwork()
{
    RunSession* painted = finished("cppn");
    QVERIFY(find<QTabBar>("pictureOrNetwork")->isVisible());
    choose(1);
    RunSession* noise = open("direct");
    noise->step();
    QTRY_VERIFY(noise->champion(0).has_value());
    m_inspector->setSession(noise);
    QVERIFY(!find<QTabBar>("pictureOrNetwork")->isVisible());
    QVERIFY(picture()->isVisible());
    m_inspector->setSession(painted);
    QVERIFY(graph()->isVisible()); // as it was chosen
}

void TestInspector::theNetworkFollowsTheChampion()
{
    RunSession* session = open("cppn");
    session->step();
    QTRY_VERIFY(session->champion(0).has_value());
    inspect(session);
    choose(1);
    const Genome* first = drawn();
    QVERIFY(first);
    session->start();
    QTRY_COMPARE(session->state(), RunState::Finished);
    QTRY_COMPARE(drawn(), session->champion(0)->individual->genome.get());
    QVERIFY(drawn() != first);
}

void TestInspector::nothingIsDrawnWhileThePictureIsShown()
{
    RunSession* session = open("cppn");
    session->step();
    QTRY_VERIFY(session->champion(0).has_value());
    inspect(session);
    session->start();
    QTRY_COMPARE(session->state(), RunState::Finished);
    QVERIFY(drawingPausesPass());
    QVERIFY(!drawn());
}

void TestInspector::buttonsFitAndShowOneToOne()
{
    QVERIFY(finished("cppn"));
    QVERIFY(find<QAbstractButton>("fitPicture")->isChecked());
    click("oneToOne");
    QVERIFY(picture()->isOneToOne());
    QVERIFY(find<QAbstractButton>("oneToOne")->isChecked());
    QVERIFY(!find<QAbstractButton>("fitPicture")->isChecked());
    picture()->setFocus();
    QTest::keyClick(picture(), Qt::Key_Plus);
    QVERIFY(!find<QAbstractButton>("oneToOne")->isChecked());
    click("fitPicture");
    QVERIFY(picture()->fits());
    QVERIFY(find<QAbstractButton>("fitPicture")->isChecked());

    choose(1);
    turnWheel(graph(), graph()->rect().center(), 1);
    QVERIFY(!find<QAbstractButton>("fitPicture")->isChecked());
    click("fitPicture");
    QVERIFY(graph()->fits());
    click("fitPicture"); // a second time changes nothing
    QVERIFY(find<QAbstractButton>("fitPicture")->isChecked());
}

void TestInspector::zoomStaysFromClassToClass()
{
    QVERIFY(finished("cppn"));
    QTest::keyClick(picture(), Qt::Key_Plus);
    const double scale = picture()->scale();
    click("nextClass");
    QCOMPARE(text("inspectorTitle"), QStringLiteral("label1"));
    QCOMPARE(picture()->scale(), scale);
}

void TestInspector::theSliderGoesBackInTime()
{
    RunSession* session = finished("cppn");
    choose(1);
    const Genome* latest = shown();
    auto* slider = find<QSlider>("historySlider");
    QVERIFY(slider->maximum() > 0);
    QCOMPARE(slider->value(), slider->maximum());
    slider->setFocus();
    QTest::keyClick(slider, Qt::Key_Home);
    const Genome* first = nullptr;
    session->inspect([&](const Run& run) {
        const auto takers = takersOf(run.improvements(), 0);
        first = run.history().known(takers.front().id)->genome.get();
    });
    QCOMPARE(shown(), first);
    QTRY_COMPARE(drawn(), shown());
    QTest::keyClick(slider, Qt::Key_End);
    QCOMPARE(shown(), latest);
    QTRY_COMPARE(drawn(), shown());
}

void TestInspector::arrowsAtTheTopGoThroughTheClasses()
{
    QVERIFY(finished("direct"));
    click("previousClass");
    QCOMPARE(text("inspectorTitle"), QStringLiteral("label3"));
    click("nextClass");
    click("nextClass");
    QCOMPARE(text("inspectorTitle"), QStringLiteral("label1"));
    QCOMPARE(*m_state->currentClass(), 1u);
}

void TestInspector::ancestorsTellTheirStory()
{
    QVERIFY(finished("direct"));
    auto* strip = find<AncestorStrip>("ancestorStrip");
    QTRY_VERIFY(!strip->tiles().empty());
    QVERIFY(strip->accessibleDescription().startsWith("label"));
    QVERIFY(strip->tiles()[0].story.startsWith("Champion of label"));
    askForTip(strip, {20, 20});
    QTRY_COMPARE(QToolTip::text(), strip->tiles()[0].story);

    AncestorStrip alone;
    alone.resize(300, alone.sizeHint().height());
    const QImage tile(8, 8, QImage::Format_Grayscale8);
    alone.setTiles({{.picture = tile, .label = "ankle boot", .story = "first"},
                    {.picture = tile, .label = "bag", .story = "second"}});
    alone.show();
    askForTip(&alone, {alone.fontMetrics().horizontalAdvance("ankle boot") + 40, 20});
    QTRY_COMPARE(QToolTip::text(), QStringLiteral("second")); // the long label has its room
}

void TestInspector::saysWhatItIsMadeOf()
{
    QVERIFY(finished("cppn"));
    QVERIFY2(text("inspectorFacts").startsWith("CPPN: "), qPrintable(text("inspectorFacts")));
    QVERIFY(text("inspectorFacts").contains("connection"));
    QVERIFY(text("inspectorFacts").contains("Log-odds"));
    QVERIFY(finished("direct"));
    QVERIFY(text("inspectorFacts").startsWith("12 × 12 pixels, one gene each"));
    QVERIFY(finished("direct", "gradient-ascent"));
    QVERIFY(text("inspectorFacts").startsWith("12 × 12 pixels, changed by gradient ascent"));
}

void TestInspector::isEmptyBeforeTheFirstGeneration()
{
    inspect(open("cppn"));
    QVERIFY(!m_inspector->shown().has_value());
    QVERIFY(text("inspectorConfidence").isEmpty());
    QVERIFY(!find<QSlider>("historySlider")->isEnabled());
    QVERIFY(!find<QTabBar>("pictureOrNetwork")->isVisible());
    QVERIFY(picture()->picture().isNull());
}

QTEST_MAIN(TestInspector)
namespace {

/// Makes the network as slow as the test wants it to be; it is fast again when this goes. Painting
/// waits for threads of the same pool, which has one only where there is one core: it gets one
/// more.
struct Gate
{
    explicit Gate(FakeClassifier& slow) : network(slow)
    {
        network.beforeScore = [this] { open.acquire(); };
        QThreadPool::globalInstance()->releaseThread();
    }
    ~Gate()
    {
        open.release(100);
        QThreadPool::globalInstance()->waitForDone();
        QThreadPool::globalInstance()->reserveThread();
        network.beforeScore = nullptr;
    }
    FakeClassifier& network;
    std::counting_semaphore<> open{0};
};

} // namespace

void TestInspector::saysThatItIsScoring()
{
    const RunSession* session = finished("direct");
    QVERIFY(session);
    QTRY_COMPARE(marked(), "label0");
    Gate gate(*m_network);
    click("nextClass"); // another class
    QCOMPARE(picture()->picture(), toQImage(*session->champion(1)->individual->picture));
    QVERIFY(bars()->bars().empty());
    QCOMPARE(bars()->note(), QStringLiteral("scoring…"));
    QVERIFY(bars()->accessibleName().contains("scoring…"));
    gate.open.release();
    QTRY_COMPARE(marked(), "label1");
    QVERIFY(bars()->note().isEmpty());

    find<QSlider>("historySlider")->setValue(0); // an earlier moment
    QVERIFY(bars()->bars().empty());
    QCOMPARE(bars()->note(), QStringLiteral("scoring…"));
    gate.open.release();
    QTRY_COMPARE(bars()->bars().size(), 4u);

    session->time().travelTo(session->news().latest->generation / 2); // the wall's moment
    QTRY_VERIFY(session->time().generation());
    QVERIFY(bars()->bars().empty());
    gate.open.release();
    QTRY_COMPARE(bars()->bars().size(), 4u);
}

void TestInspector::saysThatTheNetworkGaveNoScores()
{
    QVERIFY(finished("direct"));
    QTRY_COMPARE(bars()->bars().size(), 4u);
    m_network->breaksAt = [](const Image&) { return true; };
    click("nextClass");
    QTRY_VERIFY2(bars()->note().startsWith("The network gave no scores"),
                 qPrintable(bars()->note()));
    QVERIFY(bars()->bars().empty());
}

void TestInspector::forgetsAnAnswerThatNobodyWaitsFor()
{
    QVERIFY(finished("direct"));
    QTRY_COMPARE(bars()->bars().size(), 4u);
    RunSession* empty = open("direct");
    Gate gate(*m_network);
    click("nextClass");
    m_inspector->setSession(empty); // nobody has taken the class there
    QVERIFY(!m_inspector->shown());
    gate.open.release();
    QThreadPool::globalInstance()->waitForDone(); // the answer is on its way to the event loop
    QCoreApplication::processEvents();
    QVERIFY(bars()->bars().empty());
    QVERIFY(bars()->note().isEmpty());
}

#include "tst_inspector.moc"
