// SPDX-License-Identifier: GPL-3.0-or-later
// The classes with the highest confidences, with bars.
#pragma once

#include "core/classifier/ModelInfo.h"
#include "ui/inspector/Scorer.h"

#include <QString>
#include <QWidget>
#include <optional>
#include <vector>

namespace pareidolia {

struct ScoreBar
{
    QString label;
    QString spoken; ///< the confidence as text
    double confidence = 0;
    bool marked = false;
};

class ScoreBars : public QWidget
{
    Q_OBJECT

public:
    explicit ScoreBars(int rows, QWidget* parent = nullptr);

    /// As many as there are rows, surest first. `marked`: the class that is looked at.
    void setRanking(const ModelInfo& model, const std::vector<RankedClass>& classes,
                    std::optional<std::size_t> marked);
    const std::vector<ScoreBar>& bars() const { return m_bars; }

    /// A sentence in place of the bars, may be empty.
    void setNote(const QString& note) { fill({}, note); }
    const QString& note() const { return m_note; }

    QSize sizeHint() const override { return {200, m_rows * rowHeight()}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int rowHeight() const;
    void fill(std::vector<ScoreBar> bars, const QString& note);

    int m_rows;
    std::vector<ScoreBar> m_bars;
    QString m_note;
};

} // namespace pareidolia
