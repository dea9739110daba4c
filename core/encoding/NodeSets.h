// SPDX-License-Identifier: GPL-3.0-or-later
// One set of nodes a node, as bits, so that questions about paths cost a few machine words.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace pareidolia {

class NodeSets
{
public:
    explicit NodeSets(std::uint32_t nodes)
        : m_words((nodes + 63) / 64), m_bits(std::size_t{nodes} * m_words, 0)
    {}

    void add(std::uint32_t set, std::uint32_t node)
    {
        row(set)[node / 64] |= std::uint64_t{1} << (node % 64);
    }

    void unite(std::uint32_t set, std::uint32_t other)
    {
        for (std::uint32_t w = 0; w < m_words; ++w)
            row(set)[w] |= row(other)[w];
    }

    std::uint32_t count(std::uint32_t set) const
    {
        std::uint32_t sum = 0;
        for (std::uint32_t w = 0; w < m_words; ++w)
            sum += static_cast<std::uint32_t>(std::popcount(row(set)[w]));
        return sum;
    }

    bool has(std::uint32_t set, std::uint32_t node) const
    {
        return ((row(set)[node / 64] >> (node % 64)) & 1) != 0;
    }

private:
    std::uint64_t* row(std::uint32_t set) { return m_bits.data() + std::size_t{set} * m_words; }
    const std::uint64_t* row(std::uint32_t set) const
    {
        return m_bits.data() + std::size_t{set} * m_words;
    }

    std::uint32_t m_words;
    std::vector<std::uint64_t> m_bits;
};

} // namespace pareidolia
