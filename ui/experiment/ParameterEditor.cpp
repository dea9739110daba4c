// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/experiment/ParameterEditor.h"

#include "ui/session/ParameterWords.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>

namespace pareidolia {

namespace {

QString keyOf(const Parameter& parameter)
{
    return QString::fromStdString(std::string(parameter.key));
}

QString tipOf(const Parameter& parameter)
{
    QStringList lines{meaningOf(parameter)};
    if (const QString range = rangeOf(parameter); !range.isEmpty()) {
        const QString unit = unitOf(parameter);
        lines.append(unit.isEmpty() ? range : range + QLatin1Char(' ') + unit);
    }
    if (parameter.changesInMidRun)
        lines.append(ParameterEditor::tr("Can change during a run."));
    lines.append(ParameterEditor::tr("Key: %1").arg(keyOf(parameter)));
    return lines.join(QLatin1Char('\n'));
}

QLabel* wrapping(const QString& text)
{
    auto* label = new QLabel(text);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    return label;
}

} // namespace

ParameterEditor::ParameterEditor(const Parameter& parameter, QWidget* control)
    : m_parameter(parameter),
      m_control(control),
      m_line(qobject_cast<QLineEdit*>(control)),
      m_choice(qobject_cast<QComboBox*>(control)),
      m_label(wrapping(labelOf(parameter))),
      m_note(wrapping({})),
      m_row(new QHBoxLayout),
      m_reset(new QToolButton)
{
    const QString key = keyOf(parameter);
    m_label->setObjectName(QStringLiteral("label-") + key);
    m_label->setBuddy(control);
    m_note->setObjectName(QStringLiteral("note-") + key);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_note->hide();
    m_reset->setObjectName(QStringLiteral("reset-") + key);
    m_reset->setText(QStringLiteral("↺"));
    m_reset->setAutoRaise(true);
    m_reset->setFocusPolicy(Qt::StrongFocus);
    m_reset->setAccessibleName(tr("Reset: %1").arg(m_label->text()));
    QSizePolicy keep = m_reset->sizePolicy();
    keep.setRetainSizeWhenHidden(true);
    m_reset->setSizePolicy(keep);
    connect(m_reset, &QToolButton::clicked, this, &ParameterEditor::reset);
    const auto dress = [&](QWidget* widget, const QString& kind) {
        widget->setObjectName(kind + key);
        widget->setAccessibleName(m_label->text());
        widget->setToolTip(tipOf(parameter));
    };
    dress(control, QStringLiteral("parameter-"));
    QLineEdit* line = m_choice ? m_choice->lineEdit() : m_line;
    if (m_choice)
        connect(m_choice, &QComboBox::activated, this, &ParameterEditor::tell);
    if (m_choice && line)
        dress(line, QStringLiteral("text-"));
    if (line)
        connect(line, &QLineEdit::editingFinished, this, &ParameterEditor::tell);

    m_row->setSpacing(4);
    m_row->addWidget(control, 1);
    if (const QString unit = unitOf(parameter); !unit.isEmpty())
        m_row->addWidget(new QLabel(unit));
    auto* title = new QHBoxLayout;
    title->setSpacing(4);
    title->addWidget(m_label, 1);
    title->addWidget(m_reset);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(title);
    layout->addLayout(m_row);
    layout->addWidget(m_note);
    m_told = value();
}

void ParameterEditor::addButton(QAbstractButton* button)
{
    m_row->addWidget(button);
}

void ParameterEditor::addToTip(const QString& line)
{
    control()->setToolTip(control()->toolTip() + QLatin1Char('\n') + line);
}

QString ParameterEditor::value() const
{
    if (m_choice)
        return m_choice->isEditable() ? m_choice->currentText().trimmed()
                                      : m_choice->currentData().toString();
    QString text = m_line->text().trimmed();
    if (m_parameter.kind == Parameter::Kind::Real)
        text.replace(QLatin1Char(','), QLatin1Char('.')); // as half of the world writes it
    return text;
}

void ParameterEditor::put(const QString& value)
{
    // Only what differs is written, so that the cursor stays where it is.
    if (m_line && m_line->text() != value)
        m_line->setText(value);
    else if (m_choice && m_choice->isEditable() && m_choice->currentText() != value)
        m_choice->setEditText(value);
    else if (m_choice && !m_choice->isEditable())
        m_choice->setCurrentIndex(m_choice->findData(value));
    m_told = this->value();
}

void ParameterEditor::display(const QString& value, const QString& start)
{
    if (this->value() == m_told)
        put(value);
    m_start = start;
    m_reset->setToolTip(
        tr("Back to %1").arg(start.isEmpty() ? tr("nothing") : shownValue(m_parameter, start)));
    m_reset->setVisible(value != start);
}

void ParameterEditor::setDiffers(bool differs, const QString& sentence)
{
    QFont font = m_label->font();
    font.setBold(differs);
    m_label->setFont(font);
    m_label->setToolTip(differs ? sentence : QString());
    m_label->setAccessibleDescription(m_label->toolTip());
}

void ParameterEditor::setNote(const QString& note)
{
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
}

void ParameterEditor::choose(const QString& value)
{
    put(value);
    Q_EMIT edited(value);
}

void ParameterEditor::reset()
{
    control()->setFocus(); // the arrow goes, and would send the focus anywhere
    choose(m_start);
}

void ParameterEditor::tell()
{
    const QString now = value();
    if (now == m_told)
        return;
    m_told = now;
    Q_EMIT edited(now);
}

} // namespace pareidolia
