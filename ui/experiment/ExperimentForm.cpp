// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/experiment/ExperimentForm.h"

#include "ui/experiment/ParameterEditor.h"

#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>
#include <array>

namespace pareidolia {

namespace {

constexpr int spacing = 8;

QString valueText(const nlohmann::ordered_json& value)
{
    if (value.is_null())
        return {};
    return QString::fromStdString(value.is_string() ? value.get<std::string>() : value.dump());
}

/// The spec without a value for this key.
Result<RunSpec> without(const RunSpec& spec, const std::string& key)
{
    auto json = specToJson(spec);
    json.erase(key);
    return specFromJson(json.dump(), key);
}

QLabel* section(const QString& text)
{
    auto* label = new QLabel(text);
    label->setEnabled(false);
    label->setWordWrap(true);
    label->setContentsMargins(0, spacing, 0, 0);
    return label;
}

} // namespace

ExperimentForm::ExperimentForm(RunSession* session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_draft(session->spec()),
      m_startAnew(new QPushButton(tr("Start anew with these")))
{
    setObjectName(QStringLiteral("experimentForm"));
    m_startAnew->setObjectName(QStringLiteral("startAnew"));
    m_startAnew->setToolTip(tr("Opens a new run with the settings of this form"));
    m_startAnew->setEnabled(false);
    connect(m_startAnew, &QPushButton::clicked, this, [this] { Q_EMIT runAsked(m_draft); });
    auto* scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_rows = new QWidget;
    scroll->setWidget(m_rows);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, spacing);
    layout->addWidget(scroll, 1);
    layout->addWidget(m_startAnew, 0, Qt::AlignHCenter);
    fill();
}

void ExperimentForm::fill()
{
    auto* form = new QFormLayout(m_rows);
    form->setContentsMargins(spacing, 0, spacing, spacing);
    form->setRowWrapPolicy(QFormLayout::WrapAllRows);
    form->setVerticalSpacing(spacing / 2);
    const std::array sections{tr("What is run"), tr("May change while it runs"), tr("When to end")};
    for (std::size_t i = 0; i < sections.size(); ++i) {
        form->addRow(section(sections[i]));
        for (const Parameter& parameter : parameters()) {
            const bool shown = applies(parameter, m_draft) && parameter.key != "name" &&
                               parameter.key != "summary";
            const std::size_t place = parameter.isLimit ? 2 : parameter.changesInMidRun ? 1 : 0;
            if (shown && place == i)
                addEditor(*form, parameter);
        }
    }
}

void ExperimentForm::addEditor(QFormLayout& form, const Parameter& parameter)
{
    auto* editor = new ParameterEditor(parameter, valueText(parameter.get(m_draft)));
    auto* label = new QLabel(
        QString::fromUtf8(parameter.key.data(), static_cast<qsizetype>(parameter.key.size()))
            .replace('_', ' '));
    label->setBuddy(editor);
    form.addRow(label, editor);
    connect(editor, &ParameterEditor::edited, this,
            [this, editor](const QString& value) { take(*editor, value); });
}

void ExperimentForm::take(ParameterEditor& editor, const QString& value)
{
    const Parameter& parameter = editor.parameter();
    const std::string key(parameter.key);
    Result<RunSpec> trial = m_draft;
    if (parameter.isLimit && value.isEmpty())
        trial = without(m_draft, key);
    else if (const auto set = setParameterFromText(*trial, key, value.toStdString()); !set)
        trial = tl::unexpected(set.error());
    if (!trial) {
        Q_EMIT failed(trial.error());
        editor.setValue(valueText(parameter.get(m_draft)));
        return;
    }
    m_draft = std::move(*trial);
    if (parameter.changesInMidRun && !m_session->over()) {
        if (const auto changed = m_session->change(key, value.toStdString()); !changed)
            Q_EMIT failed(changed.error());
        return;
    }
    m_startAnew->setEnabled(true);
}

} // namespace pareidolia
