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

Sha256::Sha256() : m_context(std::make_unique<Context>())
{
    if (!m_context->digest || EVP_DigestInit_ex(m_context->digest, EVP_sha256(), nullptr) != 1)
        throw std::runtime_error("libcrypto offers no SHA-256");
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

std::string Sha256::hex()
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
    unsigned int size = 0;
    EVP_DigestFinal_ex(m_context->digest, bytes.data(), &size);
    constexpr char digits[] = "0123456789abcdef";
    std::string text;
    for (unsigned int i = 0; i < size; ++i) {
        text += digits[bytes[i] >> 4];
        text += digits[bytes[i] & 15];
    }
    return text;
}

} // namespace pareidolia
