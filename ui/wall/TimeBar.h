// SPDX-License-Identifier: GPL-3.0-or-later
// The time machine's bar below the wall: a slider for the generation that is shown, and playing
// forwards or backwards. Compared runs move together, at equal numbers of evaluations.
#pragma once

#include "ui/session/RunSession.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>
#include <utility>
#include <vector>

class QComboBox;
class QLabel;
class QSlider;
class QToolButton;

namespace pareidolia {

/// Main thread.
class TimeBar : public QWidget
{
    Q_OBJECT

public:
    enum class Direction { Backwards = -1, Still = 0, Forwards = 1 };

    /// At least one session; all outlive the bar.
    explicit TimeBar(std::vector<RunSession*> sessions, QWidget* parent = nullptr);

    Direction playing() const { return m_playing; }

    /// Whether an earlier generation is shown, or about to be.
    bool inThePast() const { return m_lead->time().destination().has_value(); }

    /// Goes to a generation of one of the sessions; the others follow.
    void travelTo(const RunSession& session, std::uint32_t generation);

    /// Narrower than its content: what does not fit is hidden.
    QSize minimumSizeHint() const override;

public Q_SLOTS:
    void toNow();
    void earlier() { moveBy(-1); } ///< by one generation
    void later() { moveBy(1); }

    /// Plays, or pauses what plays. Forwards from the latest generation starts at the beginning.
    void play(pareidolia::TimeBar::Direction direction);

Q_SIGNALS:
    void branchAsked();

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QToolButton* button(const char* name, const QString& spoken, const QString& tip);
    std::uint32_t last() const;
    void takeNews();
    void moveBy(int generations);
    void slideTo(std::uint32_t generation); ///< without more ado
    /// `exact`: one of the sessions goes to exactly this generation.
    void travelTo(std::uint32_t generation, std::pair<const RunSession*, std::uint32_t> exact = {});
    void advance();
    void setPlaying(Direction direction);
    double generationsPerSecond() const;
    void showMoment();
    void fit();
    void showIcons();

    std::vector<RunSession*> m_sessions;
    RunSession* m_lead; ///< whose generations the slider counts
    Direction m_playing = Direction::Still;
    double m_position = 0; ///< while it plays, in generations
    QTimer m_ticks;
    QElapsedTimer m_sinceTick;

    QToolButton* m_backwards;
    QToolButton* m_forwards;
    QSlider* m_slider;
    QLabel* m_moment;
    QComboBox* m_pace;
    QToolButton* m_now;
    QToolButton* m_branch;
};

} // namespace pareidolia
