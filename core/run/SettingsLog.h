// SPDX-License-Identifier: GPL-3.0-or-later
// The settings of a run in each of its generations: what it began with, the changes in force and
// those that wait. The only place that applies changes to a spec.
#pragma once

#include "core/base/Error.h"
#include "core/run/EventLog.h"
#include "core/run/RunSpec.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pareidolia {

/// A value. Limits are no settings of the search: new ones hold at once, for the whole run, and are
/// no change.
class SettingsLog
{
public:
    explicit SettingsLog(RunSpec begun = {});

    /// From a file: `changes` in order, of which those for generations from `next` on wait. Limits
    /// among them (files of version 1) become limits. Usage errors as of `ask`.
    static Result<SettingsLog> restored(RunSpec begun, const std::vector<ChangeRecord>& changes,
                                        std::uint32_t next);

    /// Before any change.
    const RunSpec& begun() const { return m_epochs.front().spec; }

    /// In force in the generation that began last; before the first, what the run begins with.
    const RunSpec& now() const { return m_epochs.back().spec; }

    /// In force in a generation that has begun.
    const RunSpec& at(std::uint32_t generation) const;

    /// What the run is going to use if nothing more is asked for: all that waits included.
    const RunSpec& coming() const { return m_coming; }

    const std::vector<ChangeRecord>& changes() const { return m_changes; } ///< in force, in order
    const std::vector<ChangeRecord>& waiting() const { return m_waiting; }

    enum class Asked { InMidRun, ForBranch };

    /// Asks for a setting from generation `from` on; a later value of the same key replaces the one
    /// that waits. Nothing if it is going to have that value anyway. Usage errors: unknown key, a
    /// value out of range, a key without meaning for this run or that cannot change then, a limit.
    Result<std::optional<ChangeRecord>> ask(const std::string& key, const std::string& value,
                                            std::uint32_t from, Asked asked = Asked::InMidRun);

    /// Takes back what waits for a key. A usage error if nothing does.
    Result<void> withdraw(const std::string& key);

    /// What waits for this generation comes into force. Those are returned.
    std::vector<ChangeRecord> beginGeneration(std::uint32_t generation);

    void setLimits(const Limits& limits);

    /// Pictures that a search scores in these generations, both included, if no class is done.
    std::uint64_t picturesIn(std::uint32_t first, std::uint32_t last, std::size_t targets) const;

    bool operator==(const SettingsLog&) const = default;

private:
    /// From one generation on, until the next epoch.
    struct Epoch
    {
        std::uint32_t since = 0;
        RunSpec spec;
        bool operator==(const Epoch&) const = default;
    };
    Result<RunSpec> changed(const std::string& key, const std::string& value, Asked asked) const;
    void foresee();

    std::vector<Epoch> m_epochs; ///< made from `begun` and the changes, ascending; never empty
    std::vector<ChangeRecord> m_changes;
    std::vector<ChangeRecord> m_waiting;
    RunSpec m_coming; ///< the last epoch with what waits
};

} // namespace pareidolia
