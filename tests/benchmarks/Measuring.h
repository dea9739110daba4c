// SPDX-License-Identifier: GPL-3.0-or-later
// What the benchmark of the window measures with.
#pragma once

#include "core/run/Run.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QTimer>
#include <algorithm>
#include <ctime>
#include <vector>

namespace pareidolia {

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
    static constexpr int beat = 5; ///< milliseconds between two looks at the clock

    QTimer m_timer;
    QElapsedTimer m_clock;
    double m_last = 0;
    std::vector<double> m_late;
};

inline double residentMegabytes()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toDouble() * 4096 / 1e6;
}

/// Runs the event loop as the program does; QTest::qWait would wake it a hundred times a second.
inline void liveFor(double seconds)
{
    QEventLoop loop;
    QTimer::singleShot(static_cast<int>(seconds * 1000), &loop, &QEventLoop::quit);
    loop.exec();
}

/// Of the processor, that this thread has had.
inline double threadSeconds()
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

} // namespace pareidolia
