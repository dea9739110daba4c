// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wall/TimeBar.h"

#include "ui/drawing/Theme.h"
#include "ui/widgets/Icons.h"
#include "ui/widgets/Page.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QProxyStyle>
#include <QSignalBlocker>
#include <QSlider>
#include <QToolButton>
#include <algorithm>
#include <array>
#include <limits>

namespace pareidolia {

namespace {

constexpr int spacing = 8;
constexpr auto tick = std::chrono::milliseconds(50);
constexpr int pages = 20; ///< in the whole run

/// How fast the past is played: some generations a second, or the whole run in some seconds.
struct PlayingPace
{
    double generationsPerSecond;
    double secondsForAll;
};
constexpr std::array paces{PlayingPace{1, 0},  PlayingPace{5, 0},  PlayingPace{25, 0},
                           PlayingPace{0, 60}, PlayingPace{0, 20}, PlayingPace{0, 5}};
constexpr int usualPace = 4;

/// A click leads to where it is, not a page closer to it.
class ClickLeads : public QProxyStyle
{
public:
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* data) const override
    {
        if (hint == SH_Slider_AbsoluteSetButtons)
            return Qt::LeftButton;
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
};

/// Curves keep every n-th generation: between two of them all are alike.
double evaluationsAt(const std::vector<CurvePoint>& points, double generation)
{
    const auto after = std::ranges::lower_bound(points, generation, {}, &CurvePoint::generation);
    if (after == points.end())
        return points.empty() ? 0 : static_cast<double>(points.back().evaluations);
    if (after == points.begin() || after->generation <= generation)
        return static_cast<double>(after->evaluations);
    const CurvePoint& before = *std::prev(after);
    const double share = (generation - before.generation) /
                         static_cast<double>(after->generation - before.generation);
    return static_cast<double>(before.evaluations) +
           share * static_cast<double>(after->evaluations - before.evaluations);
}

/// The last generation within so many evaluations; the first where there is none.
std::uint32_t generationAt(const std::vector<CurvePoint>& points, double evaluations)
{
    const auto after =
        std::ranges::upper_bound(points, evaluations, {}, [](const CurvePoint& point) {
            return static_cast<double>(point.evaluations);
        });
    if (after == points.begin())
        return 0;
    const CurvePoint& before = *std::prev(after);
    if (after == points.end())
        return before.generation;
    const double share = (evaluations - static_cast<double>(before.evaluations)) /
                         static_cast<double>(after->evaluations - before.evaluations);
    return before.generation +
           static_cast<std::uint32_t>(share * (after->generation - before.generation));
}

} // namespace

TimeBar::TimeBar(std::vector<RunSession*> sessions, QWidget* parent)
    : QWidget(parent),
      m_sessions(std::move(sessions)),
      m_lead(m_sessions.front()),
      m_backwards(button("playBackwards", tr("Play backwards"), tr("Play the run backwards"))),
      m_forwards(button("playForwards", tr("Play forwards"),
                        tr("Play the run from here, or from its beginning"))),
      m_slider(named(new QSlider(Qt::Horizontal), "timeSlider", tr("Generation that is shown"),
                     tr("The champions at an earlier generation; right end: now"))),
      m_moment(named(new QLabel, "timeMoment", tr("The generation that is shown"), {})),
      m_pace(named(new QComboBox, "playingPace", tr("Playing speed"), tr("Playing speed"))),
      m_now(button("backToNow", tr("Back to now"), tr("Back to the latest generation"))),
      m_branch(button("branchFromHere", tr("Branch…"),
                      tr("Start another run from the generation that is shown")))
{
    setObjectName(QStringLiteral("timeBar"));
    m_slider->setMinimumWidth(80);
    auto* style = new ClickLeads;
    style->setParent(m_slider);
    m_slider->setStyle(style);
    for (const PlayingPace& pace : paces)
        m_pace->addItem(pace.secondsForAll > 0
                            ? tr("Play in %1 s").arg(pace.secondsForAll)
                            : tr("%1 per second").arg(pace.generationsPerSecond));
    m_pace->setCurrentIndex(usualPace);
    m_now->setText(tr("Back to now"));
    m_branch->setText(tr("Branch…"));

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(spacing, spacing / 2, spacing, spacing / 2);
    row->setSpacing(spacing / 2);
    addAll(row, {m_backwards, m_forwards, m_slider, m_moment, m_pace, m_now, m_branch});
    row->setStretchFactor(m_slider, 1);

    connect(m_backwards, &QToolButton::clicked, this, [this] { play(Direction::Backwards); });
    connect(m_forwards, &QToolButton::clicked, this, [this] { play(Direction::Forwards); });
    connect(m_now, &QToolButton::clicked, this, &TimeBar::toNow);
    connect(m_branch, &QToolButton::clicked, this, &TimeBar::branchAsked);
    connect(m_slider, &QSlider::valueChanged, this, [this](int generation) {
        setPlaying(Direction::Still);
        travelTo(static_cast<std::uint32_t>(generation));
    });
    for (RunSession* session : m_sessions) {
        connect(session, &RunSession::advanced, this, &TimeBar::takeNews);
        connect(&session->time(), &TimeMachine::travelled, this, &TimeBar::showMoment);
    }
    m_ticks.setInterval(tick);
    connect(&m_ticks, &QTimer::timeout, this, &TimeBar::advance);
    showIcons();
    takeNews();
}

QToolButton* TimeBar::button(const char* name, const QString& spoken, const QString& tip)
{
    auto* made = named(new QToolButton, name, spoken, tip);
    made->setAutoRaise(true);
    made->setFocusPolicy(Qt::StrongFocus);
    return made;
}

std::uint32_t TimeBar::last() const
{
    const auto& latest = m_lead->news().latest;
    constexpr std::uint32_t most = std::numeric_limits<int>::max(); // as sliders count
    return latest ? std::min(latest->generation, most) : 0;
}

void TimeBar::takeNews()
{
    if (!inThePast()) // counted by the run with the smaller steps
        m_lead = *std::ranges::max_element(m_sessions, {}, [](const RunSession* session) {
            return session->news().latest ? session->news().latest->generation : 0;
        });
    const QSignalBlocker quiet(m_slider);
    m_slider->setRange(0, static_cast<int>(last()));
    m_slider->setPageStep(std::max(1, m_slider->maximum() / pages));
    if (!inThePast())
        m_slider->setValue(m_slider->maximum());
    showMoment();
}

void TimeBar::toNow()
{
    setPlaying(Direction::Still);
    travelTo(last());
    slideTo(last());
}

void TimeBar::moveBy(int generations)
{
    m_slider->setValue(m_slider->value() + generations); // it stops at its ends
}

void TimeBar::slideTo(std::uint32_t generation)
{
    const QSignalBlocker quiet(m_slider);
    m_slider->setValue(static_cast<int>(generation));
}

void TimeBar::travelTo(const RunSession& session, std::uint32_t generation)
{
    std::uint32_t of = generation;
    if (&session != m_lead)
        of = generationAt(m_lead->curve().points(),
                          evaluationsAt(session.curve().points(), generation));
    setPlaying(Direction::Still);
    slideTo(of);
    travelTo(of, {&session, generation});
}

void TimeBar::travelTo(std::uint32_t generation, std::pair<const RunSession*, std::uint32_t> exact)
{
    const bool now = generation >= last();
    const double evaluations = now ? 0 : evaluationsAt(m_lead->curve().points(), generation);
    for (RunSession* session : m_sessions) {
        std::optional<std::uint32_t> moment;
        if (session == exact.first)
            moment = exact.second;
        else if (session == m_lead)
            moment = generation;
        else if (!now)
            moment = generationAt(session->curve().points(), evaluations);
        session->time().travelTo(now ? std::nullopt : moment);
    }
    showMoment();
}

void TimeBar::play(Direction direction)
{
    if (m_playing == direction)
        return setPlaying(Direction::Still);
    m_position = m_slider->value();
    if (direction == Direction::Forwards && !inThePast())
        m_position = 0;
    setPlaying(direction);
    advance();
}

void TimeBar::setPlaying(Direction direction)
{
    if (std::exchange(m_playing, direction) == direction)
        return;
    m_sinceTick.start();
    if (direction == Direction::Still)
        m_ticks.stop();
    else
        m_ticks.start();
    showIcons();
}

double TimeBar::generationsPerSecond() const
{
    const PlayingPace& pace = paces.at(static_cast<std::size_t>(m_pace->currentIndex()));
    return pace.secondsForAll > 0 ? std::max(1u, last()) / pace.secondsForAll
                                  : pace.generationsPerSecond;
}

void TimeBar::advance()
{
    const double seconds = static_cast<double>(m_sinceTick.restart()) / 1000;
    m_position += static_cast<int>(m_playing) * seconds * generationsPerSecond();
    m_position = std::clamp(m_position, 0.0, static_cast<double>(last()));
    const auto generation = static_cast<std::uint32_t>(m_position);
    slideTo(generation);
    travelTo(generation);
    if ((m_playing == Direction::Forwards && generation >= last()) ||
        (m_playing == Direction::Backwards && m_position <= 0))
        setPlaying(Direction::Still);
}

void TimeBar::showMoment()
{
    const bool past = inThePast();
    const auto& shown = m_lead->time().generation();
    m_moment->setText(past ? tr("Generation %1 of %2").arg(shown.value_or(last())).arg(last())
                           : tr("Now: generation %1").arg(last()));
    QFont letters = font();
    letters.setBold(past); // what is on the wall is not the latest
    m_moment->setFont(letters);
    letters.setBold(true);
    m_moment->setMinimumWidth( // the slider keeps its length
        widthOf(tr("Generation %1 of %2").arg(last()).arg(last()), letters) + spacing / 2);
    m_now->setEnabled(past);
    const bool grown = last() > 0;
    for (QWidget* control : std::initializer_list<QWidget*>{m_slider, m_backwards, m_forwards})
        control->setEnabled(grown);
    const EmitterKind* kind = findEmitterKind(m_lead->spec().search);
    m_branch->setEnabled(kind && kind->canBranch && m_lead->news().latest.has_value());
}

void TimeBar::showIcons()
{
    m_backwards->setIcon(iconOf(
        m_playing == Direction::Backwards ? Symbol::Pause : Symbol::PlayBackwards, palette()));
    m_forwards->setIcon(
        iconOf(m_playing == Direction::Forwards ? Symbol::Pause : Symbol::Play, palette()));
}

QSize TimeBar::minimumSizeHint() const
{
    return {m_backwards->sizeHint().width() + m_forwards->sizeHint().width() +
                m_slider->minimumWidth() + 4 * spacing,
            QWidget::minimumSizeHint().height()};
}

void TimeBar::fit()
{
    const auto roomOf = [this](const QWidget* control) {
        return control->sizeHint().expandedTo(control->minimumSize()).width() + layout()->spacing();
    };
    int needed = layout()->contentsMargins().left() + layout()->contentsMargins().right() +
                 m_slider->minimumWidth();
    for (const QWidget* control : findChildren<QWidget*>(Qt::FindDirectChildrenOnly))
        if (control != m_slider)
            needed += roomOf(control);
    for (QWidget* control : std::initializer_list<QWidget*>{m_pace, m_moment, m_branch, m_now}) {
        const bool fits = needed <= width();
        control->setVisible(fits);
        if (!fits)
            needed -= roomOf(control);
    }
}

void TimeBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fit();
}

void TimeBar::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fit();
    if (event->type() == QEvent::PaletteChange)
        showIcons();
}

} // namespace pareidolia
