// SPDX-License-Identifier: GPL-3.0-or-later
// Where a picture lies among real ones, on an axis of log-odds named as confidences: faint, nine of
// ten real pictures; strong, the middle half; a line, their median; a pointer, this picture.
#pragma once

#include "core/analysis/TypicalConfidence.h"

#include <QWidget>
#include <optional>

namespace pareidolia {

class TypicalStrip : public QWidget
{
    Q_OBJECT

public:
    explicit TypicalStrip(const ToldQuantiles& typical, QWidget* parent = nullptr);

    /// The picture that is compared; nothing: there is none.
    void setShown(std::optional<double> logOdds);
    std::optional<double> shown() const { return m_shown; }

    /// Where a confidence lies, in pixels from the left.
    double placeOf(double logOdds) const;

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    double nameWidth() const; ///< pixels that a name at the axis has
    double from() const;
    double to() const;

    ToldQuantiles m_typical;
    std::optional<double> m_shown;
};

} // namespace pareidolia
