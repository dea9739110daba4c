// SPDX-License-Identifier: GPL-3.0-or-later
// A model is one `.pt` file: a TorchScript archive (a zip) with `manifest.json` inside it as an
// extra file. A `.pt` runs code, so nothing may load one that has not passed through here. A
// network that OpenCV runs is the same zip with `extra/network.onnx` and no code at all.
#pragma once

#include "core/base/Error.h"
#include "core/classifier/ModelInfo.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace pareidolia {

/// A model file that was read whole and whose code was found harmless. `bytes` is what its runner
/// loads: a TorchScript archive packed anew from the parts that were checked, so that what was
/// checked is what runs; or an ONNX file, which core/dnn checks before OpenCV sees it.
class ModelFile
{
public:
    /// Reads, checks the zip, its code (ScriptGate) and its manifest, and computes the hash.
    /// Errors name the file: missing, empty, no zip, truncated, no TorchScript, no manifest, bad
    /// manifest (the key is named), code that is refused (the operator is named).
    static Result<ModelFile> open(const std::filesystem::path& path);

    /// The same for a file that is in memory already; `path` is what it is called.
    static Result<ModelFile> fromBytes(const std::string& bytes, const std::filesystem::path& path);

    /// The same to be run in another way.
    ModelFile withPlan(const Plan& plan) const;

    const ModelInfo& info() const { return m_info; }
    const std::string& bytes() const { return m_bytes; }
    const std::filesystem::path& path() const { return m_path; }

private:
    ModelFile() = default;

    ModelInfo m_info;
    std::string m_bytes;
    std::filesystem::path m_path;
};

/// Whether a TorchScript archive, of which `file` is the name, carries a manifest: one of another
/// program has none and wants to be imported. Fails for what is no whole zip.
Result<bool> hasManifest(const std::string& bytes, const std::string& file);

/// The bytes of a model file whose network is this ONNX file; `info.runner` is OpenCv.
Result<std::string> packOnnxModel(const ModelInfo& info, std::string_view onnx);

} // namespace pareidolia
