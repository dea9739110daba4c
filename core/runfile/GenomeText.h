// SPDX-License-Identifier: GPL-3.0-or-later
// A genome as it lies in a run file: its JSON, compressed by zlib.
#pragma once

#include "core/base/Error.h"
#include "core/search/Search.h"

#include <string>
#include <string_view>

namespace pareidolia {

std::string packGenome(const Genome& genome);

/// As a genome of `search`. Errors are about `what`, no zlib stream, one that unpacks to more than
/// a genome can be, no JSON, or name the key that is wrong.
Result<GenomePointer> unpackGenome(std::string_view bytes, const Search& search,
                                   const std::string& what);

} // namespace pareidolia
