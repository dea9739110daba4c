// SPDX-License-Identifier: GPL-3.0-or-later
// Shows any picture to a network, so that one sees how well it works.
#pragma once

#include "core/classifier/Classifier.h"
#include "ui/inspector/Scorer.h"
#include "ui/trying/PictureReader.h"

#include <QWidget>
#include <memory>
#include <optional>

class QHBoxLayout;
class QLabel;

namespace pareidolia {

class AnswerPanel;
class ExampleRow;
class PicturePane;
class SourcePanel;
class StoryPanel;
class TypicalPanel;

/// Accepts dropped pictures. Main thread; files are read on others.
class TryPage : public QWidget
{
    Q_OBJECT

public:
    /// Without a classifier it only shows the origin of pictures whose network is missing.
    explicit TryPage(std::shared_ptr<const Classifier> classifier, QWidget* parent = nullptr);

    QString title() const;

    /// Shows the first of these; of several, each gets a small picture to click. PNGs of the
    /// network's size are kept as they are; others are scaled and cropped. An exported picture
    /// comes with its origin, and its confidence now beside the stored one.
    void openPictures(const QStringList& paths);
    void openPicture(PictureFilePointer file);

    /// What is shown.
    const std::optional<ShownPicture>& shown() const { return m_shown; }

Q_SIGNALS:
    void failed(const Error& error);

    /// Request to start the search that made the picture.
    void runAsked(const RunSpec& spec);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void addSource(QHBoxLayout* columns);
    void addShown(QHBoxLayout* columns);
    void addAnswer(QHBoxLayout* columns);
    void addExamples();
    void takePicture(const ShownPicture& picture);
    void takeFailure(const Error& error);
    void forgetDropped();
    void showPicture(const ShownPicture& picture);
    void showToNetwork(const ShownPicture& picture);
    void showNothing();
    void showNetworkThatPaints(const ShownPicture& picture);
    void showScores(const std::vector<RankedClass>& classes);

    std::shared_ptr<const Classifier> m_classifier; ///< may be null
    std::optional<ShownPicture> m_shown;
    Scorer m_scorer;
    PictureReader m_reader;
    bool m_awaited = false;     ///< the next picture that is read will be shown
    bool m_droppedMany = false; ///< each has an entry in m_dropped

    SourcePanel* m_source; ///< while no origin is shown
    StoryPanel* m_story;
    PicturePane* m_picture;
    QLabel* m_origin;
    ExampleRow* m_examples;
    ExampleRow* m_dropped;
    AnswerPanel* m_answer;
    TypicalPanel* m_typical = nullptr; ///< only if it was measured
};

} // namespace pareidolia
