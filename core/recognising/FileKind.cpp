// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recognising/FileKind.h"

#include "core/base/ReturnError.h"
#include "core/recognising/Kinds.h"

#include <algorithm>
#include <array>

namespace pareidolia {

namespace {

namespace fs = std::filesystem;
using namespace std::string_view_literals;

struct Signature
{
    std::string_view bytes;
    std::size_t place;
    FileKind kind;
};

constexpr std::array signatures{
    Signature{"\x89PNG\r\n\x1a\n"sv, 0, FileKind::Png},
    Signature{"\xff\xd8\xff"sv, 0, FileKind::Jpeg},
    Signature{"GIF87a"sv, 0, FileKind::Gif},
    Signature{"GIF89a"sv, 0, FileKind::Gif},
    Signature{"WEBP"sv, 8, FileKind::WebP},
    Signature{"II*\0"sv, 0, FileKind::Tiff},
    Signature{"MM\0*"sv, 0, FileKind::Tiff},
    Signature{"II+\0"sv, 0, FileKind::Tiff},
    Signature{"MM\0+"sv, 0, FileKind::Tiff},
    Signature{"\x89HDF\r\n\x1a\n"sv, 0, FileKind::Hdf5},
    Signature{"TFL3"sv, 4, FileKind::TfLite},
    Signature{"\x93NUMPY"sv, 0, FileKind::NumpyArray},
    Signature{"ftypavif"sv, 4, FileKind::OtherPicture},
    Signature{"ftypheic"sv, 4, FileKind::OtherPicture},
    Signature{"ftypmif1"sv, 4, FileKind::OtherPicture},
    Signature{"\0\0\0\x0cjP  "sv, 0, FileKind::OtherPicture},
    Signature{"\0\0\x01\0"sv, 0, FileKind::OtherPicture},
    Signature{"8BPS"sv, 0, FileKind::OtherPicture},
    Signature{"%PDF"sv, 0, FileKind::OtherPicture},
    Signature{"#?RADIANCE"sv, 0, FileKind::OtherPicture},
    Signature{"\x76\x2f\x31\x01"sv, 0, FileKind::OtherPicture},
    Signature{"\xfd"
              "7zXZ"sv,
              0, FileKind::Archive},
    Signature{"BZh"sv, 0, FileKind::Archive},
    Signature{"7z\xbc\xaf"sv, 0, FileKind::Archive},
    Signature{"Rar!"sv, 0, FileKind::Archive},
    Signature{"\x28\xb5\x2f\xfd"sv, 0, FileKind::Archive},
    Signature{"ustar"sv, 257, FileKind::Archive},
};

bool isIdx(std::string_view head)
{
    return head.size() >= 8 && head.substr(0, 3) == "\0\0\x08"sv && head[3] >= 1 && head[3] <= 4;
}

/// A JSON object behind its length in eight bytes.
bool isSafeTensors(std::string_view head)
{
    return head.size() > 10 && head.substr(5, 3) == "\0\0\0"sv && head[8] == '{' &&
           (head.find("\"dtype\"") != head.npos || head.find("\"__metadata__\"") != head.npos);
}

bool isBmp(std::string_view head)
{
    return head.size() > 26 && head.starts_with("BM") && head.substr(6, 4) == "\0\0\0\0"sv;
}

bool isPortablePixmap(std::string_view head)
{
    return head.size() > 8 && head[0] == 'P' && head[1] >= '1' && head[1] <= '6' &&
           (head[2] == '\n' || head[2] == ' ') && head[3] >= '#' && head[3] <= '9';
}

FileKind kindOfDatabase(std::string_view head)
{
    // application_id of a run file (core/runfile/Schema.h), big-endian.
    return head.size() >= 72 && head.substr(68, 4) == "Pare" ? FileKind::RunFile
                                                             : FileKind::OtherDatabase;
}

bool isText(std::string_view head)
{
    if (head.starts_with("\xff\xfe") || head.starts_with("\xfe\xff"))
        return true; // UTF-16
    const auto control = [](char one) {
        return (one >= 0 && one < ' ' && one != '\t' && one != '\n' && one != '\r' &&
                one != '\f') ||
               one == 0x7f;
    };
    return std::ranges::none_of(head, control);
}

/// Where the content tells nothing the name does: of a network that is so damaged, its reader tells
/// what is wrong with it.
Finding byName(const fs::path& path, const Finding& otherwise)
{
    std::string name = path.filename().string();
    std::ranges::transform(name, name.begin(), [](char one) {
        return one >= 'A' && one <= 'Z' ? static_cast<char>(one + 32) : one;
    });
    if (name.ends_with(".onnx"))
        return {FileKind::Onnx, {}};
    if (name.ends_with(".caffemodel"))
        return {FileKind::CaffeWeights, {}};
    if (name.ends_with(".prototxt") || name.ends_with(".prototxt.txt"))
        return {FileKind::CaffeText, {}};
    const bool isBeside = name.ends_with(".data") || name.ends_with("_data");
    return otherwise.kind == FileKind::Unknown && isBeside ? Finding{FileKind::OnnxData, {}}
                                                           : otherwise;
}

Finding kindOfContent(FileContent& content, const fs::path& path)
{
    const std::string_view head = content.head();
    for (const Signature& signature : signatures)
        if (head.size() >= signature.place &&
            head.substr(signature.place).starts_with(signature.bytes) &&
            (signature.kind != FileKind::WebP || head.starts_with("RIFF")))
            return {signature.kind, {}};
    if (head.starts_with("PK\3\4") || head.starts_with("PK\5\6"))
        return kindOfZip(path);
    if (head.starts_with("SQLite format 3"))
        return {kindOfDatabase(head), {}};
    if (head.starts_with("\x1f\x8b"))
        return {isIdx(unpackedHead(path)) ? FileKind::IdxData : FileKind::Archive, {}};
    if (isIdx(head))
        return {FileKind::IdxData, {}};
    if (isSafeTensors(head))
        return {FileKind::SafeTensors, {}};
    if (isBmp(head))
        return {FileKind::Bmp, {}};
    if (isPortablePixmap(head))
        return {FileKind::OtherPicture, {}};
    if (head.starts_with("\x80\x02") || head.starts_with("\x80\x04"))
        return kindOfPickle(head);
    if (const Finding found = kindOfProtobuf(content); found.kind != FileKind::Unknown)
        return found;
    const Finding text = isText(head) ? kindOfText(head) : Finding();
    return text.kind == FileKind::Unknown || text.kind == FileKind::Text ? byName(path, text)
                                                                         : text;
}

} // namespace

Result<RecognisedFile> recogniseFile(const fs::path& path)
{
    std::error_code ignored;
    if (fs::is_directory(path, ignored)) {
        const bool saved = fs::exists(path / "saved_model.pb", ignored);
        return told({saved ? FileKind::SavedModel : FileKind::Folder, {}}, path);
    }
    ASSIGN_OR_RETURN(auto content, FileContent::open(path));
    if (content.size() == 0)
        return told(byName(path, {FileKind::Empty, {}}), path);
    return told(kindOfContent(content, path), path);
}

FileKind kindOfFile(const fs::path& path)
{
    const auto file = recogniseFile(path);
    return file ? file->kind : FileKind::Unknown;
}

bool isPicture(FileKind kind)
{
    return kind >= FileKind::Png && kind <= FileKind::Bmp;
}

bool isNetwork(FileKind kind)
{
    return kind >= FileKind::ModelFile && kind <= FileKind::CaffeWeights;
}

bool isRefusedNetwork(FileKind kind)
{
    return kind >= FileKind::ExportedProgram && kind <= FileKind::CaffeSolver;
}

Error misfit(const fs::path& path, const std::string& wanted)
{
    const auto file = recogniseFile(path);
    if (!file)
        return file.error();
    const bool isOurs = file->advice.empty();
    return {path.string(),
            isOurs ? "it is " + file->what + ", not " + wanted : "it is " + file->what,
            isOurs ? "give " + wanted : file->advice};
}

} // namespace pareidolia
