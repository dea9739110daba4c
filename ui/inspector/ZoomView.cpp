// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/ZoomView.h"

#include "ui/drawing/Theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

namespace pareidolia {

constexpr double smallestScale = 0.25;
constexpr double arrowStep = 0.125; ///< of the widget's width
constexpr int focusFrame = 2;

ZoomView::ZoomView(QWidget* parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setMinimumSize(120, 120);
}

void ZoomView::showCentred(double zoom)
{
    m_zoom = zoom;
    m_centre = {};
    contentChanged();
}

double ZoomView::fittingScale() const
{
    if (isEmpty())
        return 1;
    const QSizeF size = contentSize();
    return std::min(viewport().width() / size.width(), viewport().height() / size.height());
}

/// Where the content's corner is; on a pixel of the screen, so that equal pixels look equal.
QPointF ZoomView::origin() const
{
    const QSizeF half = contentSize() * (scale() / 2);
    const QPointF corner =
        viewport().center() - m_centre * scale() - QPointF(half.width(), half.height());
    const double ratio = devicePixelRatioF();
    return {std::round(corner.x() * ratio) / ratio, std::round(corner.y() * ratio) / ratio};
}

QRectF ZoomView::toWidget(const QRectF& place) const
{
    return {origin() + place.topLeft() * scale(), place.size() * scale()};
}

void ZoomView::zoomTo(double scale, QPointF around)
{
    if (isEmpty())
        return;
    const QPointF fromMiddle = around - viewport().center();
    const QPointF before = fromMiddle / this->scale();
    m_zoom = std::clamp(scale, std::min(smallestScale, fittingScale()), largestScale());
    m_centre += before - fromMiddle / m_zoom;
    contentChanged();
}

void ZoomView::moveBy(QPointF shift)
{
    if (isEmpty())
        return;
    m_zoom = scale(); // what is moved no longer fits by itself
    m_centre += shift / m_zoom;
    contentChanged();
}

void ZoomView::contentChanged()
{
    if (!isEmpty()) { // the middle of the view stays on the content
        const QSizeF half = contentSize() / 2;
        m_centre = {std::clamp(m_centre.x(), -half.width(), half.width()),
                    std::clamp(m_centre.y(), -half.height(), half.height())};
    }
    update();
    Q_EMIT zoomChanged();
}

void ZoomView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Colours colours = coloursOf(themeOf(palette()));
    painter.fillRect(rect(), colours.behindPictures);
    if (isEmpty()) {
        painter.setPen(colours.quietText);
        paintNothing(painter);
    } else {
        painter.save();
        painter.setClipRect(viewport());
        painter.translate(origin());
        painter.scale(scale(), scale());
        paintContent(painter);
        painter.restore();
        paintAbove(painter);
    }
    if (hasFocus()) {
        painter.setPen(QPen(colours.accent, focusFrame));
        constexpr int inset = focusFrame / 2;
        painter.drawRect(rect().adjusted(inset, inset, -inset, -inset));
    }
}

void ZoomView::wheelEvent(QWheelEvent* event)
{
    const double turns = event->angleDelta().y() / 120.0;
    if (turns != 0)
        zoomTo(scale() * std::pow(step, turns), event->position());
    event->accept();
}

void ZoomView::keyPressEvent(QKeyEvent* event)
{
    const double far = width() * arrowStep;
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal: // plus without Shift, where both are one key
        return zoomIn();
    case Qt::Key_Minus:
        return zoomOut();
    case Qt::Key_0:
        return fit();
    case Qt::Key_1:
        return showOneToOne();
    case Qt::Key_Left:
        return moveBy({-far, 0});
    case Qt::Key_Right:
        return moveBy({far, 0});
    case Qt::Key_Up:
        return moveBy({0, -far});
    case Qt::Key_Down:
        return moveBy({0, far});
    default:
        QWidget::keyPressEvent(event);
    }
}

void ZoomView::mouseMoveEvent(QMouseEvent* event)
{
    if (!event->buttons())
        return;
    moveBy(m_dragStart - event->position());
    m_dragStart = event->position();
}

} // namespace pareidolia
