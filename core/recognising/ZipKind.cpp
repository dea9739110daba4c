// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recognising/Kinds.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>
#include <vector>
#include <zip.h>

namespace pareidolia {

namespace {

constexpr zip_int64_t mostNames = 10'000; ///< more say nothing new
constexpr std::size_t mostOfPickle = std::size_t{1} << 20;
constexpr std::size_t namesTold = 3;

struct Discard
{
    void operator()(zip_t* archive) const { zip_discard(archive); }
};
using Archive = std::unique_ptr<zip_t, Discard>;

std::vector<std::string> namesIn(zip_t* archive)
{
    std::vector<std::string> names;
    const zip_int64_t count = std::min(zip_get_num_entries(archive, 0), mostNames);
    for (zip_int64_t i = 0; i < count; ++i)
        if (const char* name = zip_get_name(archive, static_cast<zip_uint64_t>(i), ZIP_FL_ENC_RAW))
            names.emplace_back(name);
    return names;
}

/// `part` at the root, or in the one folder that PyTorch puts everything into.
bool holds(const std::vector<std::string>& names, std::string_view part)
{
    return std::ranges::any_of(names, [&](const std::string& name) {
        const std::size_t slash = name.find('/');
        return name == part || (slash != name.npos && name.substr(slash + 1) == part);
    });
}

bool holdsFolder(const std::vector<std::string>& names, std::string_view folder)
{
    return std::ranges::any_of(names, [&](const std::string& name) {
        const std::size_t slash = name.find('/');
        return slash != name.npos && std::string_view(name).substr(slash + 1).starts_with(folder);
    });
}

std::string beginningOf(zip_t* archive, const std::vector<std::string>& names,
                        std::string_view ending)
{
    const auto found =
        std::ranges::find_if(names, [&](const auto& name) { return name.ends_with(ending); });
    if (found == names.end())
        return {};
    const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> entry(
        zip_fopen_index(archive, static_cast<zip_uint64_t>(found - names.begin()), 0), zip_fclose);
    if (!entry)
        return {};
    std::string bytes(mostOfPickle, '\0');
    std::size_t filled = 0;
    for (zip_int64_t count = 1; count > 0 && filled < bytes.size();) {
        count = zip_fread(entry.get(), bytes.data() + filled, bytes.size() - filled);
        filled += count > 0 ? static_cast<std::size_t>(count) : 0;
    }
    bytes.resize(filled);
    return bytes;
}

std::string listed(const std::vector<std::string>& names)
{
    std::string text;
    std::size_t told = 0, files = 0;
    for (const std::string& name : names) {
        if (name.ends_with('/'))
            continue;
        ++files;
        if (told < namesTold)
            text += (told++ > 0 ? ", " : "") + name;
    }
    return std::to_string(files) + (files == 1 ? " file (" : " files (") + text +
           (files > told ? ", …)" : ")");
}

/// What a pickle names: classes ("torchvision.models.resnet.ResNet") and words.
struct Named
{
    std::vector<std::string> globals, words;
};

/// How many bytes follow an operation of a pickle; or, below zero, how many bytes their number has.
/// Nothing for those that end by line feeds, and for what is none.
std::optional<int> argumentOf(char operation)
{
    constexpr std::string_view none =
        "(.012N}])tldesuabQRo\x81\x85\x86\x87\x88\x89\x8f\x90\x91\x93\x94";
    constexpr std::pair<std::string_view, int> others[]{
        {"Kqh\x80\x82", 1}, {"M\x83", 2},    {"Jrj\x84", 4},      {"G\x95", 8},
        {"UC\x8a\x8c", -1}, {"XTB\x8b", -4}, {"\x8d\x8e\x96", -8}};
    if (none.find(operation) != none.npos)
        return 0;
    for (const auto& [operations, size] : others)
        if (operations.find(operation) != operations.npos)
            return size;
    return std::nullopt;
}

/// Up to what cannot be read.
Named namedIn(std::string_view pickle)
{
    Named named;
    const auto line = [&] {
        const std::string_view text = pickle.substr(0, pickle.find('\n'));
        pickle.remove_prefix(std::min(text.size() + 1, pickle.size()));
        return std::string(text);
    };
    while (!pickle.empty()) {
        const char operation = pickle.front();
        pickle.remove_prefix(1);
        const auto argument = argumentOf(operation);
        if (operation == 'c') {
            const std::string module = line();
            named.globals.push_back(module + "." + line());
        } else if (!argument) {
            if (std::string_view("ILFVSPgp").find(operation) == std::string_view::npos)
                break;
            line();
        } else {
            auto size = static_cast<std::size_t>(std::max(*argument, 0));
            const auto digits = static_cast<std::size_t>(std::max(-*argument, 0));
            for (std::size_t i = std::min(digits, pickle.size()); i-- > 0;)
                size = size << 8 | static_cast<unsigned char>(pickle[i]);
            pickle.remove_prefix(std::min(digits, pickle.size()));
            if (operation == 'X' || operation == 'U' || operation == '\x8c')
                named.words.emplace_back(pickle.substr(0, size));
            pickle.remove_prefix(std::min(size, pickle.size()));
        }
    }
    return named;
}

/// What weights are made of, as opposed to Python's objects.
bool isPlain(const std::string& global)
{
    constexpr std::string_view plain[]{
        "torch._utils.",        "torch.Float",         "torch.Half",   "torch.BFloat16",
        "torch.Double",         "torch.Long",          "torch.Int",    "torch.Bool",
        "torch.Byte",           "torch.Char",          "torch.Short",  "torch.Untyped",
        "torch.storage.",       "torch.Size",          "torch.device", "torch.dtype",
        "torch._tensor",        "torch.nn.parameter.", "collections.", "numpy.",
        "argparse.Namespace",   "__builtin__.",        "builtins.",    "_codecs.",
        "torch.serialization.", "torch.optim."};
    return std::ranges::any_of(plain,
                               [&](std::string_view one) { return global.starts_with(one); });
}

} // namespace

Finding kindOfPickle(std::string_view beginning)
{
    const Named named = namedIn(beginning);
    const auto object = std::ranges::find_if_not(named.globals, isPlain);
    if (object != named.globals.end())
        return {FileKind::PickledModule, *object};
    constexpr std::string_view magic = "\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19"; // before zip files
    const auto isTorch = [](const std::string& one) { return one.starts_with("torch."); };
    if (std::ranges::none_of(named.globals, isTorch) && beginning.find(magic) == beginning.npos)
        return {FileKind::Unknown, {}};
    constexpr std::string_view keys[]{"model_state_dict", "state_dict", "model", "net"};
    for (const std::string& word : named.words)
        if (std::ranges::find(keys, word) != std::end(keys))
            return {FileKind::Checkpoint, word};
    return {FileKind::StateDict, {}};
}

Finding kindOfZip(const std::filesystem::path& path)
{
    int problem = 0;
    const Archive archive(zip_open(path.c_str(), ZIP_RDONLY, &problem));
    if (!archive)
        return {FileKind::DamagedZip, {}};
    const std::vector<std::string> names = namesIn(archive.get());
    const bool script = holds(names, "constants.pkl") || holdsFolder(names, "code/");
    if (holds(names, "manifest.json") && (script || holds(names, "network.onnx")))
        return {FileKind::ModelFile, {}};
    if (script)
        return {FileKind::TorchScript, {}};
    if (holds(names, "archive_format") || holds(names, "serialized_exported_program.json") ||
        holdsFolder(names, "models/model.json"))
        return {FileKind::ExportedProgram, {}};
    if (holds(names, "data.pkl")) {
        const Finding found = kindOfPickle(beginningOf(archive.get(), names, "data.pkl"));
        return found.kind == FileKind::Unknown ? Finding{FileKind::StateDict, {}} : found;
    }
    if (holds(names, "model.weights.h5") && holds(names, "config.json"))
        return {FileKind::KerasArchive, {}};
    const auto isArray = [](const std::string& name) { return name.ends_with(".npy"); };
    if (!names.empty() && std::ranges::all_of(names, isArray))
        return {FileKind::NumpyArchive, {}};
    return {FileKind::ZipOfFiles, listed(names)};
}

} // namespace pareidolia
