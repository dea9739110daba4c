// SPDX-License-Identifier: GPL-3.0-or-later
// The import of networks for rooms that must not know torch: programs pass the functions of
// core/loading/ModelImport.h, tests pass their own.
#pragma once

#include "core/base/Error.h"
#include "core/models/ImportSettings.h"

#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>

namespace pareidolia {

/// Both may be called from any thread, one at a time, and block for seconds.
struct NetworkImporter
{
    using Report = std::function<void(const std::string& step)>;

    /// Reads and converts; the draft can score.
    std::function<Result<ImportDraft>(const ImportSettings& settings, std::stop_token stop)> draft;

    /// Finds the draft's plan and writes `out`, completely or not at all.
    std::function<Result<ModelInfo>(const ImportDraft& draft, const std::filesystem::path& out,
                                    const Report& report, std::stop_token stop)>
        finish;
};

} // namespace pareidolia
