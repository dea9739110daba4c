// SPDX-License-Identifier: GPL-3.0-or-later
// Checksums by libcrypto: SHA-256 (FIPS 180-4) is the identity of models and of archives; SHA-1
// only identifies files of which some catalogues publish nothing better.
#pragma once

#include "core/base/Error.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace pareidolia {

/// Bytes are added in pieces; integers and floats as little-endian on every machine.
class Digest
{
public:
    enum class Algorithm { Sha1, Sha256 };

    explicit Digest(Algorithm algorithm = Algorithm::Sha256);
    ~Digest();
    Digest(const Digest&) = delete;
    Digest& operator=(const Digest&) = delete;

    void add(std::span<const std::uint8_t> bytes);
    void add(std::string_view text);
    void add(std::uint32_t value);
    void add(float value);

    /// 64 lower-case hexadecimal digits; 40 of SHA-1. Call once, last.
    std::string hex();

    /// The first 64 bits of the digest, those that `hex` begins with. Call once, last, instead.
    std::uint64_t first64();

private:
    struct Context;
    std::vector<std::uint8_t> bytes();

    std::unique_ptr<Context> m_context;
};

/// In lower-case hexadecimal digits, as publishers print them.
struct FileDigest
{
    std::string sha1, sha256;
};

/// Reads the file piece by piece; blocks on the disk. Errors name the file. Being stopped is an
/// error, too.
Result<FileDigest> digestOf(const std::filesystem::path& path, std::stop_token stop = {});

} // namespace pareidolia
