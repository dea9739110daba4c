// SPDX-License-Identifier: GPL-3.0-or-later
// An invalid layer: thrown inside a reader and caught at its end, where it becomes an Error that
// names the layer.
#pragma once

#include "core/base/Error.h"

#include <string>

namespace pareidolia {

struct BadLayer
{
    std::string layer; ///< empty: the network as a whole
    std::string why;
    std::string advice{}; ///< empty: the default one

    Error errorOf(const std::string& source, const std::string& usualAdvice) const
    {
        // Names come from a file and may have any length.
        const std::string name = layer.size() > 80 ? layer.substr(0, 80) + "…" : layer;
        return {source, layer.empty() ? why : "layer \"" + name + "\": " + why,
                advice.empty() ? usualAdvice : advice};
    }
};

} // namespace pareidolia
