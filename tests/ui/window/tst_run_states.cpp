// SPDX-License-Identifier: GPL-3.0-or-later
// What people decided about a run is still there after the window was closed and opened, twice.
#include "WindowFixture.h"
#include "core/runfile/Branching.h"
#include "core/runfile/RunFile.h"

#include <QAction>
#include <QDir>
#include <QTabWidget>

using namespace pareidolia;

class TestRunStates : public WindowTest
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_fixture.reset(); }
    void aBranchKeepsItsSeedAndSettings();
    void aChangeThatWaitsGoesOnWaiting();
    void aFinishedRunStaysAsItIs();
    void anEndedRunStaysEnded();
    void goingOnUndoesTheEnd();
    void recentCardsOpenARunAsItIs();

private:
    QString at(const QString& name) const { return QDir(m_folder->path()).filePath(name); }
    std::string archive() const { return session().snapshot().archive.sha256(); }

    /// The run in front, paused after some generations.
    void grow();
    /// Closed and opened again, twice.
    void restartTwice();

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestRunStates::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_fixture = std::make_unique<WindowFixture>(loadFake, at("runs"));
    QVERIFY(QTest::qWaitForWindowActive(m_fixture->window.get()));
}

void TestRunStates::grow()
{
    QVERIFY(m_fixture->openCard("mnist-direct"));
    QVERIFY(session().change("generations", ""));
    QTRY_VERIFY(generation() > 2);
    QVERIFY(comesToRest(page()->group()));
}

void TestRunStates::restartTwice()
{
    for (int start = 0; start < 2; ++start) {
        QVERIFY(m_fixture->restart());
        QTRY_VERIFY(page());
    }
}

void TestRunStates::aBranchKeepsItsSeedAndSettings()
{
    grow();
    const std::uint32_t from = generation();
    std::optional<Result<void>> branched;
    session().branchOff({from, {{"seed", "77"}, {"mutation_rate", "0.33"}}},
                        at("branch.pareidolia"),
                        [&](const Result<void>& done) { branched = done; });
    QTRY_VERIFY(branched && *branched);
    m_fixture->window->openFiles({at("branch.pareidolia")});
    QTRY_VERIFY(page() && session().file() == at("branch.pareidolia"));
    restartTwice();
    tabs()->setCurrentIndex(2);
    QTRY_VERIFY(page() && session().file() == at("branch.pareidolia"));
    QCOMPARE(session().state(), RunState::Paused);
    QCOMPARE(session().spec().settings.seed, 77u);
    QCOMPARE(session().settings().waiting().size(), 2u);
    act("step");
    QTRY_COMPARE(generation(), from + 1);
    QCOMPARE(
        session().settings().changes(),
        (std::vector<ChangeRecord>{{from + 1, "seed", "77"}, {from + 1, "mutation_rate", "0.33"}}));
    act("closeTab");
    const auto file = RunFile::open(at("branch.pareidolia").toStdString());
    QVERIFY(file.has_value());
    QCOMPARE((*file)->settings().now().settings.seed, 77u);
    QCOMPARE((*file)->settings().now().settings.variation.mutationRate, 0.33);
}

void TestRunStates::aChangeThatWaitsGoesOnWaiting()
{
    grow();
    QVERIFY(session().change("mutation_rate", "0.05"));
    QVERIFY(session().change("children", "33"));
    const auto waiting = session().settings().waiting();
    restartTwice();
    QCOMPARE(session().settings().waiting(), waiting);
    QCOMPARE(session().spec().settings.children, 33u);
    act("step");
    QTRY_COMPARE(session().settings().changes().size(), 2u);
    QVERIFY(session().settings().waiting().empty());
}

void TestRunStates::aFinishedRunStaysAsItIs()
{
    grow();
    QVERIFY(session().change("generations", std::to_string(generation())));
    page()->group().start();
    QTRY_COMPARE(session().state(), RunState::Finished);
    const std::string pictures = archive();
    const std::uint32_t reached = generation();
    const std::uint64_t scored = session().evaluations();
    restartTwice();
    QCOMPARE(session().state(), RunState::Finished);
    QCOMPARE(session().news().lifecycle.endedBy, std::string("generations"));
    QCOMPARE(generation(), reached);
    QCOMPARE(session().evaluations(), scored);
    QCOMPARE(archive(), pictures);
    QVERIFY2(m_fixture->message().isEmpty(), qPrintable(m_fixture->message()));
}

void TestRunStates::anEndedRunStaysEnded()
{
    grow();
    act("stop");
    QCOMPARE(session().state(), RunState::Stopped);
    const std::string pictures = archive();
    restartTwice();
    QCOMPARE(session().state(), RunState::Stopped);
    QCOMPARE(archive(), pictures);
}

void TestRunStates::goingOnUndoesTheEnd()
{
    grow();
    act("stop");
    restartTwice();
    const std::uint32_t reached = generation();
    auto* run = m_fixture->window->findChild<QAction*>("run");
    QVERIFY(run->isEnabled());
    QCOMPARE(run->iconText(), QString("Go on"));
    run->trigger();
    QTRY_VERIFY(generation() > reached);
    QCOMPARE(session().state(), RunState::Running);
    page()->group().pause();
    QTRY_COMPARE(session().state(), RunState::Paused);
    restartTwice();
    QCOMPARE(session().state(), RunState::Paused);
}

void TestRunStates::recentCardsOpenARunAsItIs()
{
    grow();
    act("stop");
    const std::string pictures = archive();
    const RunPage* first = page();
    auto* tabs = this->tabs();
    tabs->setCurrentIndex(0);
    QTest::mouseClick(m_fixture->find<QAbstractButton>("recent-0"), Qt::LeftButton);
    QTRY_COMPARE(page(), first); // it is open: no twin of it
    QCOMPARE(tabs->count(), 2);
    act("closeTab");
    QTRY_VERIFY(m_fixture->find<QAbstractButton>("recent-0"));
    QTest::mouseClick(m_fixture->find<QAbstractButton>("recent-0"), Qt::LeftButton);
    QTRY_VERIFY(page());
    QCOMPARE(session().state(), RunState::Stopped);
    QCOMPARE(archive(), pictures);
}

QTEST_MAIN(TestRunStates)
#include "tst_run_states.moc"
