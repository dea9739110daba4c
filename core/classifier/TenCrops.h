// SPDX-License-Identifier: GPL-3.0-or-later
// The paper's crop mode for colour pictures: a network scores ten crops of each, the four corners
// and the centre, and the same mirrored; the confidence is the mean of the ten probabilities
// (docs/protocol.md "Ten crops").
#pragma once

#include "core/classifier/Classifier.h"
#include "core/classifier/View.h"

#include <array>
#include <memory>
#include <vector>

namespace pareidolia {

/// Where a crop begins in the picture, and whether it is mirrored from left to right.
struct Crop
{
    int left = 0, top = 0;
    bool mirrored = false;
};

/// A classifier on top of another one; no picture is scaled. Threads as for any classifier.
class TenCrops : public Classifier
{
public:
    static constexpr int side = 256; ///< pixels of a picture, each way
    static constexpr ImageShape picture{side, side, 3};
    static constexpr std::size_t count = 10;

    /// Whether crops of this size cover a picture and have three channels.
    static bool fits(const ImageShape& input);

    /// A usage error if such crops would not cover a picture, or the network takes grey pictures.
    static Result<std::shared_ptr<const Classifier>>
    over(std::shared_ptr<const Classifier> network);

    /// The network's, but with an input of 256 × 256 and the view "ten-crop". The hash is that of
    /// the network; a micro-batch of the plan is as many pictures as fill the network's.
    const ModelInfo& info() const override { return m_info; }
    std::string runtime() const override { return m_network->runtime(); }

    /// ln Σp − ln Σ(1 − p) over the ten; NaN if the score of any crop is.
    Result<Scores> score(std::span<const Image> pictures) const override;

    /// The same from the network's approximate scores.
    std::string screeningTrouble(Screening screening) const override
    {
        return m_network->screeningTrouble(screening);
    }
    Result<Scores> screen(std::span<const Image> pictures, Screening screening) const override;
    bool hasGradient() const override { return m_network->hasGradient(); }

    /// The mean of the ten gradients, each added where its crop was cut.
    Result<std::vector<Gradient>> gradients(std::span<const GradientQuery> queries) const override;

    /// The network that scores the crops.
    const std::shared_ptr<const Classifier>& network() const { return m_network; }

    /// The crops, in the order in which they are summed.
    const std::array<Crop, count>& crops() const { return m_crops; }

private:
    explicit TenCrops(std::shared_ptr<const Classifier> network);
    Result<Gradient> gradient(const GradientQuery& query) const;

    /// `look` scores pieces.
    template <typename Look>
    Result<Scores> scoreBy(Look look, std::span<const Image> pictures) const;

    std::shared_ptr<const Classifier> m_network;
    ModelInfo m_info;
    std::array<Crop, count> m_crops;
};

/// The network in this crop mode: with ten crops on top, or without those that it has.
Result<std::shared_ptr<const Classifier>> withView(std::shared_ptr<const Classifier> network,
                                                   NetworkView view);

} // namespace pareidolia
