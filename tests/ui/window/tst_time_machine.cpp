// SPDX-License-Identifier: GPL-3.0-or-later
// Travelling through the past of a run: slider, keys, playing, ancestors, branches.
#include "WindowFixture.h"
#include "core/run/LogQueries.h"
#include "core/runfile/RunFile.h"
#include "ui/drawing/ContactSheetLayout.h"
#include "ui/drawing/Pictures.h"
#include "ui/drawing/RunDrawings.h"
#include "ui/experiment/BranchDialog.h"
#include "ui/exporting/PreviewView.h"
#include "ui/inspector/AncestorStrip.h"
#include "ui/inspector/Inspector.h"
#include "ui/wall/ChampionView.h"
#include "ui/wall/TimeBar.h"
#include "ui/window/CardPictures.h"
#include "ui/window/PresetCard.h"
#include "ui/window/RunFolder.h"

#include <QAction>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QPushButton>
#include <QSlider>
#include <QTabBar>

using namespace pareidolia;

class TestTimeMachine : public WindowTest
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_fixture.reset(); }
    void theWallIsAsItWas();
    void thePastStaysWhileTheRunGoesOn();
    void keysGoBackAndForth();
    void playsForwardsAndBackwards();
    void theInspectorTravelsToo();
    void anAncestorLeadsToItsMoment();
    void aReopenedRunHasItsPast();
    void aBranchStartsFromHere();
    void aComparisonTravelsTogether();
    void anUnwrittenRunHasThePastThatMemoryHas();
    void anExampleIsPlayed();
    void recentRunsShowTheirOwnPictures();
    void goalSwitchesAreCounted();
    void aContactSheetShowsTheWall();

private:
    QString at(const QString& name) const { return QDir(m_folder->path()).filePath(name); }
    QSlider* slider() const { return m_fixture->find<QSlider>("timeSlider"); }
    QString moment() const { return m_fixture->find<QLabel>("timeMoment")->text(); }
    void click(const char* name) const
    {
        QTest::mouseClick(m_fixture->find<QAbstractButton>(name), Qt::LeftButton);
    }

    /// A run that is paused after some generations.
    void grow(const char* card = "mnist-cppn", std::uint32_t generations = 12)
    {
        QVERIFY(m_fixture->openCard(card));
        page()->group().setPace(Pace::of(40)); // slow enough not to end
        QTRY_VERIFY(generation() >= generations);
        QVERIFY(comesToRest(page()->group()));
        QTRY_VERIFY(slider()->maximum() >= static_cast<int>(generation()));
    }

    /// Whether the wall shows what the log tells of that generation, with the pictures of the time.
    void compareWall(std::uint32_t generation)
    {
        QTRY_COMPARE(session().time().generation(), std::optional(generation));
        std::vector<std::optional<ImprovementRecord>> holders;
        std::vector<Image> pictures;
        session().inspect([&](const Run& run) {
            holders = holdersAt(run.improvements(), session().model().classes(), generation);
            for (const auto& holder : holders) {
                const auto known = holder ? run.history().known(holder->id) : nullptr;
                pictures.push_back(known ? *known->picture : Image());
            }
        });
        auto* view = m_fixture->find<ChampionView>("wallView");
        for (int row = 0; row < view->model()->rowCount(); ++row) {
            const QModelIndex index = view->model()->index(row, 0);
            const auto place = static_cast<std::size_t>(row);
            QCOMPARE(index.data(ChampionModel::GenerationRole).toInt(),
                     holders[place] ? static_cast<int>(holders[place]->id.generation) : -1);
            if (!holders[place])
                continue;
            QCOMPARE(index.data(ChampionModel::LogOddsRole).toDouble(), holders[place]->logOdds);
            const auto picture = index.data(ChampionModel::PictureRole).value<QImage>();
            QVERIFY(!picture.isNull());
            QCOMPARE(picture, toQImage(pictures[place]));
        }
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestTimeMachine::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_fixture = std::make_unique<WindowFixture>(loadFake, at("runs"));
    QVERIFY(QTest::qWaitForWindowActive(m_fixture->window.get()));
}

