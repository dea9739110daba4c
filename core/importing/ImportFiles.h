// SPDX-License-Identifier: GPL-3.0-or-later
// The files of an import and their format. Thread: any; blocks on the disk.
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
        std::string bytes; ///< of ONNX none: it is read from its path, with the data beside it
        std::string sha256;
    };

    Format format = Format::TorchScript;
    File network; ///< a prototxt, TorchScript, or ONNX
    File weights; ///< of Caffe; else empty
    File mean;    ///< of Caffe, a .binaryproto or .npy, if it was given

    /// The file that the network is named after by default, without its extension.
    std::string stem() const;

    /// "deploy.prototxt (SHA-256 …), squeezenet.caffemodel (SHA-256 …)"
    std::string provenance() const;
};

/// By their content, whatever they are called: a network of Caffe in two files, perhaps with its
/// mean, or one TorchScript or ONNX file. Anything else, and files that do not belong together, are
/// usage errors that say what they are.
Result<ImportFiles> readImportFiles(const std::vector<std::filesystem::path>& paths);

} // namespace pareidolia
