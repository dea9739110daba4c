// SPDX-License-Identifier: GPL-3.0-or-later
// One picture, every pixel a square.
#pragma once

#include "ui/inspector/ZoomView.h"

#include <QImage>

namespace pareidolia {

class PictureView : public ZoomView
{
    Q_OBJECT

public:
    explicit PictureView(QWidget* parent = nullptr);

    /// Keeps zoom and position if the size is the same.
    void setPicture(const QImage& picture);
    const QImage& picture() const { return m_picture; }

    QSize sizeHint() const override { return {240, 240}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override { return width * 4 / 5; }

protected:
    QSizeF contentSize() const override { return m_picture.size(); }
    void paintContent(QPainter& painter) override;
    void paintNothing(QPainter& painter) override;
    double fittingScale() const override;
    double oneToOneScale() const override { return 1 / devicePixelRatioF(); }
    void mouseDoubleClickEvent(QMouseEvent* event) override;

private:
    QImage m_picture;
};

} // namespace pareidolia
