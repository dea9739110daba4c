// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/experiment/ExperimentDraft.h"

#include "core/base/ReturnError.h"
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
    if (m_sessions.size() > 1)
        return;
    if (const auto preset = Presets::standard().load(m_start.name)) {
        m_preset = *preset;
        m_presetName = m_start.name;
    }
}

RunSpec ExperimentDraft::spec(const RunSession& session) const
{
    RunSpec spec = session.spec();
    for (const auto& [key, value] : m_edits)
        (void)setParameterFromText(spec, key, value); // it was valid when it was entered
    return spec;
}

std::vector<RunSpec> ExperimentDraft::specs() const
{
    std::vector<RunSpec> specs;
    for (const RunSession* session : m_sessions)
        specs.push_back(spec(*session));
    return specs;
}

void ExperimentDraft::drop(std::string_view key)
{
    std::erase_if(m_edits, [key](const auto& edit) { return edit.first == key; });
}

bool ExperimentDraft::shows(const Parameter& parameter) const
{
    if (parameter.key == "name" || parameter.key == "summary")
        return false;
    const std::vector<RunSpec> specs = this->specs();
    return std::ranges::all_of(specs, [&](const RunSpec& spec) {
        return applies(parameter, spec) && parameter.get(spec) == parameter.get(specs.front());
    });
}

QString ExperimentDraft::value(const Parameter& parameter) const
{
    return valueText(parameter, spec(*m_sessions.front()));
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
            continue; // the classes of another network are known when it is loaded
        const ModelInfo& model = m_sessions[run]->model();
        RETURN_IF_ERROR(parseClasses(trial[run].classes, model.labels, model.groups));
    }
    return {};
}

bool ExperimentDraft::isTakenBy(const Parameter& parameter, const RunSession& session) const
{
    return parameter.changesInMidRun && !session.over() && applies(parameter, session.spec());
}

Result<void> ExperimentDraft::set(const Parameter& parameter, const QString& text)
{
    std::vector<RunSpec> trial = specs();
    for (RunSpec& spec : trial)
        RETURN_IF_ERROR(setParameterFromText(spec, parameter.key, text.toStdString()));
    RETURN_IF_ERROR(check(parameter, trial));
    const std::string canonical = valueText(parameter, trial.front()).toStdString();
    for (RunSession* session : m_sessions) {
        if (!isTakenBy(parameter, *session) ||
            parameter.get(session->spec()) == parameter.get(trial.front()))
            continue;
        RETURN_IF_ERROR(session->change(std::string(parameter.key), canonical));
    }
    drop(parameter.key);
    if (specs() != trial)
        m_edits.emplace_back(parameter.key, canonical);
    return {};
}

void ExperimentDraft::becomePreset(const std::string& name, const std::string& summary)
{
    for (const auto& [key, value] : {std::pair("name", name), std::pair("summary", summary)}) {
        drop(key);
        m_edits.emplace_back(key, value);
    }
    m_preset = specs().front();
    m_presetName = name;
}

ExperimentDraft::Effect ExperimentDraft::effect(const Parameter& parameter) const
{
    const RunSession& session = *m_sessions.front();
    if (parameter.get(spec(session)) != parameter.get(session.spec()))
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
    return std::ranges::any_of(m_sessions, [this](const RunSession* session) {
        RunSpec edited = spec(*session);
        edited.name = session->spec().name;
        edited.summary = session->spec().summary;
        return edited != session->spec();
    });
}

} // namespace pareidolia
