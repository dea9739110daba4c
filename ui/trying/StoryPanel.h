// SPDX-License-Identifier: GPL-3.0-or-later
// The origin of an exported picture, and its confidence now.
#pragma once

#include "core/classifier/ModelInfo.h"
#include "ui/trying/PictureFile.h"

#include <QWidget>
#include <memory>

class QFormLayout;
class QLabel;
class QPushButton;

namespace pareidolia {

class StoryPanel : public QWidget
{
    Q_OBJECT

public:
    explicit StoryPanel(QWidget* parent = nullptr);

    /// `model`: the network that scores the picture now; null: its network is missing.
    void setStory(std::shared_ptr<const PictureStory> story, const ModelInfo* model);

    /// The score of `model` for the class of the picture.
    void setScoredAgain(float confidence, double logOdds);

Q_SIGNALS:
    void runAsked(const RunSpec& spec);
    void closed();

private:
    std::shared_ptr<const PictureStory> m_story;
    QLabel* m_text;
    QFormLayout* m_facts;
    QLabel* m_now = nullptr; ///< null: no network to ask
    QPushButton* m_again;
};

} // namespace pareidolia
