// SPDX-License-Identifier: GPL-3.0-or-later
// A black square to draw on with the mouse, a pen or a finger.
#pragma once

#include "ui/trying/HandDrawing.h"

#include <QImage>
#include <QWidget>

namespace pareidolia {

class DrawingPad : public QWidget
{
    Q_OBJECT

public:
    /// `invitation`: the text while nothing is drawn.
    DrawingPad(int side, const QString& invitation, QWidget* parent = nullptr);

    void clear() { keep(0); }

    /// Removes the last stroke.
    void undo();

    bool isEmpty() const { return m_strokes.empty(); }

    /// White on black.
    QImage strokes() const { return drawingOf(m_strokes); }

Q_SIGNALS:
    /// The drawing changed.
    void drawn();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent*) override { m_drawing = false; }

private:
    void keep(std::size_t strokes); ///< the first of them
    void strokeTo(const QPointF& position);

    QString m_invitation;
    std::vector<Stroke> m_strokes;
    bool m_drawing = false;
};

} // namespace pareidolia
