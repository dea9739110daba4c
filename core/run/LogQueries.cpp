// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/LogQueries.h"

#include <algorithm>
#include <iterator>

namespace pareidolia {

std::vector<std::optional<ImprovementRecord>>
holdersAt(std::span<const ImprovementRecord> records, std::size_t classes, std::uint32_t generation)
{
    std::vector<std::optional<ImprovementRecord>> holders(classes);
    for (const ImprovementRecord& record : records) {
        if (record.id.generation > generation)
            break;
        holders[record.index] = record;
    }
    return holders;
}

Individual individualOf(const ImprovementRecord& record)
{
    Individual individual;
    individual.id = record.id;
    if (record.fromClass >= 0) {
        individual.parent = record.parent;
        individual.fromClass = static_cast<std::size_t>(record.fromClass);
    }
    return individual;
}

std::vector<ImprovementRecord> takersOf(std::span<const ImprovementRecord> records,
                                        std::size_t index)
{
    std::vector<ImprovementRecord> takers;
    std::ranges::copy_if(
        records, std::back_inserter(takers),
        [index](const ImprovementRecord& record) { return record.index == index; });
    return takers;
}

std::vector<ImprovementRecord> ancestorsOf(std::span<const ImprovementRecord> records,
                                           const ImprovementRecord& child, std::size_t most)
{
    std::vector<ImprovementRecord> ancestors;
    ImprovementRecord at = child;
    while (ancestors.size() < most && at.fromClass >= 0) {
        // Not equal_range: clang 14, which the fuzzers need, cannot read libstdc++'s subrange.
        const auto first = std::ranges::lower_bound(records, at.parent, {}, &ImprovementRecord::id);
        const auto end = std::ranges::upper_bound(records, at.parent, {}, &ImprovementRecord::id);
        const auto parent = std::find_if(first, end, [&](const ImprovementRecord& record) {
            return record.index == static_cast<std::uint32_t>(at.fromClass);
        });
        if (parent == end)
            break;
        ancestors.push_back(*parent);
        at = *parent;
    }
    return ancestors;
}

} // namespace pareidolia
