// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Digest.h"

#include <array>
#include <bit>
#include <cerrno>
#include <cstdio>
#include <openssl/evp.h>
#include <stdexcept>
#include <sys/stat.h>
#include <system_error>

namespace pareidolia {

struct Digest::Context
{
    EVP_MD_CTX* digest = EVP_MD_CTX_new();
    ~Context() { EVP_MD_CTX_free(digest); }
};

namespace {

constexpr std::size_t pieceBytes = std::size_t{1} << 20; ///< of a file

/// Looked up once: that takes longer than a digest of some bytes.
const EVP_MD* found(Digest::Algorithm algorithm)
{
    static const EVP_MD* const sha1 = EVP_MD_fetch(nullptr, "SHA1", nullptr);
    static const EVP_MD* const sha256 = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    return algorithm == Digest::Algorithm::Sha1 ? sha1 : sha256;
}

tl::unexpected<Error> unreadable(const std::filesystem::path& path, int cause)
{
    return failure(path.string(),
                   "it cannot be read (" + std::generic_category().message(cause) + ")",
                   "check its name and its permissions");
}

} // namespace

Digest::Digest(Algorithm algorithm) : m_context(std::make_unique<Context>())
{
    if (!m_context->digest || !found(algorithm) ||
        EVP_DigestInit_ex(m_context->digest, found(algorithm), nullptr) != 1)
        throw std::runtime_error("libcrypto does not provide this digest");
}

Digest::~Digest() = default;

void Digest::add(std::span<const std::uint8_t> bytes)
{
    EVP_DigestUpdate(m_context->digest, bytes.data(), bytes.size());
}

void Digest::add(std::string_view text)
{
    EVP_DigestUpdate(m_context->digest, text.data(), text.size());
}

void Digest::add(std::uint32_t value)
{
    const std::array<std::uint8_t, 4> bytes{
        static_cast<std::uint8_t>(value), static_cast<std::uint8_t>(value >> 8),
        static_cast<std::uint8_t>(value >> 16), static_cast<std::uint8_t>(value >> 24)};
    add(std::span<const std::uint8_t>(bytes));
}

void Digest::add(float value)
{
    add(std::bit_cast<std::uint32_t>(value));
}

std::vector<std::uint8_t> Digest::bytes()
{
    std::vector<std::uint8_t> bytes(EVP_MAX_MD_SIZE);
    unsigned int size = 0;
    EVP_DigestFinal_ex(m_context->digest, bytes.data(), &size);
    bytes.resize(size);
    return bytes;
}

std::string Digest::hex()
{
    constexpr char digits[] = "0123456789abcdef";
    std::string text;
    for (const std::uint8_t byte : bytes()) {
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

std::uint64_t Digest::first64()
{
    const auto all = bytes();
    std::uint64_t first = 0;
    for (std::size_t i = 0; i < 8; ++i)
        first = first << 8 | all[i];
    return first;
}

Result<FileDigest> digestOf(const std::filesystem::path& path, std::stop_token stop)
{
    struct stat about = {};
    if (::stat(path.c_str(), &about) != 0)
        return unreadable(path, errno);
    if (!S_ISREG(about.st_mode)) // a pipe would never end
        return failure(path.string(), "it is not a regular file", "name a file");
    const std::unique_ptr<std::FILE, decltype([](std::FILE* file) { std::fclose(file); })> file(
        std::fopen(path.c_str(), "rb"));
    if (!file)
        return unreadable(path, errno);
    Digest sha1(Digest::Algorithm::Sha1), sha256;
    std::string piece(pieceBytes, '\0');
    while (const std::size_t count = std::fread(piece.data(), 1, piece.size(), file.get())) {
        if (stop.stop_requested())
            return failure(path.string(), "reading was cancelled", "start it again");
        const std::string_view read(piece.data(), count);
        sha1.add(read);
        sha256.add(read);
    }
    if (std::ferror(file.get()))
        return unreadable(path, errno);
    return FileDigest{sha1.hex(), sha256.hex()};
}

} // namespace pareidolia