void TestTimeMachine::theWallIsAsItWas()
{
    grow();
    QVERIFY(moment().startsWith("Now"));
    QVERIFY(!m_fixture->find<QAbstractButton>("backToNow")->isEnabled());
    for (const std::uint32_t generation : {0u, 5u, 2u, 9u}) {
        slider()->setValue(static_cast<int>(generation));
        compareWall(generation);
        QTRY_COMPARE(moment(),
                     QStringLiteral("Generation %1 of %2").arg(generation).arg(this->generation()));
    }
    click("backToNow");
    QVERIFY(!session().time().generation());
    QCOMPARE(slider()->value(), slider()->maximum());
    auto* view = m_fixture->find<ChampionView>("wallView");
    QCOMPARE(view->model()->index(0, 0).data(ChampionModel::LogOddsRole).toDouble(),
             session().champion(0)->logOdds);
}

void TestTimeMachine::thePastStaysWhileTheRunGoesOn()
{
    grow();
    slider()->setValue(3);
    QTRY_COMPARE(session().time().generation(), std::optional(3u));
    const std::uint32_t before = generation();
    page()->group().start();
    QTRY_VERIFY(generation() > before + 5);
    QTRY_COMPARE(slider()->maximum(), static_cast<int>(generation()));
    QCOMPARE(slider()->value(), 3);
    QVERIFY(comesToRest(page()->group()));
    compareWall(3);
}

void TestTimeMachine::keysGoBackAndForth()
{
    grow();
    const int last = slider()->maximum();
    m_fixture->press(Qt::Key_Left, Qt::AltModifier);
    QTRY_COMPARE(session().time().generation(),
                 std::optional(static_cast<std::uint32_t>(last - 1)));
    m_fixture->press(Qt::Key_Left, Qt::AltModifier);
    QTRY_COMPARE(session().time().generation(),
                 std::optional(static_cast<std::uint32_t>(last - 2)));
    m_fixture->press(Qt::Key_Right, Qt::AltModifier);
    QTRY_COMPARE(session().time().generation(),
                 std::optional(static_cast<std::uint32_t>(last - 1)));
    m_fixture->press(Qt::Key_End, Qt::AltModifier);
    QTRY_VERIFY(!session().time().generation());
}

void TestTimeMachine::playsForwardsAndBackwards()
{
    grow("mnist-cppn", 30);
    std::vector<std::uint32_t> seen;
    connect(&session().time(), &TimeMachine::travelled, this, [&] {
        if (const auto& generation = session().time().generation())
            seen.push_back(*generation);
    });
    m_fixture->find<QComboBox>("playingPace")->setCurrentIndex(5); // all in five seconds
    click("playForwards");
    QTRY_VERIFY(page()->time().playing() == TimeBar::Direction::Forwards);
    QTRY_VERIFY_WITH_TIMEOUT(page()->time().playing() == TimeBar::Direction::Still, 15000);
    QVERIFY(!session().time().generation()); // it arrived in the present
    QVERIFY(seen.size() > 3);
    QVERIFY(std::ranges::is_sorted(seen));
    seen.clear();
    click("playBackwards");
    QTRY_VERIFY(seen.size() > 3);
    click("playBackwards"); // a second time: it stands
    QVERIFY(page()->time().playing() == TimeBar::Direction::Still);
    QVERIFY(std::ranges::is_sorted(seen, std::ranges::greater()));
}

void TestTimeMachine::theInspectorTravelsToo()
{
    grow();
    const auto* inspector = m_fixture->find<Inspector>("inspector");
    QTRY_VERIFY(inspector->shown());
    const auto now = inspector->shown()->individual->id;
    slider()->setValue(1);
    const auto then = [&] { return session().time().champion(*page()->state().currentClass()); };
    QTRY_COMPARE(session().time().generation(), std::optional(1u));
    QTRY_COMPARE(inspector->shown()->individual->id, then()->individual->id);
    QVERIFY(!inspector->shown()->individual->picture->pixels.empty());
    click("backToNow");
    QTRY_COMPARE(inspector->shown()->individual->id, now);
}

