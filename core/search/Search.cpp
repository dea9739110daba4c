// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/Search.h"

#include "core/search/GradientAscent.h"
#include "core/search/MapElites.h"

#include <algorithm>
#include <array>

namespace pareidolia {

namespace {

template <typename Kind>
std::unique_ptr<Search> make(SearchContext context)
{
    return std::make_unique<Kind>(std::move(context));
}

constexpr std::array kinds{
    SearchKind{.name = "map-elites", .make = make<MapElites>},
    SearchKind{.name = "gradient-ascent",
               .usesEncoding = false,
               .needsGradient = true,
               .make = make<GradientAscent>},
};

} // namespace

std::span<const SearchKind> searchKinds()
{
    return kinds;
}

const SearchKind* findSearchKind(std::string_view name)
{
    const auto found = std::ranges::find(kinds, name, &SearchKind::name);
    return found == kinds.end() ? nullptr : &*found;
}

} // namespace pareidolia
