// SPDX-License-Identifier: GPL-3.0-or-later
// A visible target for dropped files; also a button, for those who cannot drag.
#pragma once

#include <QAbstractButton>

namespace pareidolia {

class DropZone : public QAbstractButton
{
    Q_OBJECT

public:
    explicit DropZone(QWidget* parent = nullptr);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
};

} // namespace pareidolia
