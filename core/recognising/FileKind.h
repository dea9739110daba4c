// SPDX-License-Identifier: GPL-3.0-or-later
// What a file is, by its content: the one recogniser for whatever people give to this program,
// whatever it is called. Thread: any; blocks on the disk, and reads only a few pieces of a file.
#pragma once

#include "core/base/Error.h"

#include <filesystem>
#include <string>

namespace pareidolia {

enum class FileKind {
    // What is read.
    ModelFile, ///< of this program: a network and its manifest
    TorchScript,
    Onnx,
    CaffeText,    ///< the description of a network (.prototxt)
    CaffeWeights, ///< .caffemodel, snapshots
    CaffeMean,    ///< .binaryproto
    NumpyArray,   ///< .npy
    RunFile,
    Spec,
    Png,
    Jpeg,
    Gif,
    WebP,
    Tiff,
    Bmp,
    IdxData, ///< packed by gzip or not
    CsvData, ///< "label,pixel0,…"
    Text,    ///< also JSON: perhaps labels
    // What can only be told.
    ExportedProgram, ///< .pt2
    StateDict,
    Checkpoint,
    PickledModule,
    SafeTensors,
    KerasArchive,
    KerasJson,
    Hdf5,
    TfLite,
    SavedModel, ///< its folder, or the file in it
    FrozenGraph,
    TensorFlowText,
    OnnxText,
    OnnxData,
    CaffeSolver, ///< solver.prototxt, .solverstate
    NumpyArchive,
    ZipOfFiles,
    DamagedZip,
    Archive, ///< packed by another program
    OtherPicture,
    OtherDatabase,
    WebPage,
    LfsPointer,
    Folder,
    Empty,
    Unknown
};

struct RecognisedFile
{
    FileKind kind = FileKind::Unknown;
    std::string what;   ///< "a TensorFlow Lite network"
    std::string advice; ///< as Error's; empty for what is read
};

/// Fails if the file cannot be read.
Result<RecognisedFile> recogniseFile(const std::filesystem::path& path);

/// The kind alone; Unknown if the file cannot be read.
FileKind kindOfFile(const std::filesystem::path& path);

/// PNG, JPEG, GIF, WebP, TIFF, BMP.
bool isPicture(FileKind kind);

/// What an import or the library reads: also one half of a Caffe network.
bool isNetwork(FileKind kind);

/// Made by another program for a network, but none of `isNetwork`: an import tells why.
bool isRefusedNetwork(FileKind kind);

/// Where something else was expected; `wanted`: "a picture (PNG, JPEG, WebP, TIFF, BMP or GIF)".
/// Why `path` cannot be read if that is the case.
Error misfit(const std::filesystem::path& path, const std::string& wanted);

} // namespace pareidolia
