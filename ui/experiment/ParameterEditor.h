// SPDX-License-Identifier: GPL-3.0-or-later
// One setting of the form: label, value, unit, a reset button, and the state of a change.
#pragma once

#include "core/classifier/ModelInfo.h"
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
    /// The parameter is one of the table's; the control, a QLineEdit or QComboBox, becomes the
    /// editor's child. Items of a list have the table's words as data, unless it is editable.
    ParameterEditor(const Parameter& parameter, QWidget* control);

    const Parameter& parameter() const { return m_parameter; }
    QString value() const;

    /// The control.
    QWidget* control() const { return m_control; }

    /// A button beside the value.
    void addButton(QAbstractButton* button);

    /// Another line of the tool tip.
    void addToTip(const QString& line);

    /// Shows the value, without a signal, unless the user is entering another one. `start`: the
    /// value that the reset button restores.
    void display(const QString& value, const QString& start);

    /// Whether the value differs from the preset's, and the sentence that says so.
    void setDiffers(bool differs, const QString& sentence);

    /// A line below; empty: none.
    void setNote(const QString& note);

    /// As if entered by the user.
    void choose(const QString& value);

Q_SIGNALS:
    /// The user entered another value, which is not checked yet.
    void edited(const QString& value);

private:
    void put(const QString& value);
    void tell();
    void reset();

    const Parameter& m_parameter;
    QString m_start;
    QString m_told;
    QWidget* m_control;
    QLineEdit* m_line;   ///< the control; null if it is a list
    QComboBox* m_choice; ///< the control; null if it is a line
    QLabel* m_label;
    QLabel* m_note;
    QHBoxLayout* m_row;
    QToolButton* m_reset;
};

/// With the control that suits the parameter. `model`: its labels are offered for classes.
ParameterEditor* editorFor(const Parameter& parameter, const ModelInfo& model);

} // namespace pareidolia
