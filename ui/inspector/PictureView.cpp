// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/PictureView.h"

#include "ui/present/Theme.h"

#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

namespace pareidolia {

namespace {

constexpr double wheelStep = 1.25;
constexpr double largestScale = 64;
constexpr double smallestScale = 0.25;

} // namespace

PictureView::PictureView(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("inspectorPicture"));
    setAccessibleName(tr("The picture"));
    setToolTip(tr("Wheel: zoom. Drag: move. Double click: fit, or one to one."));
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setMinimumSize(120, 120);
}

void PictureView::setPicture(const QImage& picture)
{
    if (picture.size() != m_picture.size())
        fit();
    m_picture = picture;
    update();
}

void PictureView::fit()
{
    m_zoom = 0;
    m_centre = {};
    update();
}

void PictureView::showOneToOne()
{
    m_zoom = 1 / devicePixelRatioF();
    m_centre = {};
    update();
}

double PictureView::fittingScale() const
{
    if (m_picture.isNull())
        return 1;
    const double scale = std::min(static_cast<double>(width()) / m_picture.width(),
                                  static_cast<double>(height()) / m_picture.height());
    return scale > 1 ? std::floor(scale) : scale;
}

double PictureView::scale() const
{
    return m_zoom > 0 ? m_zoom : fittingScale();
}

void PictureView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Colours colours = coloursOf(themeOf(palette()));
    painter.fillRect(rect(), colours.behindPictures);
    if (m_picture.isNull()) {
        painter.setPen(colours.quietText);
        painter.drawText(rect(), Qt::AlignCenter, tr("No picture yet"));
        return;
    }
    QRectF target(QPointF(), QSizeF(m_picture.size()) * scale());
    target.moveCenter(QRectF(rect()).center() - m_centre * scale());
    painter.setRenderHint(QPainter::SmoothPixmapTransform, scale() < 1);
    painter.drawImage(target, m_picture);
}

void PictureView::wheelEvent(QWheelEvent* event)
{
    const double factor = event->angleDelta().y() > 0 ? wheelStep : 1 / wheelStep;
    m_zoom = std::clamp(scale() * factor, smallestScale, largestScale);
    update();
    event->accept();
}

void PictureView::mousePressEvent(QMouseEvent* event)
{
    m_dragStart = event->position();
}

void PictureView::mouseMoveEvent(QMouseEvent* event)
{
    m_centre -= (event->position() - m_dragStart) / scale();
    m_dragStart = event->position();
    update();
}

void PictureView::mouseDoubleClickEvent(QMouseEvent*)
{
    if (m_zoom > 0)
        fit();
    else
        showOneToOne();
}

} // namespace pareidolia
