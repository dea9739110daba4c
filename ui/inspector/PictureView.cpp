// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/PictureView.h"

#include <QPainter>
#include <cmath>

namespace pareidolia {

PictureView::PictureView(QWidget* parent) : ZoomView(parent)
{
    setObjectName(QStringLiteral("inspectorPicture"));
    setAccessibleName(tr("The picture"));
    setToolTip(tr("Wheel, + and −: zoom. Drag or arrow keys: move. Double click: fit, or one to "
                  "one. 0: fit. 1: one to one."));
}

void PictureView::setPicture(const QImage& picture)
{
    const bool sameSize = picture.size() == m_picture.size();
    m_picture = picture;
    if (sameSize)
        contentChanged();
    else
        fit();
}

/// Whole pixels of the screen where there is room for them.
double PictureView::fittingScale() const
{
    const double scale = ZoomView::fittingScale();
    return scale > 1 ? std::floor(scale) : scale;
}

void PictureView::paintContent(QPainter& painter)
{
    painter.setRenderHint(QPainter::SmoothPixmapTransform, scale() < oneToOneScale());
    painter.drawImage(QPointF(), m_picture);
}

void PictureView::paintNothing(QPainter& painter)
{
    painter.drawText(rect(), Qt::AlignCenter, tr("No picture yet"));
}

void PictureView::mouseDoubleClickEvent(QMouseEvent*)
{
    if (fits())
        showOneToOne();
    else
        fit();
}

} // namespace pareidolia
