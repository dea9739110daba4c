// SPDX-License-Identifier: GPL-3.0-or-later
// The settings under the pen: those of one run, or what several runs have in common. Knows which of
// them the runs take at once and which make a new run. No widgets.
#pragma once

#include "core/run/ParameterTable.h"
#include "ui/session/RunSession.h"

#include <QString>
#include <optional>
#include <vector>

namespace pareidolia {

class ExperimentDraft
{
public:
    /// At least one session; they outlive the draft. Reads the preset that the run was made from.
    explicit ExperimentDraft(std::vector<RunSession*> sessions);

    /// One a session.
    const std::vector<RunSpec>& specs() const { return m_specs; }
    const std::vector<RunSession*>& sessions() const { return m_sessions; }

    /// Whether it has a meaning for all of the runs and one value for them.
    bool shows(const Parameter& parameter) const;

    QString value(const Parameter& parameter) const;

    /// What it was at first; the table's default where it had no meaning then.
    QString startValue(const Parameter& parameter) const;

    /// The preset's; the first one where no preset is known.
    QString presetValue(const Parameter& parameter) const;

    /// The preset that values are compared with; empty if there is none.
    const std::string& presetName() const { return m_presetName; }

    /// Takes a value, for all runs or for none. A mid-run parameter reaches the runs under way.
    Result<void> set(const Parameter& parameter, const QString& text);

    /// From now on compared with itself, under this name.
    void becomePreset(const std::string& name, const std::string& summary);

    /// Where a value stands that is no longer the first one.
    struct Effect
    {
        enum class Kind { AsItWas, NewRun, Waiting, Generation };
        Kind kind = Kind::AsItWas;
        std::uint32_t generation = 0; ///< the first one that it holds for
    };
    Effect effect(const Parameter& parameter) const;

    /// Whether there is a change that only a new run can take.
    bool needsNewRun() const;

private:
    Result<void> check(const Parameter& parameter, const std::vector<RunSpec>& trial) const;
    bool isTakenBy(const Parameter& parameter, const RunSession& session) const;

    std::vector<RunSession*> m_sessions;
    std::vector<RunSpec> m_specs;
    RunSpec m_start;  ///< of the first session
    RunSpec m_preset; ///< or the start, if there is none
    std::string m_presetName;
};

} // namespace pareidolia
