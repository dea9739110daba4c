// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Sha256.h"

#include <array>
#include <bit>
#include <openssl/evp.h>
#include <stdexcept>

namespace pareidolia {

struct Sha256::Context
{
    EVP_MD_CTX* digest = EVP_MD_CTX_new();
    ~Context() { EVP_MD_CTX_free(digest); }
};

namespace {

/// Looked up once: that takes longer than a hash of some bytes.
const EVP_MD* algorithm()
{
    static const EVP_MD* const found = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    return found;
}

} // namespace

Sha256::Sha256() : m_context(std::make_unique<Context>())
{
    if (!m_context->digest || !algorithm() ||
        EVP_DigestInit_ex(m_context->digest, algorithm(), nullptr) != 1)
        throw std::runtime_error("libcrypto does not provide SHA-256");
}

Sha256::~Sha256() = default;

void Sha256::add(std::span<const std::uint8_t> bytes)
{
    EVP_DigestUpdate(m_context->digest, bytes.data(), bytes.size());
}

void Sha256::add(std::string_view text)
{
    EVP_DigestUpdate(m_context->digest, text.data(), text.size());
}

void Sha256::add(std::uint32_t value)
{
    const std::array<std::uint8_t, 4> bytes{
        static_cast<std::uint8_t>(value), static_cast<std::uint8_t>(value >> 8),
        static_cast<std::uint8_t>(value >> 16), static_cast<std::uint8_t>(value >> 24)};
    add(std::span<const std::uint8_t>(bytes));
}

void Sha256::add(float value)
{
    add(std::bit_cast<std::uint32_t>(value));
}

std::array<std::uint8_t, 32> Sha256::digest()
{
    std::array<std::uint8_t, 32> bytes{};
    EVP_DigestFinal_ex(m_context->digest, bytes.data(), nullptr);
    return bytes;
}

std::string Sha256::hex()
{
    constexpr char digits[] = "0123456789abcdef";
    std::string text;
    for (const std::uint8_t byte : digest()) {
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

std::uint64_t Sha256::first64()
{
    const auto bytes = digest();
    std::uint64_t first = 0;
    for (int i = 0; i < 8; ++i)
        first = first << 8 | bytes[static_cast<std::size_t>(i)];
    return first;
}

} // namespace pareidolia
