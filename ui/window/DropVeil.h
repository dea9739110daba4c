// SPDX-License-Identifier: GPL-3.0-or-later
// Covers the window while files are dragged over it, and says what will happen.
#pragma once

#include <QWidget>

namespace pareidolia {

class DropVeil : public QWidget
{
    Q_OBJECT

public:
    /// Covers `parent`; visible only while something is dragged over its window.
    explicit DropVeil(QWidget* parent);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
};

} // namespace pareidolia
