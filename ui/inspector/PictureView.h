// SPDX-License-Identifier: GPL-3.0-or-later
// One picture, every pixel a square: fit, one to one, or zoomed by the wheel and moved by the
// mouse.
#pragma once

#include <QImage>
#include <QPointF>
#include <QWidget>

namespace pareidolia {

class PictureView : public QWidget
{
    Q_OBJECT

public:
    explicit PictureView(QWidget* parent = nullptr);

    /// Keeps zoom and place when the size is the same.
    void setPicture(const QImage& picture);

    void fit();
    void showOneToOne();

    /// Pixels of the screen a pixel of the picture.
    double scale() const;

    QSize sizeHint() const override { return {240, 240}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override { return width * 4 / 5; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;

private:
    double fittingScale() const;

    QImage m_picture;
    double m_zoom = 0; ///< 0: fits
    QPointF m_centre;  ///< of the view, in the picture, as a shift from its middle
    QPointF m_dragStart;
};

} // namespace pareidolia
