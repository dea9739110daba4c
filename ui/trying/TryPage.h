// SPDX-License-Identifier: GPL-3.0-or-later
// Shows any picture to a network, so that people see that it works before it is fooled.
#pragma once

#include "core/classifier/Classifier.h"
#include "ui/inspector/Scorer.h"
#include "ui/trying/PictureStory.h"

#include <QWidget>
#include <memory>

class QLabel;

namespace pareidolia {

class DrawingPad;
class PictureView;
class ScoreBars;

/// Takes dropped pictures.
class TryPage : public QWidget
{
    Q_OBJECT

public:
    explicit TryPage(std::shared_ptr<const Classifier> classifier, QWidget* parent = nullptr);

    QString title() const;

    /// PNGs of the network's size as they are; everything else is scaled and cropped. One of ours
    /// comes with its story, and what is scored now stands beside what was scored then.
    Result<void> openPicture(const QString& path);

    const std::optional<PictureStory>& story() const { return m_story; }

Q_SIGNALS:
    void failed(const Error& error);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void showPicture(const Image& picture);
    void showScores(const std::vector<RankedClass>& classes);
    void tellStory();

    std::shared_ptr<const Classifier> m_classifier;
    std::optional<PictureStory> m_story;
    Scorer m_scorer;
    DrawingPad* m_pad = nullptr; ///< only where the network takes small grey pictures
    PictureView* m_picture;
    ScoreBars* m_bars;
    QLabel* m_text;
    QString m_rescored;
};

} // namespace pareidolia
