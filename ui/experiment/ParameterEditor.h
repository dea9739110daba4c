// SPDX-License-Identifier: GPL-3.0-or-later
// One setting of the form: what it is called, its value, its unit, an arrow back to where it
// started, and where a change stands.
#pragma once

#include "core/run/ParameterTable.h"

#include <QWidget>

class QAbstractButton;
class QComboBox;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QToolButton;

namespace pareidolia {

class ParameterEditor : public QWidget
{
    Q_OBJECT

public:
    /// The parameter is one of the table's; the control is whatever suits it and becomes the
    /// editor's. A list's items carry the table's words as data, unless it can be typed into.
    ParameterEditor(const Parameter& parameter, QLineEdit* line, QWidget* parent = nullptr);
    ParameterEditor(const Parameter& parameter, QComboBox* choice, QWidget* parent = nullptr);

    const Parameter& parameter() const { return m_parameter; }
    QString value() const;

    /// What is typed into or chosen from.
    QWidget* control() const;

    /// A button beside the value.
    void addButton(QAbstractButton* button);

    /// A further line of the tool tip.
    void addToTip(const QString& line);

    /// Shows it; tells nobody. `start`: what the arrow goes back to.
    void display(const QString& value, const QString& start);

    /// Whether the value differs from what is usual, and the sentence that tells it.
    void setDiffers(bool differs, const QString& sentence);

    /// A quiet line below; empty: none.
    void setNote(const QString& note);

    /// As if somebody had chosen it.
    void choose(const QString& value);

Q_SIGNALS:
    /// Somebody chose another value; whether it is a good one is for the table to say.
    void edited(const QString& value);

private:
    explicit ParameterEditor(const Parameter& parameter, QWidget* parent);
    void arrange();
    void put(const QString& value);
    void tell();
    void reset();

    const Parameter& m_parameter;
    QString m_start;
    QString m_told;
    QLineEdit* m_line = nullptr;
    QComboBox* m_choice = nullptr;
    QLabel* m_label;
    QLabel* m_note;
    QHBoxLayout* m_row = nullptr;
    QToolButton* m_reset;
};

} // namespace pareidolia
