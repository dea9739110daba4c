// SPDX-License-Identifier: GPL-3.0-or-later
// The plot itself: for each run the median and its bands, and the classes that are chosen.
#pragma once

#include "ui/elites/GridState.h"
#include "ui/present/CurvesFigure.h"
#include "ui/session/RunSession.h"

#include <QWidget>
#include <memory>
#include <vector>

namespace pareidolia {

enum class CurvesY { LogOdds, Confidence };

/// Draws four times a second at most, and only while it can be seen.
class CurvesPlot : public QWidget
{
    Q_OBJECT

public:
    /// Sessions and state outlive the plot. Several runs share one class list.
    CurvesPlot(std::vector<RunSession*> sessions, GridState* state, QWidget* parent = nullptr);
    ~CurvesPlot() override;

    void setX(CurvesX x);
    void setY(CurvesY y);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    struct Parts;

    void requestDrawing();
    void draw();
    void drawRun(std::size_t run);
    void placeNames();
    void drawClasses();
    void drawChanges();
    void applyColours();
    double yOf(double logOdds) const;
    /// Where a change is marked; nothing before its generation is through.
    std::optional<double> markOf(const ChangeRecord& change,
                                 const std::vector<CurvePoint>& points) const;
    void hover(const QPointF& position);
    void choose(const QPointF& position);
    std::optional<std::size_t> classAt(const QPointF& position) const;

    std::vector<RunSession*> m_sessions;
    GridState* m_state;
    CurvesX m_x = CurvesX::Generations;
    CurvesY m_y = CurvesY::LogOdds;
    QTimer m_drawing;
    std::unique_ptr<Parts> m_parts;
};

} // namespace pareidolia
