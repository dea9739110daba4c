// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/RunGroup.h"

#include <algorithm>

namespace pareidolia {

RunGroup::RunGroup(std::vector<RunSession*> sessions, QObject* parent)
    : QObject(parent), m_sessions(std::move(sessions))
{
    std::vector<RunId> ids;
    for (RunSession* session : m_sessions) {
        session->setParent(this);
        ids.push_back(session->id());
        connect(session, &RunSession::advanced, this, &RunGroup::advanced);
        connect(session, &RunSession::stateChanged, this, &RunGroup::stateChanged);
    }
    if (ids.size() > 1)
        m_sessions.front()->engine().keepInStep(ids);
}

RunState RunGroup::state() const
{
    const auto any = [this](RunState state) {
        return std::ranges::count(m_sessions, state, &RunSession::state) > 0;
    };
    for (const RunState state : {RunState::Failed, RunState::Running, RunState::Paused})
        if (any(state))
            return state;
    return RunState::Finished;
}

bool RunGroup::hasUnsavedPictures() const
{
    return std::ranges::any_of(m_sessions, &RunSession::hasUnsavedPictures);
}

std::optional<double> RunGroup::secondsLeft() const
{
    double longest = 0;
    for (const RunSession* session : m_sessions) {
        if (session->over())
            continue;
        const auto left = session->secondsLeft();
        if (!left)
            return std::nullopt;
        longest = std::max(longest, *left);
    }
    return longest;
}

void RunGroup::start()
{
    if (m_pace.oneAtATime) {
        step();
        return;
    }
    std::ranges::for_each(m_sessions, &RunSession::start);
}

void RunGroup::pause()
{
    std::ranges::for_each(m_sessions, &RunSession::pause);
}

void RunGroup::step()
{
    std::ranges::for_each(m_sessions, &RunSession::step);
}

void RunGroup::stop()
{
    std::ranges::for_each(m_sessions, &RunSession::stop);
}

void RunGroup::toggle()
{
    if (state() == RunState::Running)
        pause();
    else
        start();
}

void RunGroup::setPace(const Pace& pace)
{
    m_pace = pace;
    if (m_pace.oneAtATime && state() == RunState::Running)
        step(); // the generation under way is the one
    for (RunSession* session : m_sessions)
        session->setPace(m_pace.oneAtATime ? std::nullopt : m_pace.generationsPerSecond);
}

} // namespace pareidolia
