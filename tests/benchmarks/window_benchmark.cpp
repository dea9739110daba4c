// SPDX-License-Identifier: GPL-3.0-or-later
// What watching costs: how late the event loop is while a run goes at full speed, how soon a pause
// is obeyed, how much slower the engine is with a window on it, and whether memory stays flat.
//   window_benchmark [--preset NAME | --classes N] [--seconds S | --minutes M]
#include "core/loading/Loader.h"
#include "core/run/Presets.h"
#include "core/torch/Process.h"
#include "tests/support/FakeRun.h"
#include "ui/window/MainWindow.h"
#include "ui/window/RunPage.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <thread>

using namespace pareidolia;

namespace {

constexpr int workers = 2;
constexpr int beat = 5; ///< milliseconds between two looks at the clock
constexpr int turns = 20;
constexpr double turnSeconds = 3;
constexpr int pauses = 20;

/// Milliseconds that a timer of the event loop came too late.
class Lateness
{
public:
    Lateness()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        QObject::connect(&m_timer, &QTimer::timeout, [this] {
            const double now = static_cast<double>(m_clock.nsecsElapsed()) / 1e6;
            m_late.push_back(std::max(0.0, now - m_last - beat));
            m_last = now;
        });
        m_clock.start();
        m_timer.start(beat);
    }
    double quantile(double share)
    {
        std::ranges::sort(m_late);
        return m_late.empty() ? 0
                              : m_late[static_cast<std::size_t>(
                                    share * static_cast<double>(m_late.size() - 1))];
    }

private:
    QTimer m_timer;
    QElapsedTimer m_clock;
    double m_last = 0;
    std::vector<double> m_late;
};

Networks::Loaded loadNetwork(const std::string& name)
{
    if (name.starts_with("fake")) {
        auto network =
            std::make_shared<FakeClassifier>(std::stoul(name.substr(4)), ImageShape{16, 16, 1});
        network->mutableInfo().name = name;
        return network;
    }
    return openClassifier(name);
}

double residentMegabytes()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toDouble() * 4096 / 1e6;
}

/// Runs the event loop as the program does; QTest::qWait would wake it a hundred times a second.
void liveFor(double seconds)
{
    QEventLoop loop;
    QTimer::singleShot(static_cast<int>(seconds * 1000), &loop, &QEventLoop::quit);
    loop.exec();
}

/// Of the processor, that this thread has had.
double threadSeconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

/// Pictures that a run scores a second of running, from one look to the next.
class Rate
{
public:
    double operator()(const Run& run, double seconds)
    {
        const double rate =
            static_cast<double>(run.evaluations() - m_evaluations) / (seconds - m_seconds);
        m_evaluations = run.evaluations();
        m_seconds = seconds;
        return rate;
    }

private:
    std::uint64_t m_evaluations = 0;
    double m_seconds = 0;
};

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
        std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
        m_engine.pause(m_id);
        double rate = 0;
        m_engine.inspect(m_id, [&](const Run& run, double passed) { rate = m_rate(run, passed); });
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
    while (!window->currentPage() || !hasPicture(*window->currentPage()))
        QTest::qWait(1);
    std::printf("window shown after %lld ms, its first picture %lld ms after the start\n",
                static_cast<long long>(shown), static_cast<long long>(begin.elapsed()));
    window->currentPage()->group().setPace(Pace::unlimited());
    return window;
}

void tellLateness(double seconds)
{
    Lateness lateness;
    liveFor(seconds);
    std::printf("event loop late by (ms): median %.1f, 99 %% %.1f, 99.9 %% %.1f, most %.1f\n",
                lateness.quantile(.5), lateness.quantile(.99), lateness.quantile(.999),
                lateness.quantile(1));
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
        group.sessions().front()->inspect(
            [&](const Run& run, double passed) { rate = watchedRate(run, passed); });
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
                       {"seconds", "", "S", "20"},
                       {"minutes", "", "M"}});
    parser.process(application);
    RunSpec spec;
    if (parser.isSet("classes")) {
        spec = smallSpec();
        spec.model = "fake" + parser.value("classes").toStdString();
        spec.settings.initial = spec.settings.children = 200;
    } else {
        spec = Presets::standard().load(parser.value("preset").toStdString()).value();
        spec.limits = {};
    }
    if (parser.isSet("minutes")) {
        watchMemory(spec, parser.value("minutes").toInt());
        return 0;
    }
    const auto window = openWindow(spec);
    RunGroup& group = window->currentPage()->group();
    tellLateness(parser.value("seconds").toDouble());
    tellPauses(group);
    tellCost(group, spec);
    return 0;
}
