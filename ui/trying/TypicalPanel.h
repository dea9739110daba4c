// SPDX-License-Identifier: GPL-3.0-or-later
// How sure a network is of real pictures, to compare a picture with: a strip and its meaning.
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

    /// Log-odds of what the network names first in the picture that is shown; nothing: none is.
    void setShown(std::optional<double> logOdds);

private:
    TypicalConfidence m_typical;
    TypicalStrip* m_strip;
    QLabel* m_place;
};

} // namespace pareidolia
