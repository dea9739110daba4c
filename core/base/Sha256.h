// SPDX-License-Identifier: GPL-3.0-or-later
// SHA-256 (FIPS 180-4) by libcrypto: the identity of models and of archives.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace pareidolia {

/// Bytes are added in pieces; integers and floats as little-endian on every machine.
class Sha256
{
public:
    Sha256();
    ~Sha256();
    Sha256(const Sha256&) = delete;
    Sha256& operator=(const Sha256&) = delete;

    void add(std::span<const std::uint8_t> bytes);
    void add(std::string_view text);
    void add(std::uint32_t value);
    void add(float value);

    /// 64 lower-case hexadecimal digits. Call once, last.
    std::string hex();

    /// The first 64 bits of the hash, those that `hex` begins with. Call once, last, instead.
    std::uint64_t first64();

private:
    struct Context;
    std::array<std::uint8_t, 32> digest();

    std::unique_ptr<Context> m_context;
};

} // namespace pareidolia
