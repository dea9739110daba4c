// SPDX-License-Identifier: GPL-3.0-or-later
// Everything about the champion of one class, now and earlier in the run.
#pragma once

#include "ui/champions/WallState.h"
#include "ui/inspector/Scorer.h"
#include "ui/session/RunSession.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QSlider;

namespace pareidolia {

class AncestorStrip;
class PicturePane;
class ScoreBars;

class Inspector : public QWidget
{
    Q_OBJECT

public:
    /// Session and state outlive the inspector; it follows the state's current class.
    Inspector(RunSession* session, WallState* state, QWidget* parent = nullptr);

    /// Another run, e.g. the other side of a comparison.
    void setSession(RunSession* session);

    RunSession* session() const { return m_session; }

    /// The picture that is shown, and the class it is champion of.
    const std::optional<Champion>& shown() const { return m_shown; }

Q_SIGNALS:
    /// Somebody wants to see the wall as it was after that generation, and this class on it.
    void travelAsked(pareidolia::RunSession* session, std::uint32_t generation, std::size_t index);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void requestReading();
    void readRun();
    /// As soon as its picture is there.
    void lookAt(const ImprovementRecord& record);
    void showChampion(const ImprovementRecord& record,
                      std::shared_ptr<const Individual> individual);
    void showNothing();
    void tellMoment();
    void lookAtAncestors(const ImprovementRecord& record);
    void goTo(int step);
    QString labelOf(std::size_t index) const;

    RunSession* m_session;
    WallState* m_state;
    std::vector<ImprovementRecord> m_history;   ///< of the class that is looked at, oldest first
    std::optional<ImprovementRecord> m_looking; ///< at which one of them
    std::optional<Champion> m_shown;
    int m_now = 0;         ///< where in it the moment is that the wall shows; −1: before it
    bool m_follows = true; ///< the slider is there and stays there
    QTimer m_reading;
    Scorer m_scorer;

    QLabel* m_title;
    QLabel* m_confidence;
    PicturePane* m_pane;
    QSlider* m_slider;
    QLabel* m_moment;
    ScoreBars* m_bars;
    AncestorStrip* m_ancestors;
    QLabel* m_facts;
};

} // namespace pareidolia
