// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/ImportFiles.h"

#include "core/base/Digest.h"
#include "core/base/Files.h"
#include "core/base/ReturnError.h"
#include "core/recognising/FileKind.h"

#include <array>
#include <fstream>

namespace pareidolia {

namespace {

namespace fs = std::filesystem;
using File = ImportFiles::File;
using Format = ImportFiles::Format;

constexpr std::uintmax_t largest = INT32_MAX;
constexpr const char* whatToGive =
    "give a .prototxt and its .caffemodel, a TorchScript .pt, or an .onnx file";

/// Which of the files it becomes; nothing where it is no part of a network.
File* placeOf(FileKind kind, ImportFiles& files)
{
    switch (kind) {
    case FileKind::CaffeText:
    case FileKind::ModelFile:
    case FileKind::TorchScript:
    case FileKind::Onnx:
        return &files.network;
    case FileKind::CaffeWeights:
        return &files.weights;
    case FileKind::CaffeMean:
    case FileKind::NumpyArray:
        return &files.mean;
    default:
        return nullptr;
    }
}

Format formatOf(FileKind kind)
{
    switch (kind) {
    case FileKind::Onnx:
        return Format::Onnx;
    case FileKind::ModelFile:
    case FileKind::TorchScript:
        return Format::TorchScript;
    default:
        return Format::Caffe;
    }
}

Result<std::string> hashOf(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    Digest hash;
    std::array<char, 1 << 16> part{};
    while (file.read(part.data(), part.size()) || file.gcount() > 0)
        hash.add(std::string_view(part.data(), static_cast<std::size_t>(file.gcount())));
    if (file.bad() || !file.eof())
        return failure(path.string(), "it cannot be read", "check the file and its folder");
    return hash.hex();
}

Result<File> read(const fs::path& path, Format format)
{
    if (format == Format::Onnx) {
        ASSIGN_OR_RETURN(auto hash, hashOf(path));
        return File{path, {}, std::move(hash)};
    }
    std::error_code problem;
    if (fs::file_size(path, problem) > largest && !problem)
        return failure(path.string(), "it is larger than 2 GB", "choose another file");
    ASSIGN_OR_RETURN(auto bytes, readFile(path));
    Digest hash;
    hash.add(std::string_view(bytes));
    return File{path, std::move(bytes), hash.hex()};
}

Error noNetwork(const fs::path& path, const RecognisedFile& file)
{
    Error error = misfit(path, "a network");
    if (file.kind == FileKind::Unknown || file.advice.empty())
        error.advice = whatToGive;
    if (file.kind != FileKind::Empty)
        error.kind = Error::Kind::Usage;
    return error;
}

Result<void> checkComplete(const ImportFiles& files, const fs::path& first)
{
    if (files.format != Format::Caffe)
        return {};
    if (files.network.path.empty())
        return usageError(first.string(),
                          files.weights.path.empty()
                              ? "it is a mean, but the network is missing"
                              : "the .prototxt that describes the network is missing",
                          "give both files");
    if (files.weights.path.empty())
        return usageError(first.string(), "the .caffemodel with the weights is missing",
                          "give both files");
    return {};
}

std::string named(const File& file)
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
    std::string text = named(network);
    for (const File* other : {&weights, &mean})
        if (!other->path.empty())
            text += ", " + named(*other);
    return text;
}

Result<ImportFiles> readImportFiles(const std::vector<fs::path>& paths)
{
    if (paths.empty())
        return usageError("the network", "no file was given", whatToGive);
    ImportFiles files;
    for (const fs::path& path : paths) {
        ASSIGN_OR_RETURN(const auto file, recogniseFile(path));
        if (file.kind == FileKind::OnnxData && paths.size() > 1)
            continue; // the network names it, and finds it beside itself
        File* place = placeOf(file.kind, files);
        if (!place)
            return tl::unexpected(noNetwork(path, file));
        const Format format = formatOf(file.kind);
        if (files.network.path.empty() && files.weights.path.empty() && files.mean.path.empty())
            files.format = format;
        if (format != files.format)
            return usageError(path.string(), "it does not belong with " + paths.front().string(),
                              whatToGive);
        if (!place->path.empty())
            return usageError(path.string(),
                              "it is the same part of a network as " + place->path.string(),
                              "give one network at a time");
        ASSIGN_OR_RETURN(*place, read(path, format));
    }
    RETURN_IF_ERROR(checkComplete(files, paths.front()));
    return files;
}

} // namespace pareidolia
