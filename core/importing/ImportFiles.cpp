// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/ImportFiles.h"

#include "core/base/Digest.h"
#include "core/base/Files.h"
#include "core/base/ReturnError.h"

#include <algorithm>
#include <cctype>
#include <optional>

namespace pareidolia {

namespace {

namespace fs = std::filesystem;
using Format = ImportFiles::Format;

constexpr std::uintmax_t largest = INT32_MAX;
constexpr const char* whatToGive =
    "give a .prototxt and its .caffemodel, a TorchScript .pt, or an .onnx file";

std::string endingOf(const fs::path& path)
{
    std::string ending = path.extension().string();
    std::ranges::transform(ending, ending.begin(),
                           [](unsigned char one) { return static_cast<char>(std::tolower(one)); });
    return ending;
}

bool isWeights(const fs::path& path)
{
    return endingOf(path) == ".caffemodel";
}

bool isMean(const fs::path& path)
{
    const std::string ending = endingOf(path);
    return ending == ".binaryproto" || ending == ".npy";
}

/// Browsers and mail programs add an ending that systems know.
bool isDescription(const fs::path& path)
{
    const std::string ending = endingOf(path);
    return ending == ".prototxt" || (ending == ".txt" && endingOf(path.stem()) == ".prototxt");
}

std::optional<Format> formatOf(const fs::path& path)
{
    const std::string ending = endingOf(path);
    if (isDescription(path) || isWeights(path) || isMean(path))
        return Format::Caffe;
    if (ending == ".pt" || ending == ".pth" || ending == ".ts" || ending == ".torchscript")
        return Format::TorchScript;
    if (ending == ".onnx")
        return Format::Onnx;
    return std::nullopt;
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

Result<void> checkBelongTogether(const std::vector<fs::path>& paths, Format format)
{
    for (const fs::path& path : paths)
        if (formatOf(path) != format)
            return usageError(path.string(), "it does not belong with " + paths.front().string(),
                              whatToGive);
    if (format != Format::Caffe) {
        if (paths.size() > 1)
            return usageError(paths[1].string(), "only one network can be imported at a time",
                              "give one file");
        return {};
    }
    const auto weights = std::ranges::count_if(paths, isWeights);
    const auto descriptions = std::ranges::count_if(paths, isDescription);
    if (weights == 1 && descriptions == 1 && paths.size() <= 3)
        return {};
    return usageError(paths.front().string(),
                      weights == 0        ? "the .caffemodel with the weights is missing"
                      : descriptions == 0 ? "the .prototxt that describes the network is missing"
                                          : "a Caffe network is one .prototxt and one .caffemodel, "
                                            "and at most one mean (.binaryproto or .npy)",
                      "give both files");
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
    return named(network) + (format == Format::Caffe ? ", " + named(weights) : "") +
           (mean.bytes.empty() ? "" : ", " + named(mean));
}

Result<ImportFiles> readImportFiles(const std::vector<fs::path>& paths)
{
    if (paths.empty())
        return usageError("the network", "no file was given", whatToGive);
    for (const fs::path& path : paths)
        if (!formatOf(path))
            return usageError(path.string(), "its extension is not that of a network file",
                              whatToGive);
    ImportFiles files{.format = *formatOf(paths.front())};
    RETURN_IF_ERROR(checkBelongTogether(paths, files.format));
    for (const fs::path& path : paths) {
        ASSIGN_OR_RETURN(auto file, read(path));
        (isWeights(path) ? files.weights
         : isMean(path)  ? files.mean
                         : files.network) = std::move(file);
    }
    return files;
}

} // namespace pareidolia
