// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/champions/WallState.h"

#include <algorithm>

namespace pareidolia {

void WallState::setHiddenClasses(Classes indices)
{
    std::ranges::sort(indices);
    const auto repeated = std::ranges::unique(indices);
    indices.erase(repeated.begin(), repeated.end());
    set(m_hiddenClasses, std::move(indices), &WallState::filterChanged);
}

void WallState::setPictureSide(int side)
{
    set(m_pictureSide, std::clamp(side, smallestSide, largestSide), &WallState::lookChanged);
}

} // namespace pareidolia
