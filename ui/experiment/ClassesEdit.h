// SPDX-License-Identifier: GPL-3.0-or-later
// A line for a list of classes that completes the current label: "0-3, sev" → "0-3, seven".
#pragma once

#include <QLineEdit>
#include <QStringList>

namespace pareidolia {

class ClassesEdit : public QLineEdit
{
    Q_OBJECT

public:
    explicit ClassesEdit(const QStringList& labels, QWidget* parent = nullptr);
};

} // namespace pareidolia
