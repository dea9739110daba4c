// SPDX-License-Identifier: GPL-3.0-or-later
// A search as ask and tell: it proposes the pictures of one generation, somebody scores them, it
// learns the scores. A pure state machine: no thread, no clock, no network.
//
// One generation goes: `ask()`, then `makeChild` for every child (from any threads at once, in any
// order), then `tell()` with children and scores in child order. `apply` between generations.
#pragma once

#include "core/base/Error.h"
#include "core/classifier/Classifier.h"
#include "core/classifier/ModelInfo.h"
#include "core/encoding/Encoding.h"
#include "core/search/Archive.h"
#include "core/search/SearchSettings.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pareidolia {

/// What one generation needs.
struct Proposal
{
    std::uint32_t generation = 0;
    std::size_t children = 0;

    /// Empty, or one a child: its answer must be handed to `makeChild`. One without pixels asks
    /// nothing, and null is handed over. The pixels stay valid until `tell`.
    std::vector<GradientQuery> gradients;
};

/// A class got a better champion.
struct Improvement
{
    std::size_t index = 0; ///< the class
    Champion champion;
};

struct Outcome
{
    std::vector<Improvement> improvements; ///< in child order; a class may appear more than once

    /// Children whose scores were not numbers; they were not offered to the archive.
    std::vector<IndividualId> invalid;

    /// What else a person should know, e.g. "class 3 (three): its gradient is zero …".
    std::vector<std::string> remarks;
};

/// What a search did beside filling the archive; empty where it does not apply.
struct SearchReport
{
    std::uint64_t forwardPasses = 0;
    std::uint64_t backwardPasses = 0;

    /// The first of a class's own steps with which it was on top, and over .99, .999 and .9999;
    /// step 0 is its start.
    struct Milestones
    {
        std::size_t index = 0; ///< the class
        std::optional<std::uint32_t> top, over99, over999, over9999;
        bool failed = false; ///< its gradient was zero or not finite
    };
    std::vector<Milestones> milestones;
};

/// What a search knows between generations beside its settings and its archive: with these three
/// it goes on as if it had never stopped. Cheap to copy; genomes are shared.
struct SearchMemory
{
    std::uint32_t generation = 0; ///< the next one
    std::uint64_t forwardPasses = 0;
    std::uint64_t backwardPasses = 0;

    /// Gradient ascent: a class that has begun its way up.
    struct Ascent
    {
        GenomePointer at; ///< null before its start was scored, and once it is done
        IndividualId id;  ///< of the picture that it is at
        SearchReport::Milestones milestones;
        std::uint32_t steps = 0; ///< taken; its start is none
        bool done = false;
    };
    std::vector<Ascent> ascents; ///< in the order in which classes begin
};

class Search
{
public:
    virtual ~Search() = default;

    /// Begins the next generation (0 first).
    virtual Proposal ask() = 0;

    /// Child `index` of the generation that `ask` began. `gradient` is the answer to its query, or
    /// null where there was none.
    virtual Individual makeChild(std::size_t index, const Gradient* gradient) const = 0;

    /// Ends the generation. `children` are moved from.
    virtual Outcome tell(std::span<Individual> children, const Scores& scores) = 0;

    /// Settings for the generations to come.
    virtual void apply(const SearchSettings& settings) = 0;

    virtual const Archive& archive() const = 0;

    /// Whether there is nothing left to do, whatever the limits say.
    virtual bool finished() const { return false; }

    virtual SearchReport report() const = 0;

    /// A genome of this search from its JSON. Errors name the key.
    virtual Result<GenomePointer> readGenome(const nlohmann::ordered_json& json) const = 0;

    /// What makes the pictures of this search's genomes, on any thread; it may outlive the search.
    using Painter = std::function<Image(const Genome&)>;
    virtual Painter painter() const = 0;

    /// The genome of an individual again, under the settings of its generation; without a parent it
    /// was a random one. Null where a search cannot make it from these.
    virtual GenomePointer remade(IndividualId id, const Genome* parent,
                                 const SearchSettings& settings) const = 0;

    /// Between generations.
    virtual SearchMemory memory() const = 0;

    /// Goes on where another search of the same context was; before the first `ask`. A failure if
    /// archive and memory cannot be of such a search.
    virtual Result<void> restore(Archive archive, SearchMemory memory) = 0;
};

/// What every search is made from.
struct SearchContext
{
    ModelInfo model;
    std::vector<std::size_t> targets;         ///< classes to fool, ascending, at least one
    std::shared_ptr<const Encoding> encoding; ///< null where the search has its own
    SearchSettings settings;
};

/// The registry: "map-elites", "gradient-ascent". A new search is a class and a line there.
struct SearchKind
{
    std::string_view name;
    bool usesEncoding = true;
    bool needsGradient = false;
    std::unique_ptr<Search> (*make)(SearchContext context) = nullptr;
};

std::span<const SearchKind> searchKinds();

/// Null if there is none of that name.
const SearchKind* findSearchKind(std::string_view name);

} // namespace pareidolia
