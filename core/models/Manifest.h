// SPDX-License-Identifier: GPL-3.0-or-later
// `manifest.json`, the description inside a model file.
#pragma once

#include "core/base/Error.h"
#include "core/classifier/ModelInfo.h"

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace pareidolia {

/// The name of the TorchScript extra file.
inline constexpr std::string_view manifestName = "manifest.json";

/// Everything but the hash, which is always computed.
nlohmann::ordered_json manifestToJson(const ModelInfo& info);

/// Reads a manifest; `file` is named in errors, and so is the key that is missing, unknown, of
/// another type or out of range.
Result<ModelInfo> manifestFromJson(std::string_view text, const std::string& file);

/// Groups of classes as {"name": [numbers of classes], …}; throws the `BadKey` below `path`.
std::vector<ClassGroup> readGroups(const nlohmann::ordered_json& json, const std::string& path,
                                   std::size_t classes);

} // namespace pareidolia
