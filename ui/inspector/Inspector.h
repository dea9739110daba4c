// SPDX-License-Identifier: GPL-3.0-or-later
// Shows the champion of one class in detail, now and at earlier generations.
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

    /// The picture that is shown, and its class.
    const std::optional<Champion>& shown() const { return m_shown; }

Q_SIGNALS:
    /// Request to show the wall as it was after that generation, with this class.
    void travelAsked(pareidolia::RunSession* session, std::uint32_t generation, std::size_t index);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void requestReading();
    void readRun();
    /// As soon as its picture is available.
    void lookAt(const ImprovementRecord& record);
    bool isLookingAt(const ImprovementRecord& record) const
    {
        return m_looking && m_looking->id == record.id && m_looking->index == record.index;
    }
    void showChampion(const ImprovementRecord& record,
                      std::shared_ptr<const Individual> individual);
    void showNothing();
    void tellMoment();
    void lookAtAncestors(const ImprovementRecord& record);
    void goTo(int step);
    QString labelOf(std::size_t index) const;

    RunSession* m_session;
    WallState* m_state;
    std::vector<ImprovementRecord> m_history;   ///< of the inspected class, oldest first
    std::optional<ImprovementRecord> m_looking; ///< the one that is shown
    std::optional<Champion> m_shown;
    int m_now = 0;         ///< index of the champion at the wall's generation; −1: none yet
    bool m_follows = true; ///< the slider follows that index
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
