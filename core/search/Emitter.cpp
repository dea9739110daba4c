// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/Emitter.h"

#include "core/search/GradientAscent.h"
#include "core/search/MapElites.h"

#include <algorithm>
#include <array>

namespace pareidolia {

namespace {

template <typename Kind>
std::unique_ptr<Emitter> make(SearchContext context)
{
    return std::make_unique<Kind>(std::move(context));
}

constexpr std::array kinds{
    EmitterKind{.name = MapElites::name,
                .title = "evolution",
                .usesEncoding = true,
                .canRemakeGenomes = true,
                .canBranch = true,
                .picturesOf = [](const SearchSettings& settings, std::size_t, bool isFirst)
                    -> std::size_t { return isFirst ? settings.initial : settings.children; },
                .make = make<MapElites>},
    EmitterKind{
        .name = GradientAscent::name,
        .title = "gradient ascent",
        .needsGradients = true,
        .endsByItself = true,
        .picturesOf = [](const SearchSettings& settings, std::size_t targets, bool) -> std::size_t {
            return std::min<std::size_t>(targets, settings.gradient.classesAtOnce);
        },
        .make = make<GradientAscent>},
};

} // namespace

std::span<const EmitterKind> emitterKinds()
{
    return kinds;
}

const EmitterKind* findEmitterKind(std::string_view name)
{
    const auto found = std::ranges::find(kinds, name, &EmitterKind::name);
    return found == kinds.end() ? nullptr : &*found;
}

} // namespace pareidolia
