// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/FileDigest.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <openssl/evp.h>
#include <stdexcept>
#include <sys/stat.h>
#include <system_error>
#include <vector>

namespace pareidolia {

namespace {

constexpr std::size_t pieceBytes = std::size_t{1} << 20;

class Digest
{
public:
    explicit Digest(const EVP_MD* kind)
    {
        if (!m_context || EVP_DigestInit_ex(m_context.get(), kind, nullptr) != 1)
            throw std::runtime_error("libcrypto does not provide this digest");
    }

    void add(const char* bytes, std::size_t count)
    {
        EVP_DigestUpdate(m_context.get(), bytes, count);
    }

    std::string hex()
    {
        std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
        unsigned int size = 0;
        EVP_DigestFinal_ex(m_context.get(), bytes.data(), &size);
        std::string text;
        for (unsigned int i = 0; i < size; ++i) {
            text += "0123456789abcdef"[bytes[i] >> 4];
            text += "0123456789abcdef"[bytes[i] & 15];
        }
        return text;
    }

private:
    struct Free
    {
        void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
    };
    std::unique_ptr<EVP_MD_CTX, Free> m_context{EVP_MD_CTX_new()};
};

struct Close
{
    void operator()(std::FILE* file) const { std::fclose(file); }
};

tl::unexpected<Error> unreadable(const std::filesystem::path& path, int cause)
{
    return failure(path.string(),
                   "it cannot be read (" + std::generic_category().message(cause) + ")",
                   "check its name and its permissions");
}

} // namespace

Result<FileDigest> digestOf(const std::filesystem::path& path, std::stop_token stop)
{
    struct stat about = {};
    if (::stat(path.c_str(), &about) != 0)
        return unreadable(path, errno);
    if (!S_ISREG(about.st_mode)) // a pipe would never end
        return failure(path.string(), "it is not a regular file", "name a file");
    const std::unique_ptr<std::FILE, Close> file(std::fopen(path.c_str(), "rb"));
    if (!file)
        return unreadable(path, errno);
    Digest sha1(EVP_sha1());
    Digest sha256(EVP_sha256());
    std::vector<char> piece(pieceBytes);
    while (const std::size_t count = std::fread(piece.data(), 1, piece.size(), file.get())) {
        if (stop.stop_requested())
            return failure(path.string(), "reading was cancelled", "start it again");
        sha1.add(piece.data(), count);
        sha256.add(piece.data(), count);
    }
    if (std::ferror(file.get()))
        return unreadable(path, errno);
    return FileDigest{sha1.hex(), sha256.hex()};
}

} // namespace pareidolia
