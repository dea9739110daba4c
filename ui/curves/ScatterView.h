// SPDX-License-Identifier: GPL-3.0-or-later
// Every class as a point: its confidence in one run against the other. A click selects it.
#pragma once

#include "ui/champions/WallState.h"
#include "ui/session/RunSession.h"

#include <QWidget>

namespace pareidolia {

class ScatterView : public QWidget
{
    Q_OBJECT

public:
    /// Runs and state outlive the view.
    ScatterView(const RunSession* a, const RunSession* b, WallState* state);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;

private:
    /// The position of a class's point; null if one of the runs has no champion for it.
    QPointF pointOf(std::size_t index) const;
    std::optional<std::size_t> classAt(const QPointF& position) const;
    QRectF plot() const;
    void measure();

    const RunSession* m_a;
    const RunSession* m_b;
    WallState* m_state;
    double m_least = -5, m_most = 5; ///< log-odds, of both axes
};

} // namespace pareidolia
