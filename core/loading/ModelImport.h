// SPDX-License-Identifier: GPL-3.0-or-later
// Imports networks as model files: Caffe, TorchScript without a manifest, ONNX.
//
// In two steps, so that a form can show the network's scores of a test picture before anything is
// saved: a draft is read, converted and can already score; `finishImport` finds its plan and writes
// it. Thread: any one at a time; both block for seconds. Files are untrusted.
#pragma once

#include "core/base/Error.h"
#include "core/models/ImportSettings.h"

#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>

namespace pareidolia {

/// Reads and converts. Usage errors: settings that contradict the file or each other. Failures name
/// file, layer or operator.
Result<ImportDraft> draftImport(const ImportSettings& settings, std::stop_token stop = {});

/// Tunes the plan, reports every step, writes `out` completely or not at all.
Result<ModelInfo> finishImport(const ImportDraft& draft, const std::filesystem::path& out,
                               const std::function<void(const std::string&)>& report = {},
                               std::stop_token stop = {});

} // namespace pareidolia
