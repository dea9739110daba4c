// SPDX-License-Identifier: GPL-3.0-or-later
// The classes with the highest confidences, with bars.
#pragma once

#include <QString>
#include <QWidget>
#include <vector>

namespace pareidolia {

struct ScoreBar
{
    QString label;
    QString spoken; ///< the confidence as text
    double confidence = 0;
    bool marked = false; ///< the inspected class
};

class ScoreBars : public QWidget
{
    Q_OBJECT

public:
    explicit ScoreBars(int rows, QWidget* parent = nullptr);

    void setBars(std::vector<ScoreBar> bars);
    const std::vector<ScoreBar>& bars() const { return m_bars; }

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int rowHeight() const;

    int m_rows;
    std::vector<ScoreBar> m_bars;
};

} // namespace pareidolia
