// SPDX-License-Identifier: GPL-3.0-or-later
// A black square to draw on with the mouse.
#pragma once

#include <QImage>
#include <QWidget>

namespace pareidolia {

class DrawingPad : public QWidget
{
    Q_OBJECT

public:
    explicit DrawingPad(QWidget* parent = nullptr);

    void clear();
    const QImage& strokes() const { return m_strokes; }

Q_SIGNALS:
    void drawn();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;

private:
    void strokeTo(const QPointF& position);

    QImage m_strokes;
    QPointF m_last;
};

} // namespace pareidolia
