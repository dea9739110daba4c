// SPDX-License-Identifier: GPL-3.0-or-later
// What proposes the pictures of a generation from an archive, and is told what became of them. A
// pure state machine: no thread, no clock, no network.
//
// One generation goes: `ask`, then `makeChild` for every child (from any threads at once, in any
// order), then `tell` with children and scores in child order. `apply` between generations. From
// `ask` to `tell` the archive stays as it is.
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
#include <nlohmann/json.hpp>
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

    /// Empty: every child is offered to all classes searched for. Else the one class of each child.
    std::vector<std::size_t> offeredTo;

    /// Whether children that cannot take a class need not be scored.
    ScreeningSettings screening;
};

/// What an emitter remembers between generations. Opaque: only emitters of the same kind read it.
struct EmitterMemory
{
    std::string kind; ///< the emitter's
    int version = 1;  ///< of the layout of its parts

    /// Makes the parts, on any thread; it shares what is large with the emitter. Null: nothing is
    /// remembered.
    std::function<std::vector<std::string>()> pack;
};

/// The same as it comes out of a file.
struct SavedEmitterMemory
{
    int version = 1;
    std::vector<std::string> parts;
};

class Emitter
{
public:
    virtual ~Emitter() = default;

    /// Begins a generation.
    virtual Proposal ask(std::uint32_t generation, const Archive& archive) = 0;

    /// Child `index` of the generation that `ask` began. `gradient` is the answer to its query, or
    /// null where there was none.
    virtual Individual makeChild(std::size_t index, const Archive& archive,
                                 const Gradient* gradient) const = 0;

    /// Ends the generation, whose children were offered to the archive; where it proposed
    /// screening, some of them were not scored. What a person should know, e.g. "class 3 (three):
    /// its gradient is zero …".
    virtual std::vector<std::string> tell(std::span<const Individual> children,
                                          const Scores& scores) = 0;

    /// Settings for the generations to come.
    virtual void apply(const SearchSettings& settings) = 0;

    /// Whether there is nothing left to do, whatever the limits say.
    virtual bool finished() const { return false; }

    /// What `run.json` tells of it besides, by key.
    virtual nlohmann::ordered_json report() const { return nlohmann::ordered_json::object(); }

    /// A genome of this emitter from its JSON. Errors name the key.
    virtual Result<GenomePointer> readGenome(const nlohmann::ordered_json& json) const = 0;

    /// What makes the pictures of its genomes, on any thread; it may outlive the emitter.
    using Painter = std::function<Image(const Genome&)>;
    virtual Painter painter() const = 0;

    /// The genome of an individual again, under the settings of its generation; without a parent it
    /// was a random one. Null where its kind cannot (EmitterKind::canRemakeGenomes).
    virtual GenomePointer remade(IndividualId, const Genome*, const SearchSettings&) const
    {
        return nullptr;
    }

    virtual EmitterMemory memory() const { return {}; }

    /// Goes on where another emitter of the same context was, before the first `ask`. A failure if
    /// this cannot be what such an emitter remembered.
    virtual Result<void> restore(const SavedEmitterMemory&) { return {}; }
};

/// What every emitter is made from.
struct SearchContext
{
    ModelInfo model;
    std::vector<std::size_t> targets;         ///< classes to fool, ascending, at least one
    std::shared_ptr<const Encoding> encoding; ///< null where the emitter has its own
    SearchSettings settings;
};

/// A kind of search, and what it can do. The parameters whose scope is its name are its own.
struct EmitterKind
{
    std::string_view name;
    std::string_view title; ///< as people call it
    bool usesEncoding = false;
    bool needsGradients = false;

    /// A genome that is not in a run file can be made again from its parent's.
    bool canRemakeGenomes = false;

    /// A run can go on from any of its generations, not from its last one only.
    bool canBranch = false;

    /// It has an end of its own, so that it needs no limit.
    bool endsByItself = false;

    /// Pictures that generation 0 and each later one score; fewer where classes are done.
    std::size_t (*picturesOf)(const SearchSettings& settings, std::size_t targets,
                              bool isFirst) = nullptr;

    std::unique_ptr<Emitter> (*make)(SearchContext context) = nullptr;
};

/// The registry. A new kind of search is a class and a line there.
std::span<const EmitterKind> emitterKinds();

/// Null if there is none of that name.
const EmitterKind* findEmitterKind(std::string_view name);

} // namespace pareidolia
