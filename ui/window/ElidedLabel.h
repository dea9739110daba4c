// SPDX-License-Identifier: GPL-3.0-or-later
// A line of text that never makes the window wider: what does not fit ends in "…", and the whole
// line is the tool tip.
#pragma once

#include <QLabel>

namespace pareidolia {

class ElidedLabel : public QLabel
{
    Q_OBJECT

public:
    explicit ElidedLabel(const QString& text = {}, QWidget* parent = nullptr);

    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;
};

} // namespace pareidolia
