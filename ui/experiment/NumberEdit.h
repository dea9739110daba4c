// SPDX-License-Identifier: GPL-3.0-or-later
// A line for one number: only characters of numbers can be typed, the arrow keys step, the wheel is
// ignored. The parameter table checks the range.
#pragma once

#include "core/run/ParameterTable.h"

#include <QLineEdit>

namespace pareidolia {

class NumberEdit : public QLineEdit
{
    Q_OBJECT

public:
    explicit NumberEdit(const Parameter& parameter, QWidget* parent = nullptr);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    const Parameter& m_parameter;
};

} // namespace pareidolia
