// SPDX-License-Identifier: GPL-3.0-or-later
// The settings of a run. What may change in mid-run is changed at once; the rest makes a new run.
#pragma once

#include "core/run/ParameterTable.h"
#include "ui/session/RunSession.h"

#include <QWidget>

class QFormLayout;
class QPushButton;

namespace pareidolia {

class ParameterEditor;

class ExperimentForm : public QWidget
{
    Q_OBJECT

public:
    /// `session` outlives the form.
    explicit ExperimentForm(RunSession* session, QWidget* parent = nullptr);

Q_SIGNALS:
    /// A new run with the settings of the form.
    void runAsked(const RunSpec& spec);
    void failed(const Error& error);

private:
    void fill();
    void addEditor(QFormLayout& form, const Parameter& parameter);
    void take(ParameterEditor& editor, const QString& value);

    RunSession* m_session;
    RunSpec m_draft;
    QWidget* m_rows = nullptr;
    QPushButton* m_startAnew;
};

} // namespace pareidolia
