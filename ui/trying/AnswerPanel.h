// SPDX-License-Identifier: GPL-3.0-or-later
// A network's confidences for a picture: the highest one large, then the next.
#pragma once

#include "core/classifier/ModelInfo.h"
#include "ui/inspector/Scorer.h"

#include <QWidget>
#include <vector>

class QLabel;

namespace pareidolia {

class ScoreBars;
struct PictureStory;

class AnswerPanel : public QWidget
{
    Q_OBJECT

public:
    explicit AnswerPanel(const QString& heading, QWidget* parent = nullptr);

    /// No picture.
    void showNothing() { showRemark(tr("No picture yet.")); }

    /// The picture is another one, and the network has not answered yet.
    void showScoring() { showRemark(tr("scoring…")); }

    /// Surest first; empty: the network gave no numbers.
    void showAnswer(const ModelInfo& model, const std::vector<RankedClass>& classes);

    /// What a missing network gave when the picture was exported.
    void showClaim(const PictureStory& story);

private:
    void showRemark(const QString& text);
    void showLarge(const QString& label, const QString& confidence);

    QLabel* m_label;
    QLabel* m_confidence;
    QLabel* m_remark;
    ScoreBars* m_bars;
};

} // namespace pareidolia
