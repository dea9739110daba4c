// SPDX-License-Identifier: GPL-3.0-or-later
// The content of a tab until its network is loaded. Closing it cancels.
#pragma once

#include "ui/window/TabContent.h"

#include <QWidget>

namespace pareidolia {

class LoadingPage : public QWidget
{
    Q_OBJECT

public:
    explicit LoadingPage(TabContent content, QWidget* parent = nullptr);

    const TabContent& content() const { return m_content; }

    /// "Loading lenet-mnist …"
    QString text() const;

private:
    TabContent m_content;
};

} // namespace pareidolia
