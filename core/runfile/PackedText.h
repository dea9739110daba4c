// SPDX-License-Identifier: GPL-3.0-or-later
// Long texts as they lie in a run file: compressed by zlib.
#pragma once

#include "core/base/Error.h"
#include "core/encoding/Genome.h"
#include "core/search/Search.h"

#include <string>
#include <string_view>

namespace pareidolia {

std::string packText(std::string_view text);

/// Errors are about `what`: no zlib stream, or one that unpacks to more than 64 MiB.
Result<std::string> unpackText(std::string_view bytes, const std::string& what);

/// A genome is its JSON.
std::string packGenome(const Genome& genome);

/// As a genome of `search`. Errors as above, no JSON, or they name the key that is wrong.
Result<GenomePointer> unpackGenome(std::string_view bytes, const Search& search,
                                   const std::string& what);

} // namespace pareidolia
