// SPDX-License-Identifier: GPL-3.0-or-later
// Something larger or smaller than the widget that shows it: fits, one to one, or zoomed by wheel
// and keys and moved by the mouse and the arrows.
#pragma once

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

    void fit();
    void showOneToOne();
    void zoomIn();
    void zoomOut();

    bool fits() const { return m_zoom <= 0; }
    bool isOneToOne() const;

    /// Pixels of the screen a unit of the content.
    double scale() const;

Q_SIGNALS:
    /// `fits`, `isOneToOne` or `scale` may tell something else.
    void zoomChanged();

protected:
    /// Empty: there is nothing to show, and `paintNothing` is called.
    virtual QSizeF contentSize() const = 0;
    virtual void paintContent(QPainter& painter) = 0; ///< from (0, 0), in the content's units
    virtual void paintNothing(QPainter& painter) = 0; ///< in the widget's
    virtual void paintAbove(QPainter&) {}             ///< in the widget's

    virtual double fittingScale() const;
    virtual double oneToOneScale() const { return 1; }
    virtual double largestScale() const { return 64; }
    virtual double smallestScale() const { return 0.25; }

    /// The part of the widget that the content may take.
    virtual QRectF viewport() const { return rect(); }

    QPointF toContent(QPointF position) const;
    QRectF toWidget(const QRectF& place) const;

    /// Must be called when another content has come that is looked at as the one before was.
    void contentChanged();

    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;

private:
    bool isEmpty() const { return contentSize().isEmpty(); }
    QPointF origin() const;
    void zoomTo(double scale, QPointF around);
    void moveBy(QPointF shift);
    void keepInSight();

    double m_zoom = 0; ///< 0: fits
    QPointF m_centre;  ///< of the view, in the content, as a shift from its middle
    QPointF m_dragStart;
};

} // namespace pareidolia
