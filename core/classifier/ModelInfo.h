// SPDX-License-Identifier: GPL-3.0-or-later
// What a model file says about its network: the manifest, as a value. `core/models` reads and
// writes it.
#pragma once

#include "core/image/Image.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

namespace pareidolia {

/// A picture becomes the network's input by x = (byte − mean) · scale, channel by channel.
struct Normalisation
{
    std::vector<float> mean;  ///< one per channel, in 0–255 units
    std::vector<float> scale; ///< one per channel
    bool operator==(const Normalisation&) const = default;
};

enum class OutputKind { Logits, Probabilities, LogProbabilities };

/// The order in which a network receives colour channels. Pictures, means and scales are RGB.
enum class ChannelOrder { Rgb, Bgr };

/// What a model file holds. OpenVINO scores ONNX, and LibTorch gives its gradients; LibTorch runs
/// TorchScript.
enum class Runner { TorchScript, Onnx };

/// A named set of classes, such as "dogs".
struct ClassGroup
{
    std::string name;
    std::vector<std::size_t> classes; ///< ascending
    bool operator==(const ClassGroup&) const = default;
};

/// Everything that can change a bit of a score besides the weights and the library: fixed when a
/// model is made or imported, kept in its manifest, recorded with every run.
struct Plan
{
    enum class Layout { ChannelsFirst, ChannelsLast };
    enum class Preparation { Plain, Frozen, Optimised };

    Layout layout = Layout::ChannelsFirst;
    Preparation preparation = Preparation::Frozen;
    int microBatch = 50;        ///< pictures in every forward call; the last one is padded
    int gradientMicroBatch = 1; ///< pictures in every forward and backward call
    bool operator==(const Plan&) const = default;
};

struct ModelInfo
{
    std::string name;                ///< its name for users, e.g. "lenet-mnist"
    std::string summary;             ///< one sentence
    std::vector<std::string> labels; ///< one per class, at least two
    std::vector<ClassGroup> groups;  ///< may overlap; a class is shown under its first group
    ImageShape input;                ///< the shape of the pictures it takes
    ChannelOrder order = ChannelOrder::Rgb;
    Normalisation normalisation;
    /// How photographs are cropped for the network: "exact" not at all, "crop" to their centre.
    std::string view = "exact";
    OutputKind output = OutputKind::Logits;
    Runner runner = Runner::TorchScript;
    bool givesGradients = true; ///< LibTorch has all of its operators
    Plan plan;
    std::string provenance; ///< who made it, from what, how
    std::string licence;
    std::optional<double> accuracy; ///< measured top-1, 0–1
    std::string accuracyOn;         ///< what it was measured on
    std::string sha256;             ///< graph, weights, normalisation and view; not the name
    /// `sha256` of the same weights in forms of earlier versions: scores differ in the last bits.
    std::vector<std::string> replaces;

    std::size_t classes() const { return labels.size(); }

    /// Whether it is the network with that `sha256`, or has the same weights in a newer form.
    bool standsFor(const std::string& hash) const
    {
        return hash == sha256 || std::ranges::find(replaces, hash) != replaces.end();
    }
};

} // namespace pareidolia
