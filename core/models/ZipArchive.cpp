// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/ZipArchive.h"

#include "core/base/ReturnError.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <set>
#include <zip.h>

namespace pareidolia {

namespace {

constexpr zip_int64_t mostEntries = 100'000;

/// Only text is worth packing in a model: what unpacks to more than this is a trap.
constexpr std::uint64_t largestPacked = std::uint64_t{64} << 20;

tl::unexpected<Error> damaged(const std::string& file, const std::string& why)
{
    return failure(file, why, "get or create the model file again");
}

std::string lowered(std::string text)
{
    std::ranges::transform(text, text.begin(), [](unsigned char letter) {
        return static_cast<char>(letter >= 'A' && letter <= 'Z' ? letter + 32 : letter);
    });
    return text;
}

struct Discard
{
    void operator()(zip_t* archive) const { zip_discard(archive); }
};
using Archive = std::unique_ptr<zip_t, Discard>;

std::string messageOf(zip_error_t& error)
{
    const std::string message = zip_error_strerror(&error);
    zip_error_fini(&error);
    return message;
}

Result<Archive> openForReading(const std::string& bytes, const std::string& file)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    zip_t* archive =
        source ? zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error) : nullptr;
    if (!archive) {
        if (source)
            zip_source_free(source);
        return damaged(file, "it is not a complete model file (" + messageOf(error) + ")");
    }
    return Archive(archive);
}

Result<std::string> readEntry(zip_t* archive, zip_uint64_t index, const zip_stat_t& stat,
                              const std::string& file)
{
    const std::string name = stat.name;
    const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> entry(
        zip_fopen_index(archive, index, 0), zip_fclose);
    if (!entry)
        return damaged(file, "its part " + name + " cannot be read");
    std::string bytes(stat.size, '\0');
    std::size_t filled = 0;
    while (filled < bytes.size()) {
        const zip_int64_t count =
            zip_fread(entry.get(), bytes.data() + filled, bytes.size() - filled);
        if (count <= 0)
            return damaged(file, "its part " + name + " is damaged");
        filled += static_cast<std::size_t>(count);
    }
    // One more read brings out a wrong CRC, and bytes beyond the size that was told.
    char beyond = 0;
    if (zip_fread(entry.get(), &beyond, 1) != 0)
        return damaged(file, "its part " + name + " is damaged");
    return bytes;
}

/// Uncompressed. The bytes must live until the archive is closed.
bool addAll(zip_t& archive, const auto& entries)
{
    return std::ranges::all_of(entries, [&](const auto& entry) {
        const auto& [name, bytes] = entry;
        zip_source_t* source = zip_source_buffer(&archive, bytes.data(), bytes.size(), 0);
        const zip_int64_t index = zip_file_add(&archive, name.c_str(), source, ZIP_FL_ENC_UTF_8);
        if (index < 0)
            zip_source_free(source);
        return index >= 0 && zip_set_file_compression(&archive, static_cast<zip_uint64_t>(index),
                                                      ZIP_CM_STORE, 0) == 0;
    });
}

} // namespace

Result<ZipEntries> unpackZip(const std::string& bytes, const std::string& file)
{
    if (bytes.empty())
        return damaged(file, "it is empty");
    ASSIGN_OR_RETURN(const auto archive, openForReading(bytes, file));

    const zip_int64_t count = zip_get_num_entries(archive.get(), 0);
    if (count > mostEntries)
        return damaged(file, "it has too many parts");
    ZipEntries entries;
    std::set<std::string> seen;
    std::uint64_t packed = 0, whole = 0;
    for (zip_int64_t i = 0; i < count; ++i) {
        zip_stat_t stat;
        constexpr zip_uint64_t needed = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_METHOD;
        if (zip_stat_index(archive.get(), static_cast<zip_uint64_t>(i), 0, &stat) != 0 ||
            (stat.valid & needed) != needed)
            return damaged(file, "its list of parts is damaged");
        if (!seen.insert(lowered(stat.name)).second)
            return damaged(file, "it has two parts named " + std::string(stat.name));
        (stat.comp_method == ZIP_CM_STORE ? whole : packed) += stat.size;
        if (packed > largestPacked || whole > bytes.size())
            return damaged(file, "it would unpack to far more than its size");
        ASSIGN_OR_RETURN(auto entry,
                         readEntry(archive.get(), static_cast<zip_uint64_t>(i), stat, file));
        entries.emplace(stat.name, std::move(entry));
    }
    return entries;
}

Result<std::string> packZip(const ZipEntries& entries, const std::string& file)
{
    const auto failed = [&] { return damaged(file, "it does not fit into memory"); };
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &error);
    if (!target)
        return failed();
    zip_source_keep(target); // it is read after the archive is closed
    const std::unique_ptr<zip_source_t, void (*)(zip_source_t*)> kept(target, zip_source_free);
    Archive archive(zip_open_from_source(target, ZIP_TRUNCATE, &error));
    if (!archive)
        return failed();
    if (!addAll(*archive, entries) || zip_close(archive.get()) != 0)
        return failed();
    static_cast<void>(archive.release()); // closing freed it

    zip_stat_t stat;
    if (zip_source_stat(target, &stat) != 0 || zip_source_open(target) != 0)
        return failed();
    std::string packed(stat.size, '\0');
    const zip_int64_t count = zip_source_read(target, packed.data(), packed.size());
    zip_source_close(target);
    if (count != static_cast<zip_int64_t>(packed.size()))
        return failed();
    return packed;
}

Result<void> packZipInto(const std::filesystem::path& path, const ZipViews& entries)
{
    int problem = 0;
    Archive archive(zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &problem));
    if (!archive || !addAll(*archive, entries) || zip_close(archive.get()) != 0)
        return failure(path.string(), "it cannot be written",
                       "check that there is room on the disk, or choose another folder");
    static_cast<void>(archive.release()); // closing freed it
    return {};
}

} // namespace pareidolia
