// SPDX-License-Identifier: GPL-3.0-or-later
// What watching costs: how late the event loop is while a run goes at full speed, also while
// somebody scrolls and zooms, how soon a pause is obeyed, how much slower the engine is with a
// window on it, whether memory stays flat and how much of it is the screen's.
//   window_benchmark [--preset NAME | --classes N [--side PIXELS]] [--model NAME]
//                    [--seconds S | --minutes M | --memory PICTURES] [--screenshots FOLDER]
#include "core/loading/Loader.h"
#include "core/run/Presets.h"
#include "core/torch/Runtime.h"
#include "tests/benchmarks/LargePictures.h"
#include "tests/benchmarks/Measuring.h"
#include "tests/support/FakeRun.h"
#include "ui/wall/ChampionView.h"
#include "ui/window/MainWindow.h"
#include "ui/window/RunPage.h"

#include <QApplication>
#include <QComboBox>
#include <QCommandLineParser>
#include <QProcess>
#include <QScrollBar>
#include <QSettings>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QWheelEvent>
#include <algorithm>
#include <cstdio>
#include <thread>

using namespace pareidolia;

namespace {

constexpr int workers = 2;
constexpr int turns = 20;
constexpr double turnSeconds = 3;
constexpr int pauses = 20;

Networks::Loaded loadNetwork(const std::string& name)
{
    if (name.starts_with("large")) { // large1000x224
        const auto times = name.find('x');
        return std::make_shared<LargePictures>(std::stoul(name.substr(5, times - 5)),
                                               std::stoi(name.substr(times + 1)));
    }
    if (name.starts_with("fake")) {
        auto network =
            std::make_shared<FakeClassifier>(std::stoul(name.substr(4)), ImageShape{16, 16, 1});
        network->mutableInfo().name = name;
        return network;
    }
    return openClassifier(name);
}

/// The same run without a window.
class BareRun
{
public:
    explicit BareRun(const RunSpec& spec)
        : m_id(m_engine.open(Run::create(spec, loadNetwork(spec.model).value()).value()))
    {}

