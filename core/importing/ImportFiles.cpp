// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/ImportFiles.h"

#include "core/base/Digest.h"
#include "core/base/Files.h"
#include "core/base/ReturnError.h"
#include "core/recognising/FileKind.h"

#include <algorithm>

namespace pareidolia {

namespace {

namespace fs = std::filesystem;
using Format = ImportFiles::Format;

constexpr std::uintmax_t largest = INT32_MAX;
constexpr const char* whatToGive =
    "give a .prototxt and its .caffemodel, a TorchScript .pt, or an .onnx file";

struct Given
{
    fs::path path;
    FileKind kind;
};

Format formatOf(FileKind kind)
{
    if (kind == FileKind::Onnx)
        return Format::Onnx;
    const bool isCaffe = kind == FileKind::CaffeText || kind == FileKind::CaffeWeights;
    return isCaffe ? Format::Caffe : Format::TorchScript;
}

Result<Given> recognised(const fs::path& path)
{
    ASSIGN_OR_RETURN(const auto file, recogniseFile(path));
    if (isNetwork(file.kind))
        return Given{path, file.kind};
    Error error = misfit(path, "a network");
    if (file.kind == FileKind::Unknown || file.advice.empty())
        error.advice = whatToGive;
    error.kind = Error::Kind::Usage;
    return tl::unexpected(std::move(error));
}

Result<ImportFiles::File> read(const fs::path& path)
{
    std::error_code problem;
    const std::uintmax_t size =
        fs::is_regular_file(path, problem) ? fs::file_size(path, problem) : 0;
    if (!problem && size > largest)
        return failure(path.string(), "it is larger than 2 GB", "choose another file");
    ASSIGN_OR_RETURN(auto bytes, readFile(path));
    if (bytes.empty())
        return failure(path.string(), "it is empty", "download it or export it again");
    Digest hash;
    hash.add(std::string_view(bytes));
    return ImportFiles::File{path, std::move(bytes), hash.hex()};
}

Result<void> checkBelongTogether(const std::vector<Given>& given)
{
    const Format format = formatOf(given.front().kind);
    for (const auto& [path, kind] : given)
        if (formatOf(kind) != format)
            return usageError(path.string(),
                              "it does not belong with " + given.front().path.string(), whatToGive);
    if (format != Format::Caffe) {
        if (given.size() > 1)
            return usageError(given[1].path.string(), "only one network can be imported at a time",
                              "give one file");
        return {};
    }
    const auto weights = std::ranges::count(given, FileKind::CaffeWeights, &Given::kind);
    if (weights != 1 || given.size() != 2)
        return usageError(given.front().path.string(),
                          weights == 0 ? "the .caffemodel with the weights is missing"
                          : given.size() == 1
                              ? "the .prototxt that describes the network is missing"
                              : "a Caffe network is one .prototxt and one .caffemodel",
                          "give both files");
    return {};
}

std::string named(const ImportFiles::File& file)
{
    return file.path.filename().string() + " (SHA-256 " + file.sha256 + ")";
}

} // namespace

std::string ImportFiles::stem() const
{
    return (format == Format::Caffe ? weights : network).path.stem().string();
}

std::string ImportFiles::provenance() const
{
    return named(network) + (format == Format::Caffe ? ", " + named(weights) : "");
}

Result<ImportFiles> readImportFiles(const std::vector<fs::path>& paths)
{
    if (paths.empty())
        return usageError("the network", "no file was given", whatToGive);
    std::vector<Given> given;
    for (const fs::path& path : paths) {
        ASSIGN_OR_RETURN(auto one, recognised(path));
        given.push_back(std::move(one));
    }
    RETURN_IF_ERROR(checkBelongTogether(given));
    ImportFiles files{.format = formatOf(given.front().kind)};
    for (const auto& [path, kind] : given) {
        ASSIGN_OR_RETURN(auto file, read(path));
        (kind == FileKind::CaffeWeights ? files.weights : files.network) = std::move(file);
    }
    return files;
}

} // namespace pareidolia
