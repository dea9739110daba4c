// SPDX-License-Identifier: GPL-3.0-or-later
// Labels of classes in the layouts that people have: lines, numbered lines, synset_words.txt, JSON
// lists and objects, Keras' class index, dictionaries of Python, tables. Pure; any thread.
#pragma once

#include "core/base/Error.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pareidolia {

struct LabelList
{
    std::vector<std::string> labels; ///< in the order of the classes
    std::string layout;              ///< "numbered lines"
};

/// The text of a file as UTF-8, without a byte-order mark; from UTF-8 and UTF-16. Any other
/// encoding is a usage error, because which one it is cannot be known.
Result<std::string> labelText(std::string_view bytes, const std::string& file);

/// Usage errors name `file` and the place.
Result<LabelList> labelsIn(const std::string& text, const std::string& file);

/// The items of a list, or the pairs of a dictionary, as Python and JSON write them; nothing if it
/// is neither, or holds other things than words and numbers.
struct Literal
{
    std::vector<std::pair<std::string, std::string>> pairs; ///< the first is empty in a list
    bool isList = false;
};
std::optional<Literal> pythonLiteral(std::string_view text);

} // namespace pareidolia
