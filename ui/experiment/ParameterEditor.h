// SPDX-License-Identifier: GPL-3.0-or-later
// One line of the form: a value, its unit, and an arrow back to where it started.
#pragma once

#include "core/run/ParameterTable.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QToolButton;

namespace pareidolia {

class ParameterEditor : public QWidget
{
    Q_OBJECT

public:
    /// `start`: the value that the arrow goes back to. The parameter is one of the table's.
    ParameterEditor(const Parameter& parameter, const QString& start, QWidget* parent = nullptr);

    const Parameter& parameter() const { return m_parameter; }
    QString value() const;

    /// Shows it; tells nobody.
    void setValue(const QString& value);

Q_SIGNALS:
    /// Somebody chose another value; whether it is a good one is for the table to say.
    void edited(const QString& value);

private:
    void tell();

    const Parameter& m_parameter;
    QString m_start;
    QString m_told;
    QLineEdit* m_line = nullptr;   ///< text and numbers
    QComboBox* m_choice = nullptr; ///< choices
    QToolButton* m_reset;
};

} // namespace pareidolia
