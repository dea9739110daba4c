// SPDX-License-Identifier: GPL-3.0-or-later
// A view of content of any size: fitted, one to one, or zoomed with wheel and keys and moved with
// the mouse and arrow keys.
#pragma once

#include <QMouseEvent>
#include <QPointF>
#include <QRectF>
#include <QSizeF>
#include <QWidget>

namespace pareidolia {

class ZoomView : public QWidget
{
    Q_OBJECT

public:
    explicit ZoomView(QWidget* parent = nullptr);

    void fit() { showCentred(0); }
    void showOneToOne() { showCentred(oneToOneScale()); }
    void zoomIn() { zoomTo(scale() * step, viewport().center()); }
    void zoomOut() { zoomTo(scale() / step, viewport().center()); }

    bool fits() const { return m_zoom <= 0; }
    bool isOneToOne() const { return !fits() && qFuzzyCompare(m_zoom, oneToOneScale()); }

    /// Screen pixels per unit of the content.
    double scale() const { return fits() ? fittingScale() : m_zoom; }

Q_SIGNALS:
    /// `fits`, `isOneToOne` or `scale` may have changed.
    void zoomChanged();

protected:
    /// Empty: there is no content, and `paintNothing` is called.
    virtual QSizeF contentSize() const = 0;
    virtual void paintContent(QPainter& painter) = 0; ///< from (0, 0), in the content's units
    virtual void paintNothing(QPainter& painter) = 0; ///< in the widget's
    virtual void paintAbove(QPainter&) {}             ///< in the widget's

    virtual double fittingScale() const;
    virtual double oneToOneScale() const { return 1; }
    virtual double largestScale() const { return 64; }

    /// The part of the widget for the content.
    virtual QRectF viewport() const { return rect(); }

    QPointF toContent(QPointF position) const { return (position - origin()) / scale(); }
    QRectF toWidget(const QRectF& place) const;

    /// Must be called when the content was replaced and zoom and position are to be kept.
    void contentChanged();

    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent*) override { Q_EMIT zoomChanged(); }
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override { m_dragStart = event->position(); }
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent*) override { fit(); }

private:
    static constexpr double step = 1.25;

    void showCentred(double zoom); ///< 0: fits
    bool isEmpty() const { return contentSize().isEmpty(); }
    QPointF origin() const;
    void zoomTo(double scale, QPointF around);
    void moveBy(QPointF shift);

    double m_zoom = 0; ///< 0: fits
    QPointF m_centre;  ///< of the view, as an offset from the content's centre
    QPointF m_dragStart;
};

} // namespace pareidolia
