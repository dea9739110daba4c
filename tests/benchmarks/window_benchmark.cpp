// SPDX-License-Identifier: GPL-3.0-or-later
// What watching costs: how late the event loop is while a run goes at full speed, how soon a pause
// is obeyed, how much slower the engine is with a window on it, and whether memory stays flat.
//   window_benchmark [--preset NAME | --classes N] [--seconds S | --minutes M]
#include "core/run/Presets.h"
#include "core/torch/Process.h"
#include "core/torch/TorchClassifier.h"
#include "tests/support/FakeRun.h"
#include "ui/window/MainWindow.h"
#include "ui/window/RunPage.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QElapsedTimer>
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
constexpr int rounds = 3;
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
    return openTorchClassifier(name);
}

double residentMegabytes()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toDouble() * 4096 / 1e6;
}

/// Of the processor, that this thread has had.
double threadSeconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

/// Pictures a second of the same run without a window.
double bareRate(const RunSpec& spec, double seconds)
{
    Engine engine(workers);
    const RunId id = engine.open(Run::create(spec, loadNetwork(spec.model).value()).value());
    engine.start(id);
    std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
    double rate = 0;
    engine.inspect(id, [&](const Run& run, double passed) {
        rate = static_cast<double>(run.evaluations()) / passed;
    });
    return rate;
}

bool hasPicture(const RunPage& page)
{
    const RunSession& session = *page.group().sessions().front();
    return session.champion(session.targets().front()).has_value();
}

/// The same with a window that shows it.
double watchedRate(const RunSpec& spec, double seconds)
{
    QElapsedTimer begin;
    begin.start();
    MainWindow window(loadNetwork, workers);
    window.show();
    QCoreApplication::processEvents();
    const auto shown = begin.restart();
    window.openRun(spec, true);
    while (!window.currentPage() || !hasPicture(*window.currentPage()))
        QTest::qWait(1);
    std::printf("window shown after %lld ms, its first picture %lld ms after the start\n",
                static_cast<long long>(shown), static_cast<long long>(begin.elapsed()));
    RunGroup& group = window.currentPage()->group();
    group.setPace(Pace::unlimited());
    const double before = residentMegabytes();

    std::uint64_t seen = 0;
    double since = 0;
    group.sessions().front()->inspect([&](const Run& run, double passed) {
        seen = run.evaluations();
        since = passed;
    });
    Lateness lateness;
    const double used = threadSeconds();
    QTest::qWait(static_cast<int>(seconds * 1000));
    std::printf("the screen's thread used %.1f %% of a core\n",
                100 * (threadSeconds() - used) / seconds);
    std::printf("event loop late by (ms): median %.1f, 99 %% %.1f, 99.9 %% %.1f, most %.1f\n",
                lateness.quantile(.5), lateness.quantile(.99), lateness.quantile(.999),
                lateness.quantile(1));
    double rate = 0;
    group.sessions().front()->inspect([&](const Run& run, double passed) {
        rate = static_cast<double>(run.evaluations() - seen) / (passed - since);
    });
    std::printf("resident memory (MB): %.1f, then %.1f\n", before, residentMegabytes());

    double slowest = 0;
    for (int i = 0; i < pauses; ++i) {
        QElapsedTimer clock;
        clock.start();
        group.pause();
        while (group.state() != RunState::Paused)
            QTest::qWait(1);
        slowest = std::max(slowest, static_cast<double>(clock.nsecsElapsed()) / 1e6);
        group.start();
        QTest::qWait(50);
    }
    std::printf("slowest of %d pauses (ms): %.1f\n", pauses, slowest);
    group.stop();
    return rate;
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
            QTest::qWait(60'000);
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
    const double seconds = parser.value("seconds").toDouble();
    std::vector<double> shares;
    for (int round = 0; round < rounds; ++round) {
        const double bare = bareRate(spec, seconds / 2);
        const double watched = watchedRate(spec, seconds);
        shares.push_back(watched / bare);
        std::printf("pictures a second: %.0f without a window, %.0f with it (%.3f)\n", bare,
                    watched, watched / bare);
    }
    std::ranges::sort(shares);
    std::printf("with a window over without (median of %d): %.3f\n", rounds,
                shares[shares.size() / 2]);
    return 0;
}
