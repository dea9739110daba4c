// SPDX-License-Identifier: GPL-3.0-or-later
// A network's confidences in test pictures, to compare a picture with: a strip and its explanation.
#pragma once

#include "core/analysis/TypicalConfidence.h"

#include <QWidget>
#include <optional>

class QLabel;

namespace pareidolia {

/// A picture among test pictures, on an axis of log-odds labelled as confidences: faint, 90 % of
/// the test pictures; strong, the middle half; a line, their median; a pointer, this picture.
class TypicalStrip : public QWidget
{
    Q_OBJECT

public:
    explicit TypicalStrip(const ToldQuantiles& typical, QWidget* parent = nullptr);

    /// The compared picture's log-odds; nothing: no picture.
    void setShown(std::optional<double> logOdds)
    {
        m_shown = logOdds;
        update();
    }
    std::optional<double> shown() const { return m_shown; }

    /// The position of a confidence, in pixels from the left.
    double placeOf(double logOdds) const;

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    double nameWidth() const; ///< pixels for a label of the axis
    double from() const;
    double to() const;

    ToldQuantiles m_typical;
    std::optional<double> m_shown;
};

class TypicalPanel : public QWidget
{
    Q_OBJECT

public:
    explicit TypicalPanel(const TypicalConfidence& typical, QWidget* parent = nullptr);

    /// The highest log-odds of the shown picture; nothing: no picture.
    void setShown(std::optional<double> logOdds);

private:
    TypicalConfidence m_typical;
    TypicalStrip* m_strip;
    QLabel* m_place;
};

} // namespace pareidolia
