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
        // Settings may change how many pictures a generation scores.
        connect(session, &RunSession::advanced, this, &RunGroup::applyPace);
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
    for (const RunState state :
         {RunState::Running, RunState::Failed, RunState::Paused, RunState::New, RunState::Stopped})
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
    if (over())
        std::ranges::for_each(m_sessions, &RunSession::goOn);
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
    if (m_sessions.size() == 1) {
        m_sessions.front()->step();
        return;
    }
    // Generations of different searches score different numbers of pictures: the one that scores
    // most goes one ahead, and the others come after it. Runs under way would be further by then
    // than what was last read of them: one that is ahead would wait for one that has ended.
    pause();
    std::uint64_t furthest = 0;
    for (const RunSession* session : m_sessions)
        if (!session->over())
            furthest = std::max(furthest, session->evaluations() + session->nextEvaluations());
    for (RunSession* session : m_sessions)
        session->runUntil(furthest);
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
    applyPace();
}

void RunGroup::applyPace()
{
    std::uint64_t most = 1;
    for (const RunSession* session : m_sessions)
        most = std::max(most, session->nextEvaluations());
    for (RunSession* session : m_sessions) {
        std::optional<double> rate;
        // In lock-step, small generations follow each other faster.
        if (!m_pace.oneAtATime && m_pace.generationsPerSecond)
            rate = *m_pace.generationsPerSecond * static_cast<double>(most) /
                   static_cast<double>(session->nextEvaluations());
        if (session->pace() != rate)
            session->setPace(rate);
    }
}

} // namespace pareidolia
