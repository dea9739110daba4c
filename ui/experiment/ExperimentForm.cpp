// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/experiment/ExperimentForm.h"

#include "ui/experiment/FormSection.h"
#include "ui/experiment/ParameterEditor.h"
#include "ui/experiment/PresetSaver.h"
#include "ui/session/ParameterWords.h"

#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <array>
#include <utility>

namespace pareidolia {

namespace {

constexpr int spacing = 8;

/// Parameters in the section "Advanced".
constexpr std::array<std::string_view, 20> seldom{"view",
                                                  "initial",
                                                  "mutation_eta",
                                                  "mutation_halving",
                                                  "cppn_coordinates",
                                                  "cppn_add_connection",
                                                  "cppn_delete_connection",
                                                  "cppn_split_connection",
                                                  "cppn_delete_node",
                                                  "screening",
                                                  "screening_margin",
                                                  "gradient_start",
                                                  "gradient_objective",
                                                  "gradient_max_rate",
                                                  "gradient_steps",
                                                  "gradient_classes_at_once",
                                                  "gradient_early",
                                                  "gradient_late",
                                                  "gradient_norm_percentile",
                                                  "gradient_contribution_percentile"};

QString noteOf(const ExperimentDraft::Effect& effect)
{
    using Kind = ExperimentDraft::Effect::Kind;
    switch (effect.kind) {
    case Kind::AsItWas:
        break;
    case Kind::NewRun:
        return ExperimentForm::tr("in a new run");
    case Kind::Waiting:
        return ExperimentForm::tr("waits for generation %1").arg(effect.generation);
    case Kind::Generation:
        return ExperimentForm::tr("from generation %1 on").arg(effect.generation);
    }
    return {};
}

} // namespace

ExperimentForm::Place ExperimentForm::placeOf(const Parameter& parameter)
{
    if (std::ranges::find(seldom, parameter.key) != seldom.end())
        return Place::Advanced;
    if (parameter.isLimit)
        return Place::WhenToEnd;
    return parameter.changesInMidRun ? Place::WhileItRuns : Place::WhatIsRun;
}

ExperimentForm::ExperimentForm(std::vector<RunSession*> sessions)
    : m_draft(std::move(sessions)),
      m_over(new QLabel),
      m_startAnew(new QPushButton(tr("New run with these settings")))
{
    setObjectName(QStringLiteral("experimentForm"));
    auto* scroll = new QScrollArea;
    scroll->setObjectName(QStringLiteral("experimentScroll"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(makeSections());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, spacing);
    layout->setSpacing(spacing);
    layout->addWidget(scroll, 1);
    layout->addWidget(makeFoot());
    for (RunSession* session : m_draft.sessions()) {
        connect(session, &RunSession::advanced, this, &ExperimentForm::showNews);
        connect(session, &RunSession::stateChanged, this, &ExperimentForm::showAll);
    }
    showAll();
}

QWidget* ExperimentForm::makeSections()
{
    auto* content = new QWidget;
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(spacing, spacing / 2, spacing, spacing);
    layout->setSpacing(2 * spacing);
    m_over->setObjectName(QStringLiteral("formIsOver"));
    m_over->setWordWrap(true);
    m_over->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(m_over);
    const auto add = [&](Place place, const QString& title, FormSection::Kind kind) {
        layout->addWidget(m_sections[place] = new FormSection(title, kind));
    };
    add(Place::WhatIsRun, isComparison() ? tr("Experiment (both runs)") : tr("Experiment"),
        FormSection::Kind::Open);
    add(Place::WhileItRuns, tr("Can change during a run"), FormSection::Kind::Open);
    add(Place::WhenToEnd, tr("Stop after"), FormSection::Kind::Open);
    add(Place::Advanced, tr("Advanced"), FormSection::Kind::Folded);
    QToolButton* disclosure = m_sections[Place::Advanced]->disclosure();
    disclosure->setObjectName(QStringLiteral("advancedSettings"));
    disclosure->setToolTip(tr("Shows or hides settings that are rarely changed"));
    for (const Parameter& parameter : parameters())
        if (parameter.key != "name" && parameter.key != "summary")
            m_sections[placeOf(parameter)]->addRow(makeEditor(parameter));
    layout->addStretch();
    return content;
}

QWidget* ExperimentForm::makeFoot()
{
    m_startAnew->setObjectName(QStringLiteral("startAnew"));
    m_startAnew->setToolTip(isComparison() ? tr("Opens a new comparison with these settings")
                                           : tr("Opens a new run with the settings of this form"));
    connect(m_startAnew, &QPushButton::clicked, this, &ExperimentForm::askForRun);
    auto* foot = new QWidget;
    auto* layout = new QVBoxLayout(foot);
    layout->setContentsMargins(spacing, 0, spacing, 0);
    layout->setSpacing(spacing / 2);
    layout->addWidget(m_startAnew);
    if (!isComparison()) {
        layout->addWidget(m_saver = new PresetSaver);
        connect(m_saver, &PresetSaver::saveAsked, this, &ExperimentForm::savePreset);
    }
    return foot;
}

ParameterEditor* ExperimentForm::makeEditor(const Parameter& parameter)
{
    ParameterEditor* editor = editorFor(parameter, m_draft.sessions().front()->model());
    if (parameter.key == "model") {
        auto* browse = new QToolButton;
        browse->setObjectName(QStringLiteral("modelFile"));
        browse->setText(QStringLiteral("…"));
        browse->setFocusPolicy(Qt::StrongFocus);
        browse->setAccessibleName(tr("Choose a model file"));
        browse->setToolTip(tr("Choose a model file (.pt)"));
        connect(browse, &QToolButton::clicked, this, &ExperimentForm::modelFileAsked);
        editor->addButton(browse);
    }
    connect(editor, &ParameterEditor::edited, this,
            [this, editor](const QString& value) { take(*editor, value); });
    m_editors[parameter.key] = editor;
    return editor;
}

void ExperimentForm::setModel(const QString& nameOrPath)
{
    m_editors.at("model")->choose(nameOrPath);
}

void ExperimentForm::take(ParameterEditor& editor, const QString& value)
{
    if (const auto taken = m_draft.set(editor.parameter(), value); !taken)
        Q_EMIT failed(taken.error());
    showAll();
}

void ExperimentForm::askForRun()
{
    const std::vector<RunSpec> specs = m_draft.specs();
    if (isComparison())
        Q_EMIT comparisonAsked({.name = {}, .summary = {}, .a = specs[0], .b = specs[1]});
    else
        Q_EMIT runAsked(specs.front());
}

void ExperimentForm::savePreset(const QString& name, Presets::IfThere ifThere)
{
    RunSpec spec = m_draft.specs().front();
    spec.name = name.toStdString();
    spec.summary = summaryOfChanges().toStdString();
    if (const auto saved = Presets::standard().saveOwn(spec, ifThere); !saved) {
        Q_EMIT failed(saved.error());
        return;
    }
    m_draft.becomePreset(spec.name, spec.summary);
    m_saver->finish();
    showAll();
    Q_EMIT presetSaved(name);
}

QString ExperimentForm::summaryOfChanges() const
{
    QStringList changes;
    for (const Parameter& parameter : parameters())
        if (m_draft.shows(parameter) &&
            m_draft.value(parameter) != m_draft.presetValue(parameter)) {
            const QString value = m_draft.value(parameter);
            changes.append(QStringLiteral("%1 %2").arg(
                labelOf(parameter),
                value.isEmpty() ? tr("nothing") : shownValue(parameter, value)));
        }
    const std::string& before = m_draft.presetName();
    if (changes.isEmpty() || before.empty())
        return QString::fromStdString(m_draft.specs().front().summary);
    return tr("Based on %1: %2.")
        .arg(QString::fromStdString(before), changes.join(QStringLiteral(", ")));
}

void ExperimentForm::showAll()
{
    int advancedThatDiffer = 0;
    for (const auto& [key, editor] : m_editors) {
        showEditor(*editor);
        const Parameter& parameter = editor->parameter();
        if (placeOf(parameter) == Place::Advanced && m_draft.shows(parameter) &&
            m_draft.value(parameter) != m_draft.presetValue(parameter))
            ++advancedThatDiffer;
    }
    for (const auto& [place, section] : m_sections)
        section->fit();
    m_sections[Place::Advanced]->setTitle(
        advancedThatDiffer == 0 ? tr("Advanced")
                                : tr("Advanced (%1 changed)").arg(advancedThatDiffer));
    const bool over = std::ranges::all_of(m_draft.sessions(), &RunSession::over);
    m_over->setText(isComparison() ? tr("The runs have ended: changes make new runs.")
                                   : tr("The run has ended: changes make a new run."));
    m_over->setVisible(over);
    m_startAnew->setEnabled(m_draft.needsNewRun());
    if (m_saver)
        m_saver->setPresent(QString::fromStdString(m_draft.specs().front().name));
}

void ExperimentForm::showEditor(ParameterEditor& editor)
{
    const Parameter& parameter = editor.parameter();
    const QString value = m_draft.value(parameter);
    const QString usual = m_draft.presetValue(parameter);
    editor.display(value, m_draft.startValue(parameter));
    const QString seen = usual.isEmpty() ? tr("nothing") : shownValue(parameter, usual);
    editor.setDiffers(value != usual,
                      m_draft.presetName().empty()
                          ? tr("Initial value: %1.").arg(seen)
                          : tr("Value in the preset %1: %2.")
                                .arg(QString::fromStdString(m_draft.presetName()), seen));
    editor.setNote(noteOf(m_draft.effect(parameter)));
    editor.setVisible(m_draft.shows(parameter));
}

void ExperimentForm::showNews()
{
    const SettingsLog& settings = m_draft.sessions().front()->settings();
    if (m_seen == settings)
        return;
    m_seen = settings;
    showAll();
}

} // namespace pareidolia
