// SPDX-License-Identifier: GPL-3.0-or-later
// What went wrong or is worth knowing, on top of the window and never in its way.
#pragma once

#include "core/base/Error.h"

#include <QFrame>

class QLabel;

namespace pareidolia {

class MessageBar : public QFrame
{
    Q_OBJECT

public:
    explicit MessageBar(QWidget* parent = nullptr);

    void showError(const Error& error);
    void showMessage(const QString& text);

    QString text() const;

private:
    QLabel* m_text;
};

} // namespace pareidolia
