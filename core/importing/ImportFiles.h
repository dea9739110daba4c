// SPDX-License-Identifier: GPL-3.0-or-later
// The files of an import, in memory, and their format. Thread: any; blocks on the disk.
#pragma once

#include "core/base/Error.h"

#include <filesystem>
#include <string>
#include <vector>

namespace pareidolia {

struct ImportFiles
{
    enum class Format { Caffe, TorchScript, Onnx };
    struct File
    {
        std::filesystem::path path;
        std::string bytes;
        std::string sha256;
    };

    Format format = Format::TorchScript;
    File network; ///< .prototxt, .pt or .onnx
    File weights; ///< Caffe's .caffemodel; else empty

    /// The file that the network is named after by default, without its extension.
    std::string stem() const;

    /// "squeezenet.caffemodel (SHA-256 …), deploy.prototxt (SHA-256 …)"
    std::string provenance() const;
};

/// By their content, in any order: the description and the weights of a Caffe network, TorchScript,
/// or ONNX. Anything else is told what it is; that, and files that do not belong together, are usage
/// errors. Files over 2 GB are refused unread.
Result<ImportFiles> readImportFiles(const std::vector<std::filesystem::path>& paths);

} // namespace pareidolia