void TestTimeMachine::anAncestorLeadsToItsMoment()
{
    grow();
    auto* strip = m_fixture->find<AncestorStrip>("ancestorStrip");
    std::optional<std::size_t> descended; // some champion has ancestors by now
    session().inspect([&](const Run& run) {
        const auto& log = run.improvements();
        for (const auto& holder : holdersAt(log, session().model().classes(), *run.generation()))
            if (holder && !ancestorsOf(log, *holder, 1).empty())
                descended = holder->index;
    });
    QVERIFY(descended);
    page()->state().setCurrentClass(*descended);
    QTRY_VERIFY(!strip->tiles().empty());
    const AncestorTile tile = strip->tiles().front();
    QVERIFY(!tile.picture.isNull());
    strip->setFocus();
    QTest::keyClick(strip, Qt::Key_Return);
    QTRY_COMPARE(session().time().generation(), std::optional(tile.generation));
    QCOMPARE(page()->state().currentClass(), std::optional(tile.heldClass));
    QCOMPARE(session().time().champion(tile.heldClass)->individual->id.generation, tile.generation);
}

void TestTimeMachine::aReopenedRunHasItsPast()
{
    grow();
    std::vector<ImprovementRecord> records;
    Image first;
    session().inspect([&](const Run& run) {
        records = run.improvements();
        first = *run.history().known(records.front().id)->picture;
    });
    QVERIFY(m_fixture->restart());
    QTRY_VERIFY(page());
    slider()->setValue(0);
    QTRY_COMPARE(session().time().generation(), std::optional(0u));
    auto* view = m_fixture->find<ChampionView>("wallView");
    // Pictures of generation 0 are in the file alone by now.
    const int row = page()->state().order() == ChampionFilter::Order::ByClass
                        ? static_cast<int>(records.front().index)
                        : 0;
    const auto shown = session().time().champion(records.front().index);
    QVERIFY(shown.has_value());
    QVERIFY(
        !view->model()->index(row, 0).data(ChampionModel::PictureRole).value<QImage>().isNull());
    if (shown->individual->id == records.front().id)
        QCOMPARE(view->model()->index(row, 0).data(ChampionModel::PictureRole).value<QImage>(),
                 toQImage(first));
}

void TestTimeMachine::aBranchStartsFromHere()
{
    grow();
    slider()->setValue(6);
    QTRY_COMPARE(session().time().generation(), std::optional(6u));
    RunPage* first = page();
    click("branchFromHere");
    auto* dialog = m_fixture->find<BranchDialog>("branchDialog");
    QVERIFY(dialog);
    QTest::mouseClick(dialog->findChild<QPushButton*>("branchOff"), Qt::LeftButton);
    QTRY_VERIFY(page() && page() != first);
    QCOMPARE(generation(), 6u);
    QCOMPARE(page()->group().state(), RunState::Paused);
    page()->group().start();
    QTRY_VERIFY(generation() > 8);
    page()->group().pause();
    session().inspect([](const Run& run) {
        QCOMPARE(run.spec().settings.seed, 2u); // another one was offered
        QCOMPARE(run.settings().changes().size(), 1u);
    });
    const auto file = RunFile::open(session().file().toStdString());
    QVERIFY((*file)->header().origin.starts_with("generation 6 of mnist-cppn"));
}

void TestTimeMachine::aComparisonTravelsTogether()
{
    grow("mnist-direct-cppn");
    const auto& sessions = page()->group().sessions();
    slider()->setValue(4);
    for (const RunSession* side : sessions)
        QTRY_VERIFY2(side->time().generation() == 4u,
                     qPrintable(QStringLiteral("%1 for %2")
                                    .arg(side->time().generation().value_or(999))
                                    .arg(side->time().destination().value_or(999))));
    click("backToNow");
    for (const RunSession* side : sessions)
        QVERIFY(!side->time().generation());
}

