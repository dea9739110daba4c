// SPDX-License-Identifier: GPL-3.0-or-later
// Counter-based random streams (Philox4x32-10, Salmon et al. 2011, from Random123). A stream is
// identified by its purpose; it has no shared state, so children made on any thread, in any order,
// get the same numbers.
#pragma once

#include <array>
#include <cstdint>

namespace pareidolia {

/// The purpose of a stream. Part of every archive's definition: never renumber.
enum class Purpose : std::uint32_t {
    InitialGenome = 1,
    ParentChoice = 2,
    Mutation = 3,
    GradientStart = 4,
    NetworkWeights = 5,
    DataOrder = 6,
};

/// A value owned by one thread; calls never block.
class Stream
{
public:
    Stream(std::uint64_t seed, std::uint32_t generation, std::uint32_t child, Purpose purpose);

    std::uint32_t bits();

    /// Uniform in [0, 1), a multiple of 2^-24: exact in float.
    float uniformFloat();

    /// Uniform in [0, 1), a multiple of 2^-53.
    double uniform();

    /// Uniform among 0 … n − 1, without bias. n > 0.
    std::uint32_t below(std::uint32_t n);

    bool chance(double probability) { return uniform() < probability; }

    /// Standard normal (Box–Muller).
    double normal();

private:
    std::array<std::uint32_t, 2> m_key;
    std::array<std::uint32_t, 4> m_counter;
    std::array<std::uint32_t, 4> m_block{};
    int m_used = 4;
};

} // namespace pareidolia
