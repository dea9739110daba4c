// SPDX-License-Identifier: GPL-3.0-or-later
// The form of the settings of a run, or of those that several runs share, made from the parameter
// table. Settings that may change during a run are changed at once; the others need a new run.
#pragma once

#include "core/run/Comparisons.h"
#include "ui/experiment/ExperimentDraft.h"

#include <QWidget>
#include <map>
#include <string_view>
#include <vector>

class QLabel;
class QPushButton;

namespace pareidolia {

class FormSection;
class ParameterEditor;
class PresetSaver;

/// Has a row for every parameter and hides those that do not apply to the kind of run, so that
/// focus, values and scroll position are kept when the kind changes.
class ExperimentForm : public QWidget
{
    Q_OBJECT

public:
    /// At least one session; they outlive the form. Two are a comparison.
    explicit ExperimentForm(std::vector<RunSession*> sessions);

    /// Enters a network's name or path, as if typed.
    void setModel(const QString& nameOrPath);

Q_SIGNALS:
    /// Request for a new run, or two, with the settings of the form.
    void runAsked(const RunSpec& spec);
    void comparisonAsked(const Comparison& comparison);

    /// Request to choose a model file; answered with `setModel`.
    void modelFileAsked();

    /// One of the user's own presets was saved or replaced.
    void presetSaved(const QString& name);
    void failed(const Error& error);

private:
    enum class Place { WhatIsRun, WhileItRuns, WhenToEnd, Advanced };
    static Place placeOf(const Parameter& parameter);

    bool isComparison() const { return m_draft.sessions().size() > 1; }
    QWidget* makeSections();
    QWidget* makeFoot();
    ParameterEditor* makeEditor(const Parameter& parameter);
    void take(ParameterEditor& editor, const QString& value);
    void askForRun();
    void savePreset(const QString& name, Presets::IfThere ifThere);
    QString summaryOfChanges() const;

    void showAll();
    void showEditor(ParameterEditor& editor);
    void showNews();

    ExperimentDraft m_draft;
    std::map<Place, FormSection*> m_sections;
    std::map<std::string_view, ParameterEditor*> m_editors; ///< by key
    QLabel* m_over;
    PresetSaver* m_saver = nullptr;
    QPushButton* m_startAnew;
    SettingsLog m_seen;
};

} // namespace pareidolia
