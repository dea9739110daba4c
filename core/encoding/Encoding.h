// SPDX-License-Identifier: GPL-3.0-or-later
// How genomes are made, mutated and rendered. An encoding has no state: every call may be made from
// any thread.
#pragma once

#include "core/base/Error.h"
#include "core/encoding/Genome.h"
#include "core/encoding/VariationSettings.h"
#include "core/image/Image.h"
#include "core/random/Stream.h"

#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace pareidolia {

class Encoding
{
public:
    virtual ~Encoding() = default;

    virtual std::string name() const = 0;

    /// A genome of the initial population.
    virtual GenomePointer random(Stream& stream) const = 0;

    /// A child. `generation` ≥ 1 is the child's (the mutation rate of an encoding may depend on
    /// it).
    virtual GenomePointer mutated(const Genome& parent, const VariationSettings& settings,
                                  std::uint32_t generation, Stream& stream) const = 0;

    /// The picture at the size that is scored.
    virtual Image render(const Genome& genome) const = 0;

    /// The same at another size, e.g. for print; its channels are the network's.
    virtual Image renderAt(const Genome& genome, ImageShape size) const = 0;

    virtual Result<GenomePointer> parse(const nlohmann::ordered_json& json) const = 0;
};

/// What an encoding needs: the shape of the network's input, and the coordinates of CPPNs.
struct EncodingSettings
{
    ImageShape shape;
    CoordinateSystem coordinates = CoordinateSystem::Normalised;
};

/// A kind of encoding. The parameters whose scope is its name are its own.
struct EncodingKind
{
    std::string_view name;
    std::string_view title; ///< as people call it

    /// Its genomes are networks that paint: they have a graph to show, and a picture at any size.
    bool isIndirect = false;

    std::unique_ptr<const Encoding> (*make)(const EncodingSettings& settings) = nullptr;
};

/// The registry. A new encoding is a class and a line there.
std::span<const EncodingKind> encodingKinds();

/// Null if there is none of that name.
const EncodingKind* findEncodingKind(std::string_view name);

/// Null if there is no encoding with that name. Given a genome of another encoding, the members
/// throw std::invalid_argument.
std::unique_ptr<const Encoding> makeEncoding(std::string_view name,
                                             const EncodingSettings& settings);

} // namespace pareidolia
