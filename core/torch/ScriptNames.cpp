// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/torch/ScriptNames.h"

namespace pareidolia {

namespace {

constexpr std::size_t longest = 60;

bool isLetter(char one)
{
    return (one >= 'a' && one <= 'z') || (one >= 'A' && one <= 'Z');
}

bool isDigit(char one)
{
    return one >= '0' && one <= '9';
}

/// Words of the language, and those that the generated code and its modules use themselves.
bool isTaken(const std::string& word)
{
    static const std::set<std::string> words{
        "False",  "None",   "True",     "and",    "as",     "assert",   "async",   "await",
        "break",  "class",  "continue", "def",    "del",    "elif",     "else",    "except",
        "eval",   "float",  "finally",  "for",    "from",   "forward",  "global",  "if",
        "import", "in",     "int",      "is",     "lambda", "list",     "max",     "min",
        "not",    "or",     "nonlocal", "output", "pass",   "picture",  "print",   "raise",
        "return", "self",   "torch",    "train",  "try",    "training", "while",   "with",
        "yield",  "weight", "bias",     "scale",  "shift",  "slopes",   "modules", "parameters"};
    return words.contains(word);
}

} // namespace

std::string ScriptNames::wordFor(const std::string& name)
{
    std::string word;
    for (const char one : name.substr(0, longest))
        word += isLetter(one) || isDigit(one) ? one : '_';
    if (word.find_first_not_of('_') == std::string::npos)
        word = "layer";
    if (!isLetter(word.front()))
        word = "layer_" + word;
    if (isTaken(word))
        word += "_layer";
    std::string unique = word;
    for (int number = 2; !m_given.insert(unique).second; ++number)
        unique = word + "_" + std::to_string(number);
    return unique;
}

} // namespace pareidolia
