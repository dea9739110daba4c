// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of the recogniser, one a family of formats. Only for this room.
#pragma once

#include "core/recognising/FileContent.h"
#include "core/recognising/FileKind.h"

#include <string_view>

namespace pareidolia {

/// A kind, and what was found in the file that its sentence tells.
struct Finding
{
    FileKind kind = FileKind::Unknown;
    std::string detail; ///< a class, a key, names of files
};

/// Of a file that begins as zip files do.
Finding kindOfZip(const std::filesystem::path& path);

/// Of a pickle that begins so: what PyTorch stored before it wrote zip files, or in one.
Finding kindOfPickle(std::string_view beginning);

/// By the fields of the outermost message; Unknown if it is none of those that are known.
Finding kindOfProtobuf(FileContent& content);

/// Of a file whose beginning is text.
Finding kindOfText(std::string_view beginning);

/// What is said of it.
RecognisedFile told(const Finding& finding, const std::filesystem::path& path);

} // namespace pareidolia
