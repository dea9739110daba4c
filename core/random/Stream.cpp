// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/random/Stream.h"

#include <Random123/philox.h>
#include <cmath>
#include <numbers>

namespace pareidolia {

Stream::Stream(std::uint64_t seed, std::uint32_t generation, std::uint32_t child, Purpose purpose)
    : m_key{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)},
      m_counter{0, static_cast<std::uint32_t>(purpose), child, generation}
{}

std::uint32_t Stream::bits()
{
    if (m_used == 4) {
        const r123::Philox4x32::ctr_type counter{
            {m_counter[0], m_counter[1], m_counter[2], m_counter[3]}};
        const auto block =
            r123::Philox4x32{}(counter, r123::Philox4x32::key_type{{m_key[0], m_key[1]}});
        m_block = {block[0], block[1], block[2], block[3]};
        ++m_counter[0];
        m_used = 0;
    }
    return m_block[static_cast<std::size_t>(m_used++)];
}

float Stream::uniformFloat()
{
    return static_cast<float>(bits() >> 8) * 0x1p-24f;
}

double Stream::uniform()
{
    const std::uint64_t high = bits();
    const std::uint64_t low = bits();
    return static_cast<double>(((high << 32) | low) >> 11) * 0x1p-53;
}

std::uint32_t Stream::below(std::uint32_t n)
{
    // Lemire 2019: multiply and keep the high word, redrawing the few that would be counted twice.
    std::uint64_t product = std::uint64_t{bits()} * n;
    if (static_cast<std::uint32_t>(product) < n) {
        const std::uint32_t threshold = (0u - n) % n;
        while (static_cast<std::uint32_t>(product) < threshold)
            product = std::uint64_t{bits()} * n;
    }
    return static_cast<std::uint32_t>(product >> 32);
}

double Stream::normal()
{
    const double radius = std::sqrt(-2.0 * std::log(1.0 - uniform()));
    return radius * std::cos(2.0 * std::numbers::pi * uniform());
}

} // namespace pareidolia
