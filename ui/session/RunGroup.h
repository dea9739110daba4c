// SPDX-License-Identifier: GPL-3.0-or-later
// The runs of one tab: one, or two that are compared and go in lock-step. One Start, Pause, Step.
#pragma once

#include "ui/session/Pace.h"
#include "ui/session/RunSession.h"

#include <QObject>
#include <algorithm>
#include <vector>

namespace pareidolia {

/// Main thread. Owns its sessions; at least one.
class RunGroup : public QObject
{
    Q_OBJECT

public:
    explicit RunGroup(std::vector<RunSession*> sessions, QObject* parent = nullptr);

    const std::vector<RunSession*>& sessions() const { return m_sessions; }

    /// Running while any of them runs; failed if any failed; finished or stopped when all are over.
    RunState state() const;
    bool over() const { return std::ranges::all_of(m_sessions, &RunSession::over); }
    bool canGoOn() const { return over() && std::ranges::any_of(m_sessions, &RunSession::canGoOn); }
    bool hasUnsavedPictures() const;

    const Pace& pace() const { return m_pace; }

    /// Seconds until the last of them is over, as RunSession::secondsLeft tells; nothing if one of
    /// them cannot tell.
    std::optional<double> secondsLeft() const;

public Q_SLOTS:
    /// At the pace of one generation at a time: steps. Those that are over go on where they can.
    void start();
    void pause();
    void step();
    void stop();

    /// Starts or pauses.
    void toggle();

public:
    /// Of the run with the largest generations; the others keep up with its pictures. One
    /// generation at a time pauses what runs.
    void setPace(const Pace& pace);

Q_SIGNALS:
    void advanced();
    void stateChanged();

private:
    void applyPace();

    std::vector<RunSession*> m_sessions;
    Pace m_pace;
};

} // namespace pareidolia
