// SPDX-License-Identifier: GPL-3.0-or-later
// The paper's view of colour pictures: a network sees ten pieces of each, its four corners and its
// centre, all mirrored too, and what it thinks of the picture is the mean of ten probabilities
// (docs/protocol.md "Ten crops").
#pragma once

#include "core/classifier/Classifier.h"
#include "core/classifier/View.h"

#include <array>
#include <memory>
#include <vector>

namespace pareidolia {

/// Where a piece begins in the picture, and whether it is mirrored from left to right.
struct Crop
{
    int left = 0, top = 0;
    bool mirrored = false;
};

/// A network over another one; no picture is scaled. Threads as for any classifier.
class TenCrops : public Classifier
{
public:
    static constexpr int side = 256; ///< pixels of a picture, each way
    static constexpr ImageShape picture{side, side, 3};
    static constexpr std::size_t count = 10;

    /// Whether pieces of this size cover a picture and are coloured.
    static bool fits(const ImageShape& input);

    /// A usage error where such pieces would not cover a picture, or the network takes no colour.
    static Result<std::shared_ptr<const Classifier>>
    over(std::shared_ptr<const Classifier> network);

    /// The network's, but for pictures of 256 × 256 with the view "ten-crop". The hash is that of
    /// the network; a micro-batch of the plan is as many pictures as fill the network's.
    const ModelInfo& info() const override { return m_info; }
    std::string runtime() const override { return m_network->runtime(); }

    /// ln Σp − ln Σ(1 − p) over the ten; a picture of which any piece has no number has none.
    Result<Scores> score(std::span<const Image> pictures) const override;
    bool hasGradient() const override { return m_network->hasGradient(); }

    /// The mean of the ten slopes, each where its piece was cut from.
    Result<std::vector<Gradient>> gradients(std::span<const GradientQuery> queries) const override;

    /// What looks at the pieces.
    const std::shared_ptr<const Classifier>& network() const { return m_network; }

    /// The pieces, in the order in which they are summed.
    const std::array<Crop, count>& crops() const { return m_crops; }

private:
    explicit TenCrops(std::shared_ptr<const Classifier> network);
    Result<Gradient> gradient(const GradientQuery& query) const;

    std::shared_ptr<const Classifier> m_network;
    ModelInfo m_info;
    std::array<Crop, count> m_crops;
};

/// The network as it is, or over ten crops; of one over ten crops, itself or what is below it.
Result<std::shared_ptr<const Classifier>> withView(std::shared_ptr<const Classifier> network,
                                                   NetworkView view);

} // namespace pareidolia
