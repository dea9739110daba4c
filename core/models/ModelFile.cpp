// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/ModelFile.h"

#include "core/base/Digest.h"
#include "core/base/Files.h"
#include "core/base/ReturnError.h"
#include "core/base/Text.h"
#include "core/models/Manifest.h"
#include "core/models/ScriptGate.h"
#include "core/models/ZipArchive.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <system_error>
#include <utility>

namespace pareidolia {

namespace {

namespace fs = std::filesystem;

constexpr const char* remake = "create a model file with `pareidolia-cli train`";

const std::string manifestEntry = "extra/" + std::string(manifestName);
const std::string onnxEntry = "extra/network.onnx";

/// What newer PyTorch writes beside the network, of how the archive was packed, and the input that
/// a network was traced with. It is packed anew here, without them.
bool tellsOfPacking(std::string_view part)
{
    return part == ".format_version" || part == ".storage_alignment" ||
           part == ".data/serialization_id" || part == "byteorder" ||
           part.starts_with("traced_inputs");
}

/// Only what a network is made of, with names as if the archive had no root folder. Other extra
/// files and debugging notes are dropped: nobody may be led to read them.
Result<ZipEntries> networkParts(ZipEntries entries, const std::string& file)
{
    if (entries.empty())
        return failure(file, "it is empty", remake);
    const std::string& first = entries.begin()->first;
    const std::string root = first.substr(0, first.find('/') + 1);
    ZipEntries parts;
    for (auto& [name, bytes] : entries) {
        if (root.empty() || !name.starts_with(root))
            return failure(file, "it is a zip file, but not a PyTorch file", remake);
        std::string part = name.substr(root.size());
        if (part == ".data/version") // newer PyTorch's name
            part = "version";
        if (part == "byteorder" && !bytes.starts_with("little"))
            return failure(file, "its numbers are in the byte order of another kind of processor",
                           "export the network on a PC");
        const bool extra = part.starts_with("extra/") && part != manifestEntry && part != onnxEntry;
        const bool needed = !extra && !part.ends_with(".debug_pkl") && !tellsOfPacking(part);
        if (needed && !parts.emplace(std::move(part), std::move(bytes)).second)
            return failure(file, "it holds its version twice", "export the network again");
    }
    return parts;
}

bool isCapital(char letter)
{
    return letter >= 'A' && letter <= 'Z';
}

/// An ONNX network has a manifest and an ONNX file, and no code of any kind.
Result<void> checkIsOnnx(const ZipEntries& parts, const std::string& file)
{
    if (!parts.contains(onnxEntry))
        return failure(file,
                       "its manifest says that it is an ONNX network, but it has no network.onnx",
                       "import the network again with `pareidolia-cli model import`");
    for (const auto& [name, bytes] : parts)
        if (name != manifestEntry && name != onnxEntry)
            return failure(file,
                           "it is an ONNX network, but it contains other files (" + name + ")",
                           "import the network again with `pareidolia-cli model import`");
    return {};
}

Result<void> checkIsTorchScript(const ZipEntries& parts, const std::string& file)
{
    bool code = false;
    for (const auto& [name, bytes] : parts) {
        code = code || name.starts_with("code/");
        // LibTorch takes "Code/" for "code/", and reads other parts where there is a model.json.
        const std::string_view folder = std::string_view(name).substr(0, name.find('/'));
        if (name == "model.json" || std::ranges::any_of(folder, isCapital))
            return failure(file, "it holds " + name + ", which no TorchScript file of today has",
                           "export the network again, or use another file");
    }
    if (!code && parts.contains("data.pkl"))
        return failure(file, "it contains weights without a network (a plain PyTorch file)",
                       "export the network as TorchScript, or " + std::string(remake));
    for (const char* part : {"data.pkl", "constants.pkl", "version"})
        if (!code || !parts.contains(part))
            return failure(file, "it is a zip file, but not a TorchScript file", remake);
    if (!parts.contains(manifestEntry))
        return failure(file, "it has no manifest.json with labels and normalisation",
                       "import it with `pareidolia-cli model import`");
    return {};
}

Result<void> checkHarmless(const ZipEntries& parts, const std::string& file)
{
    if (const auto code = forbiddenInCode(parts))
        return failure(file, "its code uses " + *code + ", which is not allowed in model files",
                       "export the network without it");
    if (const auto problem = forbiddenInPickles(parts))
        return failure(file, *problem, "export the network again; nothing of it was run");
    return {};
}

void addCounted(Digest& hash, std::string_view bytes)
{
    const std::uint64_t size = bytes.size();
    hash.add(static_cast<std::uint32_t>(size));
    hash.add(static_cast<std::uint32_t>(size >> 32));
    hash.add(bytes);
}

/// Graph, weights, and how a picture is shown to them; not names, labels, plan or provenance.
std::string hashOf(const auto& parts, const ModelInfo& info)
{
    Digest hash;
    for (const auto& [name, bytes] : parts) {
        if (name == manifestEntry)
            continue;
        addCounted(hash, name);
        addCounted(hash, bytes);
    }
    std::string shown = std::to_string(info.input.width) + " " + std::to_string(info.input.height) +
                        " " + std::to_string(info.input.channels) + " " + info.view + " " +
                        std::to_string(static_cast<int>(info.output));
    // Keys younger than the first models count only where they say something.
    if (info.order != ChannelOrder::Rgb)
        shown += " bgr";
    for (const auto& values : {info.normalisation.mean, info.normalisation.scale})
        for (const float value : values)
            shown += " " + formatFloat(value);
    addCounted(hash, shown);
    return hash.hex();
}

/// Checks everything but the manifest.
Result<void> checkParts(const ZipEntries& parts, Runner runner, const std::string& file)
{
    if (runner == Runner::Onnx)
        return checkIsOnnx(parts, file);
    RETURN_IF_ERROR(checkIsTorchScript(parts, file));
    return checkHarmless(parts, file);
}

/// Packed anew from what was checked: no other reader of zip files can find something else.
Result<std::string> packedAnew(const ZipEntries& parts, const std::string& file)
{
    ZipEntries rooted;
    for (const auto& [name, part] : parts)
        rooted.emplace("model/" + name, part);
    return packZip(rooted, file);
}

} // namespace

Result<bool> hasManifest(const std::string& bytes, const std::string& file)
{
    ASSIGN_OR_RETURN(const auto entries, unpackZip(bytes, file));
    return std::ranges::any_of(
        entries, [](const auto& entry) { return entry.first.ends_with("/" + manifestEntry); });
}

Result<std::vector<std::int64_t>> tracedInputOf(const std::string& bytes, const std::string& file)
{
    ASSIGN_OR_RETURN(auto entries, unpackZip(bytes, file));
    ZipEntries parts;
    for (auto& [name, part] : entries)
        if (const auto at = name.find("/traced_inputs"); at != name.npos && at == name.find('/'))
            parts.emplace(name.substr(at + 1), std::move(part));
    return tracedInput(parts);
}

Result<std::string> withManifest(const std::string& network, const ModelInfo& info,
                                 const std::string& file)
{
    const std::string manifest = manifestToJson(info).dump(1);
    if (info.runner == Runner::Onnx)
        return packedAnew({{manifestEntry, manifest}, {onnxEntry, network}}, file);
    ASSIGN_OR_RETURN(auto entries, unpackZip(network, file));
    if (entries.empty())
        return failure(file, "it is empty", "give another file");
    const std::string& first = entries.begin()->first;
    const std::string root = first.substr(0, first.find('/') + 1);
    entries[root + manifestEntry] = manifest;
    return packZip(entries, file);
}

ModelFile ModelFile::withPlan(const Plan& plan) const
{
    ModelFile file = *this;
    file.m_info.plan = plan;
    return file;
}

Result<ModelFile> ModelFile::open(const fs::path& path)
{
    ASSIGN_OR_RETURN(const auto bytes, readFile(path));
    return fromBytes(bytes, path);
}

Result<ModelFile> ModelFile::fromBytes(const std::string& bytes, const fs::path& path)
{
    const std::string file = path.string();
    ASSIGN_OR_RETURN(auto entries, unpackZip(bytes, file));
    ASSIGN_OR_RETURN(auto parts, networkParts(std::move(entries), file));
    const auto manifest = parts.find(manifestEntry);
    Result<ModelInfo> info = ModelInfo{};
    if (manifest != parts.end())
        info = manifestFromJson(manifest->second, file);
    const Runner runner = info ? info->runner : Runner::TorchScript;
    if (runner == Runner::TorchScript)
        parts.erase(onnxEntry); // as any other extra file
    RETURN_IF_ERROR(checkParts(parts, runner, file));
    if (!info)
        return tl::unexpected(info.error());
    info->sha256 = hashOf(parts, *info);

    ASSIGN_OR_RETURN(auto loadable,
                     runner == Runner::Onnx ? parts.at(onnxEntry) : packedAnew(parts, file));

    ModelFile model;
    model.m_info = std::move(*info);
    model.m_bytes = std::move(loadable);
    model.m_path = path;
    return model;
}

Result<void> checkModelPath(const fs::path& path)
{
    if (path.extension() != ".pt" || !path.has_stem())
        return usageError(path.empty() ? "the model file" : path.string(),
                          "a model file is named NAME.pt", "choose such a name");
    std::error_code ignored;
    if (fs::exists(path, ignored) && !fs::is_regular_file(path, ignored))
        return failure(path.string(), "it exists and is not a regular file", "choose another name");
    fs::path draft = path;
    draft.replace_filename(".draft-" + path.filename().string());
    const auto written = writeFile(draft, {});
    fs::remove(draft, ignored);
    return written.map_error([&](Error error) {
        error.what = path.string(); // nobody asked for a draft
        return error;
    });
}

std::string hashOfOnnx(const ModelInfo& info, std::string_view network)
{
    return hashOf(ZipViews{{onnxEntry, network}}, info);
}

Result<ModelInfo> writeOnnxModel(const fs::path& path, ModelInfo info, std::string_view network)
{
    const std::string manifest = manifestToJson(info).dump(1);
    RETURN_IF_ERROR(manifestFromJson(manifest, path.string())); // readers refuse what is invalid
    const ZipViews parts{{"model/" + manifestEntry, manifest}, {"model/" + onnxEntry, network}};
    const auto pack = [&](const fs::path& draft) {
        return packZipInto(draft, parts).map_error([&](Error error) {
            error.what = path.string(); // nobody asked for a draft
            return error;
        });
    };
    RETURN_IF_ERROR(writeFileBy(path, pack));
    info.sha256 = hashOfOnnx(info, network);
    return info;
}

Result<ModelInfo> writeModel(const fs::path& path, const std::string& bytes)
{
    ASSIGN_OR_RETURN(const auto file, ModelFile::fromBytes(bytes, path));
    RETURN_IF_ERROR(writeFile(path, bytes));
    return file.info();
}

} // namespace pareidolia
