// SPDX-License-Identifier: GPL-3.0-or-later
// The network that is searched against, as every room but core/torch sees it.
#pragma once

#include "core/base/Error.h"
#include "core/classifier/ModelInfo.h"
#include "core/classifier/Scores.h"
#include "core/image/Image.h"

#include <span>
#include <string>
#include <vector>

namespace pareidolia {

/// What gradient ascent maximises.
enum class Objective { Probability, Logit };

/// The precision of approximate scores, by which a search leaves out what cannot take a class.
enum class Screening { Off, BFloat16, Int8 };

/// A picture in floating point, 0–255 units, channel by channel (CHW), and the class to maximise.
struct GradientQuery
{
    std::span<const float> pixels; ///< channels × height × width
    std::size_t target = 0;
    Objective objective = Objective::Probability;
};

/// The answer to one query.
struct Gradient
{
    double probability = 0;    ///< softmax probability of the target at the queried pixels
    std::vector<float> values; ///< d objective / d pixel, CHW, per 0–255 unit
};

/// Calls may be made from any number of threads at once; each works on the caller's thread alone
/// and blocks while the network runs. The score of a picture depends on that picture only: not on
/// its neighbours in the call, their number, or the thread.
class Classifier
{
public:
    virtual ~Classifier() = default;

    virtual const ModelInfo& info() const = 0;

    /// Library versions and processor kernels: equal results are promised where these are equal.
    virtual std::string runtime() const = 0;

    /// Scores pictures of exactly `info().input`'s shape. Fails if the network itself fails; an
    /// output that is not finite is no failure, but becomes NaN in its row.
    virtual Result<Scores> score(std::span<const Image> pictures) const = 0;

    /// Why approximate scores in this precision are not to be had, or gain nothing: a few words
    /// such as "this processor has no bf16 arithmetic". Empty: `screen` gives them. Of `Off` always
    /// empty.
    virtual std::string screeningTrouble(Screening screening) const
    {
        return screening == Screening::Off ? "" : "this network is scored in float32 only";
    }

    /// Approximate scores of pictures, faster than `score`. They too depend on the picture only. A
    /// usage error where there is trouble.
    virtual Result<Scores> screen(std::span<const Image>, Screening screening) const
    {
        return usageError("screening with " + info().name, screeningTrouble(screening),
                          "set screening to off");
    }

    virtual bool hasGradient() const { return false; }

    /// One gradient per query, in order.
    virtual Result<std::vector<Gradient>> gradients(std::span<const GradientQuery>) const
    {
        return usageError(info().name, "it gives no gradients",
                          "choose another network, or search by evolution");
    }
};

} // namespace pareidolia
