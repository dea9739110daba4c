// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/Habits.h"

#include <QSettings>

namespace pareidolia {

namespace {

constexpr double watchablePace = 5; ///< generations a second
constexpr int smallPicture = 64;    ///< pixels a side

constexpr auto orderKey = "wall/order";
constexpr auto thresholdKey = "wall/threshold";
constexpr auto motionKey = "wall/reducedMotion";
constexpr auto single = "single";
constexpr auto unlimited = "unlimited";

bool isSmall(const ModelInfo& model)
{
    return model.input.width <= smallPicture;
}

const char* paceKey(const ModelInfo& model)
{
    return isSmall(model) ? "pace/smallNetworks" : "pace/largeNetworks";
}

} // namespace

void followHabits(WallState& state)
{
    const QSettings settings;
    const int order = settings.value(orderKey).toInt();
    if (order > 0 && order <= static_cast<int>(ChampionFilter::Order::ByGroup))
        state.setOrder(static_cast<ChampionFilter::Order>(order));
    const double threshold = settings.value(thresholdKey).toDouble();
    if (threshold > 0 && threshold < 1)
        state.setThreshold(threshold);
    state.setReducedMotion(motionIsReduced());
    QObject::connect(&state, &WallState::orderChanged, &state,
                     [&state] { QSettings().setValue(orderKey, static_cast<int>(state.order())); });
    QObject::connect(&state, &WallState::lookChanged, &state, [&state] {
        if (QSettings changed; changed.value(thresholdKey).toDouble() != state.threshold())
            changed.setValue(thresholdKey, state.threshold());
    });
}

Pace habitualPace(const ModelInfo& model)
{
    const QString kept = QSettings().value(paceKey(model)).toString();
    if (kept == QLatin1String(single))
        return Pace::single();
    if (kept == QLatin1String(unlimited))
        return Pace::unlimited();
    if (const double rate = kept.toDouble(); rate > 0)
        return Pace::of(rate);
    return isSmall(model) ? Pace::of(watchablePace) : Pace::unlimited();
}

void keepPace(const ModelInfo& model, const Pace& pace)
{
    const QString text = pace.oneAtATime             ? QString::fromLatin1(single)
                         : pace.generationsPerSecond ? QString::number(*pace.generationsPerSecond)
                                                     : QString::fromLatin1(unlimited);
    QSettings().setValue(paceKey(model), text);
}

bool motionIsReduced()
{
    return QSettings().value(motionKey, false).toBool();
}

void keepReducedMotion(bool reduced)
{
    QSettings().setValue(motionKey, reduced);
}

} // namespace pareidolia