void TestTimeMachine::anUnwrittenRunHasThePastThatMemoryHas()
{
    m_fixture = std::make_unique<WindowFixture>();
    QVERIFY(QTest::qWaitForWindowActive(m_fixture->window.get()));
    grow();
    slider()->setValue(2);
    compareWall(2);
    QVERIFY(!m_fixture->window->findChild<QAction*>("branch")->isEnabled());
}

void TestTimeMachine::anExampleIsPlayed()
{
    QCOMPARE(examples().size(), 3u); // those that cannot be read are left out
    auto* card = m_fixture->find<QAbstractButton>("example-digits-from-patterns");
    QVERIFY(card);
    card->click(); // it may be below the edge
    QTRY_VERIFY(page());
    QTRY_VERIFY(page()->time().playing() == TimeBar::Direction::Forwards);
    QTRY_VERIFY(session().time().generation().value_or(0) > 3);
    QCOMPARE(generation(), 150u);
    QVERIFY(session().file().startsWith(at("runs"))); // a copy
    auto* view = m_fixture->find<ChampionView>("wallView");
    QVERIFY(!view->model()->index(0, 0).data(ChampionModel::PictureRole).value<QImage>().isNull());
}

void TestTimeMachine::recentRunsShowTheirOwnPictures()
{
    grow();
    m_fixture->window->findChild<QAction*>("closeTab")->trigger();
    QTRY_VERIFY(!page());
    const QStringList files = QDir(at("runs")).entryList({"*.pareidolia"});
    QCOMPARE(files.size(), 1);
    const QImage expected = thumbnailOf({QDir(at("runs")).filePath(files.front())});
    QVERIFY(!expected.isNull());
    QVERIFY(m_fixture->find<PresetCard>("recent-0"));
    // Found again each time: the page may make its cards anew.
    QTRY_COMPARE(m_fixture->find<PresetCard>("recent-0")->picture(), expected);
}

void TestTimeMachine::goalSwitchesAreCounted()
{
    grow();
    m_fixture->find<QTabBar>("curvesViews")->setCurrentIndex(3);
    auto* matrix = m_fixture->find("goalMatrix");
    QVERIFY(matrix && matrix->isVisible());
    // Zero's own line: the first cell.
    QTRY_VERIFY([&] {
        for (int x = 0; x < matrix->width(); x += 7)
            for (int y = 0; y < matrix->height(); y += 7) {
                QTest::mouseMove(matrix, {x, y});
                if (matrix->toolTip().startsWith("zero was taken over by children of zero"))
                    return true;
            }
        return false;
    }());
}

void TestTimeMachine::aContactSheetShowsTheWall()
{
    grow();
    RunSnapshot then = session().snapshot();
    Archive archive(then.archive.classes(), then.archive.targets());
    session().inspect([&](const Run& run) {
        for (const auto& holder : holdersAt(run.improvements(), archive.classes(), 2))
            if (holder)
                archive.put(holder->index, run.history().known(holder->id), holder->logOdds);
    });
    then.archive = archive;
    then.generation = 2;
    for (const CurvePoint& point : then.curve.points())
        if (point.generation == 2) {
            then.evaluations = point.evaluations;
            then.statistics = point.statistics;
        }

    slider()->setValue(2);
    compareWall(2);
    m_fixture->window->findChild<QAction*>("designSheet")->trigger();
    auto* preview = m_fixture->find<PreviewView>("preview");
    QVERIFY(preview);
    QTRY_VERIFY(!preview->picture().isNull());
    QCOMPARE(preview->picture(), painted(drawingOf(contactSheetOf(std::span(&then, 1), {}))));
}

QTEST_MAIN(TestTimeMachine)
#include "tst_time_machine.moc"
