// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/champions/WallState.h"

#include <algorithm>
#include <utility>

namespace pareidolia {

namespace {

/// Whether that changed anything.
template <typename Value>
bool assign(Value& field, Value value)
{
    if (field == value)
        return false;
    field = std::move(value);
    return true;
}

} // namespace

void WallState::setFilterText(const QString& text)
{
    if (assign(m_filterText, text))
        Q_EMIT filterChanged();
}

void WallState::setGroups(const QStringList& groups)
{
    if (assign(m_groups, groups))
        Q_EMIT filterChanged();
}

void WallState::setHiddenClasses(std::vector<std::size_t> indices)
{
    std::ranges::sort(indices);
    const auto repeated = std::ranges::unique(indices);
    indices.erase(repeated.begin(), repeated.end());
    if (assign(m_hiddenClasses, std::move(indices)))
        Q_EMIT filterChanged();
}

void WallState::setOrder(ChampionFilter::Order order)
{
    if (assign(m_order, order))
        Q_EMIT orderChanged();
}

void WallState::setFrozen(bool frozen)
{
    if (assign(m_frozen, frozen))
        Q_EMIT orderChanged();
}

void WallState::setPictureSide(int side)
{
    if (assign(m_pictureSide, std::clamp(side, smallestSide, largestSide)))
        Q_EMIT lookChanged();
}

void WallState::setThreshold(double threshold)
{
    if (assign(m_threshold, threshold))
        Q_EMIT lookChanged();
}

void WallState::setReducedMotion(bool reduced)
{
    if (assign(m_reducedMotion, reduced))
        Q_EMIT lookChanged();
}

void WallState::setCurrentClass(std::optional<std::size_t> index)
{
    if (assign(m_currentClass, index))
        Q_EMIT currentChanged();
}

void WallState::setSelectedClasses(std::vector<std::size_t> indices)
{
    if (assign(m_selectedClasses, std::move(indices)))
        Q_EMIT selectionChanged();
}

void WallState::setHoveredClass(std::optional<std::size_t> index)
{
    if (assign(m_hoveredClass, index))
        Q_EMIT hoverChanged();
}

} // namespace pareidolia
