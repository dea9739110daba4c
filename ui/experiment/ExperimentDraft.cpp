// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/experiment/ExperimentDraft.h"

#include "core/classifier/ClassList.h"
#include "core/run/Presets.h"
#include "ui/session/ParameterWords.h"

#include <algorithm>
#include <utility>

namespace pareidolia {

namespace {

constexpr std::string_view modelKey = "model";
constexpr std::string_view classesKey = "classes";

} // namespace

ExperimentDraft::ExperimentDraft(std::vector<RunSession*> sessions)
    : m_sessions(std::move(sessions)), m_start(m_sessions.front()->spec()), m_preset(m_start)
{
    for (const RunSession* session : m_sessions)
        m_specs.push_back(session->spec());
    if (m_sessions.size() > 1)
        return;
    if (const auto preset = Presets::standard().load(m_start.name)) {
        m_preset = *preset;
        m_presetName = m_start.name;
    }
}

bool ExperimentDraft::shows(const Parameter& parameter) const
{
    if (parameter.key == "name" || parameter.key == "summary")
        return false;
    return std::ranges::all_of(m_specs, [&](const RunSpec& spec) {
        return applies(parameter, spec) && parameter.get(spec) == parameter.get(m_specs.front());
    });
}

QString ExperimentDraft::value(const Parameter& parameter) const
{
    return valueText(parameter, m_specs.front());
}

QString ExperimentDraft::startValue(const Parameter& parameter) const
{
    return valueText(parameter, applies(parameter, m_start) ? m_start : RunSpec());
}

QString ExperimentDraft::presetValue(const Parameter& parameter) const
{
    return valueText(parameter, applies(parameter, m_preset) ? m_preset : RunSpec());
}

Result<void> ExperimentDraft::check(const Parameter& parameter,
                                    const std::vector<RunSpec>& trial) const
{
    if (parameter.key == modelKey && trial.front().model.empty())
        return usageError("model", "no network is chosen",
                          "choose one, or give the path of a .pt file");
    if (parameter.key != classesKey)
        return {};
    for (std::size_t run = 0; run < trial.size(); ++run) {
        if (trial[run].model != m_sessions[run]->spec().model)
            continue; // what classes another network has is seen when it is loaded
        const ModelInfo& model = m_sessions[run]->model();
        const auto classes = parseClasses(trial[run].classes, model.labels, model.groups);
        if (!classes)
            return tl::unexpected(classes.error());
    }
    return {};
}

bool ExperimentDraft::isTakenBy(const Parameter& parameter, const RunSession& session) const
{
    return parameter.changesInMidRun && !session.over() && applies(parameter, session.spec());
}

Result<void> ExperimentDraft::set(const Parameter& parameter, const QString& text)
{
    std::vector<RunSpec> trial = m_specs;
    for (RunSpec& spec : trial)
        if (auto set = setParameterFromText(spec, parameter.key, text.toStdString()); !set)
            return set;
    if (auto checked = check(parameter, trial); !checked)
        return checked;
    const std::string canonical = valueText(parameter, trial.front()).toStdString();
    for (RunSession* session : m_sessions) {
        if (!isTakenBy(parameter, *session) ||
            parameter.get(session->spec()) == parameter.get(trial.front()))
            continue;
        if (auto changed = session->change(std::string(parameter.key), canonical); !changed)
            return changed;
    }
    m_specs = std::move(trial);
    return {};
}

void ExperimentDraft::becomePreset(const std::string& name, const std::string& summary)
{
    m_specs.front().name = name;
    m_specs.front().summary = summary;
    m_preset = m_specs.front();
    m_presetName = name;
}

ExperimentDraft::Effect ExperimentDraft::effect(const Parameter& parameter) const
{
    const RunSession& session = *m_sessions.front();
    if (parameter.get(m_specs.front()) != parameter.get(session.spec()))
        return {.kind = Effect::Kind::NewRun};
    const auto lastOf = [&](const std::vector<ChangeRecord>& changes) -> const ChangeRecord* {
        const auto found =
            std::ranges::find(changes.rbegin(), changes.rend(), parameter.key, &ChangeRecord::key);
        return found == changes.rend() ? nullptr : &*found;
    };
    if (const auto* waiting = lastOf(session.settings().waiting()))
        return {.kind = Effect::Kind::Waiting, .generation = waiting->generation};
    if (const auto* change = lastOf(session.settings().changes()))
        return {.kind = Effect::Kind::Generation, .generation = change->generation};
    return {};
}

bool ExperimentDraft::needsNewRun() const
{
    for (std::size_t run = 0; run < m_specs.size(); ++run) {
        RunSpec now = m_sessions[run]->spec();
        now.name = m_specs[run].name;
        now.summary = m_specs[run].summary;
        if (!(now == m_specs[run]))
            return true;
    }
    return false;
}

} // namespace pareidolia
