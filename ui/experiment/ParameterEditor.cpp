// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/experiment/ParameterEditor.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

namespace pareidolia {

namespace {

QString text(std::string_view view)
{
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

} // namespace

ParameterEditor::ParameterEditor(const Parameter& parameter, const QString& start, QWidget* parent)
    : QWidget(parent),
      m_parameter(parameter),
      m_start(start),
      m_told(start),
      m_reset(new QToolButton)
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    QWidget* control = nullptr;
    if (parameter.kind == Parameter::Kind::Choice) {
        control = m_choice = new QComboBox;
        for (const std::string& word : parameter.choices())
            m_choice->addItem(QString::fromStdString(word));
        connect(m_choice, &QComboBox::activated, this, &ParameterEditor::tell);
    } else {
        control = m_line = new QLineEdit;
        connect(m_line, &QLineEdit::editingFinished, this, &ParameterEditor::tell);
    }
    const QString key = text(parameter.key);
    QString tip = text(parameter.meaning);
    if (const std::string range = parameter.range(); !range.empty())
        tip +=
            QLatin1Char('\n') +
            tr("Takes %1%2.")
                .arg(QString::fromStdString(range),
                     parameter.unit.empty() ? QString() : QLatin1Char(' ') + text(parameter.unit));
    control->setObjectName(QStringLiteral("parameter-") + key);
    control->setAccessibleName(QString(key).replace('_', ' '));
    control->setToolTip(tip);
    row->addWidget(control, 1);
    if (!parameter.unit.empty())
        row->addWidget(new QLabel(text(parameter.unit)));
    m_reset->setObjectName(QStringLiteral("reset-") + key);
    m_reset->setText(QStringLiteral("↺"));
    m_reset->setAutoRaise(true);
    m_reset->setAccessibleName(tr("Reset %1").arg(QString(key).replace('_', ' ')));
    m_reset->setToolTip(tr("Back to %1").arg(start.isEmpty() ? tr("nothing") : start));
    QSizePolicy keep = m_reset->sizePolicy();
    keep.setRetainSizeWhenHidden(true);
    m_reset->setSizePolicy(keep);
    connect(m_reset, &QToolButton::clicked, this, [this] {
        setValue(m_start);
        Q_EMIT edited(m_start);
    });
    row->addWidget(m_reset);
    setValue(start);
}

QString ParameterEditor::value() const
{
    return m_choice ? m_choice->currentText() : m_line->text().trimmed();
}

void ParameterEditor::setValue(const QString& value)
{
    m_told = value;
    if (m_choice)
        m_choice->setCurrentText(value);
    else
        m_line->setText(value);
    m_reset->setVisible(value != m_start);
}

void ParameterEditor::tell()
{
    const QString now = value();
    if (now == m_told)
        return;
    m_told = now;
    m_reset->setVisible(now != m_start);
    Q_EMIT edited(now);
}

} // namespace pareidolia
