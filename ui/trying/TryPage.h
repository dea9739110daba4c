// SPDX-License-Identifier: GPL-3.0-or-later
// Shows any picture to a network, so that people see that it works before it is fooled.
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

/// Takes dropped pictures. Main thread; files are read on others.
class TryPage : public QWidget
{
    Q_OBJECT

public:
    /// Without a classifier it tells the stories of pictures whose network is not here.
    explicit TryPage(std::shared_ptr<const Classifier> classifier, QWidget* parent = nullptr);

    QString title() const;

    /// Shows the first of these soon; of several, each has a small picture to click. PNGs of the
    /// network's size are shown as they are; everything else is scaled and cropped. One of ours
    /// comes with its story, and what is scored now stands beside what was scored then.
    void openPictures(const QStringList& paths);
    void openPicture(PictureFilePointer file);

    /// What is shown at present.
    const std::optional<ShownPicture>& shown() const { return m_shown; }

Q_SIGNALS:
    void failed(const Error& error);

    /// The search that made the picture that is shown.
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
    bool m_awaited = false;     ///< the next picture that is read is to be shown
    bool m_droppedMany = false; ///< each has a place in m_dropped

    SourcePanel* m_source; ///< while no story is told
    StoryPanel* m_story;
    PicturePane* m_picture;
    QLabel* m_origin;
    ExampleRow* m_examples;
    ExampleRow* m_dropped;
    AnswerPanel* m_answer;
    TypicalPanel* m_typical = nullptr; ///< only where it was measured
};

} // namespace pareidolia
