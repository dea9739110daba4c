// SPDX-License-Identifier: GPL-3.0-or-later
// A genome as it lies in a run file: its JSON, compressed by zlib.
#pragma once

#include "core/base/Error.h"
#include "core/encoding/Genome.h"

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace pareidolia {

std::string packGenome(const Genome& genome);

/// Errors are about `what`: no zlib stream, one that unpacks to more than a genome can be, no JSON.
Result<nlohmann::ordered_json> unpackGenome(std::string_view bytes, const std::string& what);

} // namespace pareidolia
