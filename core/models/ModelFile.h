// SPDX-License-Identifier: GPL-3.0-or-later
// A model file is one `.pt` file: a TorchScript archive (a zip) with `manifest.json` inside it as
// an extra file. A `.pt` runs code, so none is loaded that was not checked here. An ONNX network is
// the same zip with `extra/network.onnx` and no code at all.
#pragma once

#include "core/base/Error.h"
#include "core/classifier/ModelInfo.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace pareidolia {

/// A model file that was read completely and whose code passed the checks. `bytes` is what its
/// runner loads: a TorchScript archive repacked from the checked parts, so that what was checked is
/// what runs; or an ONNX file, which core/importing brings to its normal form before it is run.
class ModelFile
{
public:
    /// Reads, checks the zip, its code (ScriptGate) and its manifest, and computes the hash.
    /// Errors name the file: missing, empty, not a zip, truncated, not TorchScript, no manifest,
    /// invalid manifest (the key is named), refused code (the operator is named).
    static Result<ModelFile> open(const std::filesystem::path& path);

    /// The same for a file in memory; errors call it `path`.
    static Result<ModelFile> fromBytes(const std::string& bytes, const std::filesystem::path& path);

    /// The same with another plan.
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

/// Whether a model file could be written there: checked before work that takes minutes.
Result<void> checkModelPath(const std::filesystem::path& path);

/// Checks the bytes as every reader does, and only then writes `path`, completely or not at all.
/// Returns the manifest with its hash.
Result<ModelInfo> writeModel(const std::filesystem::path& path, const std::string& bytes);

/// The hash that a model file with this ONNX network has.
std::string hashOfOnnx(const ModelInfo& info, std::string_view network);

/// The same for an ONNX network in its normal form, which may be large: it is in memory once.
Result<ModelInfo> writeOnnxModel(const std::filesystem::path& path, ModelInfo info,
                                 std::string_view network);

/// Whether a TorchScript archive named `file` has a manifest: those of other programs have none and
/// must be imported. Fails if it is not a complete zip.
Result<bool> hasManifest(const std::string& bytes, const std::string& file);

/// The sizes of the tensor that a TorchScript archive was traced with (pictures, channels, height,
/// width); empty if it does not tell. Fails if it is not a complete zip.
Result<std::vector<std::int64_t>> tracedInputOf(const std::string& bytes, const std::string& file);

/// The bytes of a model file. `network`: what the runner of `info` loads, a TorchScript archive,
/// whose manifest is replaced, or an ONNX file; `file` is named in errors.
Result<std::string> withManifest(const std::string& network, const ModelInfo& info,
                                 const std::string& file);

} // namespace pareidolia
