// SPDX-License-Identifier: GPL-3.0-or-later
// A network's confidences in test pictures, to compare a picture with: a strip and its explanation.
#pragma once

#include "core/analysis/TypicalConfidence.h"

#include <QWidget>
#include <optional>

class QLabel;

namespace pareidolia {

class TypicalStrip;

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
