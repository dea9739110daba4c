// SPDX-License-Identifier: GPL-3.0-or-later
// Histogram of the champions' confidences, beside those of test pictures: the paper's control.
#pragma once

#include "core/analysis/TypicalConfidence.h"
#include "ui/curves/DrawnPlot.h"
#include "ui/session/RunSession.h"

#include <memory>
#include <optional>
#include <vector>

namespace pareidolia {

class HistogramPlot : public DrawnPlot
{
    Q_OBJECT

public:
    /// Sessions outlive the plot. `photographs`: of the sessions' network, if measured.
    HistogramPlot(std::vector<RunSession*> sessions,
                  const std::optional<TypicalConfidence>& photographs, QWidget* parent = nullptr);
    ~HistogramPlot() override;

protected:
    void draw() override;
    void applyColours() override;

private:
    struct Parts;

    void addBars(const QString& name);
    void nameEdges();
    void hover(const QPointF& position);

    std::vector<RunSession*> m_sessions;
    std::optional<TypicalConfidence> m_photographs;
    std::unique_ptr<Parts> m_parts;
};

} // namespace pareidolia
