// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/SettingsLog.h"

#include "core/base/ReturnError.h"
#include "core/run/ParameterTable.h"
#include "core/search/Emitter.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace pareidolia {

namespace {

void apply(RunSpec& spec, const ChangeRecord& change)
{
    if (!setParameterFromText(spec, change.key, change.value))
        throw std::logic_error("a change was not checked when it was asked for");
}

} // namespace

SettingsLog::SettingsLog(RunSpec begun) : m_epochs{{0, begun}}, m_coming(std::move(begun)) {}

Result<SettingsLog> SettingsLog::restored(RunSpec begun, const std::vector<ChangeRecord>& changes,
                                          std::uint32_t next)
{
    SettingsLog log(std::move(begun));
    Limits limits = log.now().limits;
    for (const ChangeRecord& change : changes) {
        RunSpec limited = log.now();
        limited.limits = limits;
        const auto parameter = findParameter(change.key);
        if (parameter && (*parameter)->isLimit) {
            RETURN_IF_ERROR(setParameterFromText(limited, change.key, change.value));
            limits = limited.limits;
            continue;
        }
        RETURN_IF_ERROR(log.changed(change.key, change.value, Asked::ForBranch));
        log.m_waiting.push_back(change);
        if (change.generation < next)
            log.beginGeneration(change.generation);
        else
            log.foresee();
    }
    log.setLimits(limits);
    return log;
}

const RunSpec& SettingsLog::at(std::uint32_t generation) const
{
    const auto after = std::ranges::upper_bound(m_epochs, generation, {}, &Epoch::since);
    return std::prev(after)->spec;
}

/// What the run is going to use, with this too.
Result<RunSpec> SettingsLog::changed(const std::string& key, const std::string& value,
                                     Asked asked) const
{
    ASSIGN_OR_RETURN(const auto parameter, findParameter(key));
    const bool inBranch = asked == Asked::ForBranch;
    if (parameter->isLimit)
        return usageError(key, "it is a limit, not a setting of the search",
                          "give it as a limit when the run goes on");
    if (!(inBranch ? parameter->differsInBranch : parameter->changesInMidRun))
        return usageError(
            key, inBranch ? "a branch inherits it from its run" : "it cannot change during a run",
            "start a new run");
    if (!applies(*parameter, m_coming))
        return usageError(key, "it does not apply to this kind of run",
                          "`presets show " + m_coming.name + "` prints the keys that do");
    RunSpec changed = m_coming;
    RETURN_IF_ERROR(setParameterFromText(changed, key, value));
    return changed;
}

Result<std::optional<ChangeRecord>>
SettingsLog::ask(const std::string& key, const std::string& value, std::uint32_t from, Asked asked)
{
    ASSIGN_OR_RETURN(const auto wanted, changed(key, value, asked));
    std::erase_if(m_waiting, [&](const ChangeRecord& change) { return change.key == key; });
    foresee();
    const Parameter& parameter = **findParameter(key);
    if (parameter.get(wanted) == parameter.get(m_coming))
        return std::nullopt;
    apply(m_coming, m_waiting.emplace_back(ChangeRecord{from, key, value}));
    return m_waiting.back();
}

Result<void> SettingsLog::withdraw(const std::string& key)
{
    const auto same = [&](const ChangeRecord& change) { return change.key == key; };
    if (std::erase_if(m_waiting, same) == 0)
        return usageError(key, "no change of it is waiting", "`info` lists the changes that are");
    foresee();
    return {};
}

std::vector<ChangeRecord> SettingsLog::beginGeneration(std::uint32_t generation)
{
    std::vector<ChangeRecord> begun, later;
    for (ChangeRecord& change : std::exchange(m_waiting, {}))
        (change.generation <= generation ? begun : later).push_back(std::move(change));
    m_waiting = std::move(later);
    if (begun.empty())
        return begun;
    if (m_epochs.back().since != generation)
        m_epochs.push_back({generation, now()});
    for (ChangeRecord& change : begun) {
        change.generation = generation;
        apply(m_epochs.back().spec, change);
        m_changes.push_back(change);
    }
    foresee();
    return begun;
}

void SettingsLog::setLimits(const Limits& limits)
{
    for (Epoch& epoch : m_epochs)
        epoch.spec.limits = limits;
    m_coming.limits = limits;
}

std::uint64_t SettingsLog::picturesIn(std::uint32_t first, std::uint32_t last,
                                      std::size_t targets) const
{
    const EmitterKind* kind = findEmitterKind(begun().search);
    if (!kind || first > last)
        return 0;
    std::uint64_t pictures = 0;
    if (first == 0)
        pictures += kind->picturesOf(begun().settings, targets, true);
    for (std::size_t i = 0; i < m_epochs.size(); ++i) {
        // 64 bits: files are untrusted, and generations may be as large as they can be.
        const auto since = [this](std::size_t epoch) {
            return std::uint64_t{m_epochs[epoch].since};
        };
        const std::uint64_t begin = std::max({since(i), std::uint64_t{first}, std::uint64_t{1}});
        const std::uint64_t end =
            std::min(i + 1 < m_epochs.size() ? since(i + 1) : UINT64_MAX, std::uint64_t{last} + 1);
        if (begin < end)
            pictures += (end - begin) * kind->picturesOf(m_epochs[i].spec.settings, targets, false);
    }
    return pictures;
}

void SettingsLog::foresee()
{
    m_coming = now();
    for (const ChangeRecord& change : m_waiting)
        apply(m_coming, change);
}

} // namespace pareidolia