    double rateOver(double seconds)
    {
        m_engine.start(m_id);
        // The time is what is measured.
        std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
        m_engine.pause(m_id);
        double rate = 0;
        (void)m_engine.inspect(m_id,
                               [&](const Run& run, double passed) { rate = m_rate(run, passed); });
        return rate;
    }

private:
    Engine m_engine{workers};
    RunId m_id;
    Rate m_rate;
};

bool hasPicture(const RunPage& page)
{
    const RunSession& session = *page.group().sessions().front();
    return session.champion(session.targets().front()).has_value();
}

/// A window with the run at full speed; tells how soon it was there.
std::unique_ptr<MainWindow> openWindow(const RunSpec& spec)
{
    QElapsedTimer begin;
    begin.start();
    auto window = std::make_unique<MainWindow>(loadNetwork, workers);
    window->show();
    QCoreApplication::processEvents();
    const auto shown = begin.restart();
    window->openRun(spec, true);
    while (!window->currentPage() || !hasPicture(*window->currentPage())) {
        QTest::qWait(1);
        if (!window->messages().isEmpty())
            qFatal("%s", qPrintable(window->messages().text()));
    }
    std::printf("window shown after %lld ms, its first picture %lld ms after the start\n",
                static_cast<long long>(shown), static_cast<long long>(begin.elapsed()));
    window->currentPage()->group().setPace(Pace::unlimited());
    return window;
}

void tellLateness(const char* when, double seconds)
{
    Lateness lateness;
    liveFor(seconds);
    std::printf("event loop late by (ms), %s: median %.1f, 99 %% %.1f, 99.9 %% %.1f, most %.1f\n",
                when, lateness.quantile(.5), lateness.quantile(.99), lateness.quantile(.999),
                lateness.quantile(1));
    std::fflush(stdout);
}

/// One notch of a wheel over the middle of the wall.
void turnWheel(ChampionView& wall, int angle, Qt::KeyboardModifiers modifiers)
{
    const QPoint middle = wall.viewport()->rect().center();
    QWheelEvent event(middle, wall.viewport()->mapToGlobal(middle), {}, {0, angle}, Qt::NoButton,
                      modifiers, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(wall.viewport(), &event);
}

/// With a wheel that turns sixty times a second, all the way there and back.
void tellLatenessOfWheel(RunPage& page, const char* when, Qt::KeyboardModifiers modifiers,
                         double seconds)
{
    auto* wall = page.findChild<ChampionView*>();
    QTimer wheel;
    int angle = -120;
    QObject::connect(&wheel, &QTimer::timeout, wall, [&] {
        const QScrollBar* bar = wall->verticalScrollBar();
        const int side = page.state().pictureSide();
        const bool zooms = modifiers & Qt::ControlModifier;
        if (zooms ? side == WallState::smallestSide : bar->value() == bar->maximum())
            angle = 120;
        if (zooms ? side == WallState::largestSide : bar->value() == 0)
            angle = -120;
        turnWheel(*wall, angle, modifiers);
    });
    const int side = page.state().pictureSide();
    wheel.start(16);
    tellLateness(when, seconds);
    page.state().setPictureSide(side);
}

void tellPauses(RunGroup& group)
{
    double slowest = 0;
    for (int i = 0; i < pauses; ++i) {
        group.start();
        liveFor(0.05);
        QElapsedTimer clock;
        clock.start();
        group.pause();
        while (group.state() != RunState::Paused)
            QTest::qWait(1);
        slowest = std::max(slowest, static_cast<double>(clock.nsecsElapsed()) / 1e6);
    }
    std::printf("slowest of %d pauses (ms): %.1f\n", pauses, slowest);
}

/// In turns, for machines drift; the probe of lateness is not there, since it would wake the
/// screen's thread two hundred times a second.
void tellCost(RunGroup& group, const RunSpec& spec)
{
    BareRun bare(spec);
    Rate watchedRate;
    const auto look = [&] {
        double rate = 0;
        const RunSession& session = *group.sessions().front();
        (void)session.engine().inspect(
            session.id(), [&](const Run& run, double passed) { rate = watchedRate(run, passed); });
        return rate;
    };
    look();
    std::vector<double> shares;
    double used = 0;
    for (int turn = 0; turn < turns; ++turn) {
        const double bareRate = bare.rateOver(turnSeconds);
        const double before = threadSeconds();
        group.start();
        liveFor(turnSeconds);
        group.pause();
        used += threadSeconds() - before;
        liveFor(0.1); // what was under way ends
        shares.push_back(look() / bareRate);
    }
    std::ranges::sort(shares);
    const auto quartile = [&](std::size_t which) { return shares[shares.size() * which / 4]; };
    std::printf("speed with a window over speed without, %d turns of %.0f s each: median %.3f, "
                "quartiles %.3f and %.3f\n",
                turns, turnSeconds, quartile(2), quartile(1), quartile(3));
    std::printf("the screen's thread used %.1f %% of a core\n", 100 * used / (turns * turnSeconds));
}

/// Memory, minute by minute, of a window that watches a run at full speed.
void watchMemory(const RunSpec& spec, int minutes)
{
    MainWindow window(loadNetwork, workers);
    window.show();
    window.openRun(spec, true);
    while (!window.currentPage())
        QTest::qWait(10);
    window.currentPage()->group().setPace(Pace::unlimited());
    for (int minute = 0; minute <= minutes; ++minute) {
        std::printf("minute %d: %.1f MB resident\n", minute, residentMegabytes());
        std::fflush(stdout);
        if (minute < minutes)
            liveFor(60);
    }
    window.currentPage()->group().stop();
}

/// As people see it: each view below the wall, and the wall in sections, light and dark.
void saveViews(MainWindow& window, const QString& folder)
{
    auto* views = window.currentPage()->findChild<QTabBar*>(QStringLiteral("curvesViews"));
    for (int view = 0; view < views->count(); ++view) {
        views->setCurrentIndex(view);
        liveFor(1);
        window.grab().save(QStringLiteral("%1/view%2.png").arg(folder).arg(view));
    }
    views->setCurrentIndex(0);
    if (auto* groups = window.currentPage()->findChild<QComboBox*>(QStringLiteral("curvesGroup")))
        groups->setCurrentIndex(1);
    window.currentPage()->state().setOrder(ChampionFilter::Order::ByGroup);
    liveFor(1);
    window.grab().save(QStringLiteral("%1/sections.png").arg(folder));
    window.findChild<QAction*>(QStringLiteral("schemeDark"))->trigger();
    views->setCurrentIndex(1);
    liveFor(1);
    window.grab().save(QStringLiteral("%1/dark.png").arg(folder));
}

/// Runs until so many pictures are scored; the window is then scrolled all the way.
double residentAfter(const RunSpec& spec, bool withWindow)
{
    if (withWindow) {
        const auto window = openWindow(spec);
        RunSession& session = *window->currentPage()->group().sessions().front();
        while (!session.over())
            liveFor(0.05);
        auto* wall = window->currentPage()->findChild<ChampionView*>();
        for (int top = 0; top <= wall->verticalScrollBar()->maximum(); top += wall->height()) {
            wall->verticalScrollBar()->setValue(top);
            liveFor(0.1);
        }
        return residentMegabytes();
    }
    Engine engine(workers);
    const RunId id = engine.open(Run::create(spec, loadNetwork(spec.model).value()).value());
    engine.start(id);
    const auto feed = engine.feed(id);
    while (feed->wait(std::chrono::seconds(60)) &&
           feed->take().lifecycle.state == RunState::Running) {
    }
    return residentMegabytes();
}

/// Each in a process of its own: memory that was once used is not given back.
void tellScreenMemory(const QStringList& arguments)
{
    const auto measured = [&](const QString& how) {
        QProcess child;
        child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        child.start(QCoreApplication::applicationFilePath(), arguments + QStringList{how});
        child.waitForFinished(-1);
        return child.readAllStandardOutput().trimmed().split('\n').last().toDouble();
    };
    const double bare = measured(QStringLiteral("--bare"));
    const double watched = measured(QStringLiteral("--watched"));
    std::printf("resident (MB): %.1f without a window, %.1f with one, the screen's part %.1f\n",
                bare, watched, watched - bare);
}

RunSpec specOf(const QCommandLineParser& parser)
{
    RunSpec spec;
    if (parser.isSet("classes")) {
        spec = smallSpec();
        const std::string classes = parser.value("classes").toStdString();
        const std::string side = parser.value("side").toStdString();
        spec.model = side.empty() ? "fake" + classes : "large" + classes + "x" + side;
        spec.encoding = side.empty() ? "direct" : "cppn";
        spec.settings.initial = spec.settings.children = 200;
    } else {
        spec = Presets::standard().load(parser.value("preset").toStdString()).value();
    }
    if (parser.isSet("model"))
        spec.model = parser.value("model").toStdString();
    spec.limits = {};
    if (parser.isSet("memory"))
        spec.limits.evaluations = parser.value("memory").toULongLong();
    return spec;
}

} // namespace

int main(int argc, char** argv)
{
    prepareProcess();
    const QTemporaryDir settings;
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, settings.path());
    QApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addOptions({{"preset", "", "NAME", "mnist-direct"},
                       {"classes", "", "N"},
                       {"side", "", "PIXELS"},
                       {"model", "", "NAME"},
                       {"memory", "", "PICTURES"},
                       {"bare", ""},
                       {"watched", ""},
                       {"screenshots", "", "FOLDER"},
                       {"seconds", "", "S", "20"},
                       {"minutes", "", "M"}});
    parser.process(application);
    const RunSpec spec = specOf(parser);
    if (parser.isSet("memory")) {
        if (parser.isSet("bare") || parser.isSet("watched"))
            std::printf("%.1f\n", residentAfter(spec, parser.isSet("watched")));
        else
            tellScreenMemory(QCoreApplication::arguments().mid(1));
        return 0;
    }
    if (parser.isSet("minutes")) {
        watchMemory(spec, parser.value("minutes").toInt());
        return 0;
    }
    const auto window = openWindow(spec);
    RunGroup& group = window->currentPage()->group();
    const double seconds = parser.value("seconds").toDouble();
    tellLateness("nobody touches it", seconds);
    tellLatenessOfWheel(*window->currentPage(), "scrolling", Qt::NoModifier, seconds);
    tellLatenessOfWheel(*window->currentPage(), "zooming", Qt::ControlModifier, seconds);
    if (parser.isSet("screenshots")) {
        saveViews(*window, parser.value("screenshots"));
        return 0;
    }
    tellPauses(group);
    tellCost(group, spec);
    return 0;
}
