// SPDX-License-Identifier: GPL-3.0-or-later
// Which of many genes mutate, each with the same small probability, at a cost proportional to those
// that do: one draw gives the number of genes that stay before the next one that mutates.
#pragma once

#include "core/random/Stream.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace pareidolia {

class Bernoulli
{
public:
    /// `rate` is clamped to [0, 1].
    explicit Bernoulli(double rate)
    {
        const double stay = 1.0 - std::clamp(rate, 0.0, 1.0);
        double power = 1.0;
        for (double& bound : m_staying)
            bound = power *= stay;
    }

    /// The first chosen place in [place, end), or `end`. One uniform() is drawn for every `reach`
    /// places passed and for the one that is found.
    std::size_t next(std::size_t place, std::size_t end, Stream& stream) const
    {
        while (place < end) {
            // m_staying[k] is the chance that at least k + 1 places stay: count the larger ones,
            // by products, as branches would be mispredicted half the time.
            const double draw = stream.uniform();
            std::size_t stays = 0;
            for (std::size_t step = reach / 2; step > 0; step /= 2)
                stays += step * static_cast<std::size_t>(draw < m_staying[stays + step - 1]);
            stays += static_cast<std::size_t>(draw < m_staying[stays]);
            place += stays;
            if (stays < reach)
                return std::min(place, end);
        }
        return end;
    }

private:
    static constexpr std::size_t reach =
        64; ///< the most genes that one draw passes; a power of two

    /// Powers of the chance to stay by plain products: equal on every machine, as std::pow is not.
    std::array<double, reach> m_staying{};
};

} // namespace pareidolia
