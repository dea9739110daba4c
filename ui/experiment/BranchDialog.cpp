// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/experiment/BranchDialog.h"

#include "ui/experiment/ParameterEditor.h"
#include "ui/session/ParameterWords.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>
#include <algorithm>

namespace pareidolia {

namespace {

constexpr int spacing = 8;
constexpr QSize usualSize(460, 520);

} // namespace

BranchDialog::BranchDialog(const RunSpec& spec, const ModelInfo& model, std::uint32_t generation,
                           QWidget* parent)
    : QDialog(parent), m_offered(spec), m_spec(spec)
{
    setObjectName(QStringLiteral("branchDialog"));
    setWindowTitle(tr("Branch at generation %1").arg(generation));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(usualSize);
    auto* lead = new QLabel(tr("A new run starts from the champions of generation %1. With the "
                               "same seed and the same settings it would repeat this run.")
                                .arg(generation));
    lead->setWordWrap(true);
    auto* form = new QWidget;
    auto* rows = new QVBoxLayout(form);
    rows->setContentsMargins(0, 0, spacing, 0);
    rows->setSpacing(spacing);
    for (const Parameter& parameter : parameters()) {
        if (!parameter.differsInBranch || !applies(parameter, spec))
            continue;
        auto* editor = editorFor(parameter, model);
        const QString now = valueText(parameter, spec);
        editor->display(now, now);
        connect(editor, &ParameterEditor::edited, this,
                [this, editor](const QString& value) { take(editor, value); });
        rows->addWidget(editor);
        m_editors.push_back(editor);
    }
    rows->addStretch();
    auto* area = new QScrollArea;
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(form);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_branch = buttons->addButton(tr("&Branch"), QDialogButtonBox::AcceptRole);
    m_branch->setObjectName(QStringLiteral("branchOff"));
    m_branch->setToolTip(tr("Opens the new run in its own tab, paused"));
    buttons->button(QDialogButtonBox::Cancel)->setToolTip(tr("Makes no new run (Esc)"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * spacing, 2 * spacing, 2 * spacing, 2 * spacing);
    layout->setSpacing(spacing);
    layout->addWidget(lead);
    layout->addWidget(area, 1);
    layout->addWidget(buttons);
    m_branch->setDefault(true); // only a dialog's own button can be the one that Enter presses
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        const Settings wanted = settings();
        accept();
        Q_EMIT chosen(wanted);
    });
    const auto seed = std::ranges::find_if(
        m_editors, [](const ParameterEditor* editor) { return editor->parameter().key == "seed"; });
    if (seed != m_editors.end()) // or it would be the same run again
        (*seed)->choose(QString::number(spec.settings.seed + 1));
    // A limit that is met there would end it at once: as many generations again.
    const auto limit = std::ranges::find_if(m_editors, [](const ParameterEditor* editor) {
        return editor->parameter().key == "generations";
    });
    if (limit != m_editors.end() && spec.limits.generations &&
        *spec.limits.generations <= generation)
        (*limit)->choose(QString::number(generation + *spec.limits.generations));
    m_branch->setFocus();
}

void BranchDialog::take(ParameterEditor* editor, const QString& value)
{
    const auto set =
        setParameterFromText(m_spec, editor->parameter().key, value.trimmed().toStdString());
    std::erase(m_wrong, editor);
    if (!set)
        m_wrong.push_back(editor);
    editor->setNote(set ? QString() : QString::fromStdString(set.error().sentence()));
    m_branch->setEnabled(m_wrong.empty());
    for (ParameterEditor* other : m_editors) // one may set others
        if (other != editor && std::ranges::find(m_wrong, other) == m_wrong.end() &&
            other->value() != valueText(other->parameter(), m_spec))
            other->display(valueText(other->parameter(), m_spec),
                           valueText(other->parameter(), m_spec));
}

BranchDialog::Settings BranchDialog::settings() const
{
    Settings settings;
    for (const ParameterEditor* editor : m_editors)
        if (const QString value = valueText(editor->parameter(), m_spec);
            value != valueText(editor->parameter(), m_offered))
            settings.emplace_back(editor->parameter().key, value.toStdString());
    return settings;
}

} // namespace pareidolia
