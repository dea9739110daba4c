// SPDX-License-Identifier: GPL-3.0-or-later
// The edited settings: of one run, or those that several runs share. The runs own the settings; the
// draft owns only the edits that they cannot take, which need a new run. No widgets.
#pragma once

#include "core/run/ParameterTable.h"
#include "ui/session/RunSession.h"

#include <QString>
#include <string>
#include <utility>
#include <vector>

namespace pareidolia {

class ExperimentDraft
{
public:
    /// At least one session; they outlive the draft. Reads the preset of the run.
    explicit ExperimentDraft(std::vector<RunSession*> sessions);

    /// One per session: its settings with the edits.
    std::vector<RunSpec> specs() const;
    const std::vector<RunSession*>& sessions() const { return m_sessions; }

    /// Whether it applies to all of the runs and has one value for them.
    bool shows(const Parameter& parameter) const;

    QString value(const Parameter& parameter) const;

    /// Its initial value; the table's default if it did not apply then.
    QString startValue(const Parameter& parameter) const;

    /// The preset's value; the initial one if there is no preset.
    QString presetValue(const Parameter& parameter) const;

    /// The preset that values are compared with; empty if there is none.
    const std::string& presetName() const { return m_presetName; }

    /// Sets a value, for all runs or for none. A setting that may change during a run is changed in
    /// the runs.
    Result<void> set(const Parameter& parameter, const QString& text);

    /// From now on compared with its current values, under this name.
    void becomePreset(const std::string& name, const std::string& summary);

    /// The state of a changed value.
    struct Effect
    {
        enum class Kind { AsItWas, NewRun, Waiting, Generation };
        Kind kind = Kind::AsItWas;
        std::uint32_t generation = 0; ///< the first one with the new value
    };
    Effect effect(const Parameter& parameter) const;

    /// Whether there is a change that needs a new run.
    bool needsNewRun() const;

private:
    RunSpec spec(const RunSession& session) const;
    Result<void> check(const Parameter& parameter, const std::vector<RunSpec>& trial) const;
    bool isTakenBy(const Parameter& parameter, const RunSession& session) const;
    void drop(std::string_view key);

    std::vector<RunSession*> m_sessions;
    std::vector<std::pair<std::string, std::string>> m_edits; ///< keys and values, in their order
    RunSpec m_start;                                          ///< of the first session
    RunSpec m_preset; ///< or the initial spec, if there is none
    std::string m_presetName;
};

} // namespace pareidolia
