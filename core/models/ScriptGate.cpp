// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/ScriptGate.h"

#include "core/models/AllowedOperators.h"
#include "core/models/ScriptTokens.h"

#include <algorithm>
#include <map>
#include <vector>

namespace pareidolia {

namespace {

using Kind = ScriptToken::Kind;
using Tokens = std::vector<ScriptToken>;

/// Functions of the language itself that serialised code calls by a bare name.
const Words builtinFunctions =
    wordsOf("annotate unchecked_cast uninitialized getattr isinstance float int bool len range "
            "list abs max min round str tuple enumerate zip and or not");

/// Words after which a bracket opens no call.
const Words keywords = wordsOf("if elif while return in assert raise is else def class and or not");

/// Hooks that torch calls while it loads.
const Words forbiddenNames = wordsOf("__setstate__ __getstate__ eval");

/// What is refused, and how often it stands in the code.
using Refused = std::map<std::string, int>;

bool isModelCode(const std::string& name)
{
    return name.starts_with("code/") && name.ends_with(".py");
}

/// "code/__torch__/nets.py" → "__torch__.nets"
std::string moduleOf(const std::string& name)
{
    std::string module = name.substr(5, name.size() - 8);
    std::ranges::replace(module, '/', '.');
    return module;
}

/// Looks at one file's tokens.
class CodeCheck
{
public:
    CodeCheck(const Tokens& tokens, const std::set<std::string>& declared)
        : m_tokens(tokens), m_declared(declared)
    {}

    void addForbidden(Refused& refused) const
    {
        for (std::size_t at = 0; at < m_tokens.size(); ++at)
            if (m_tokens[at].kind == Kind::Name)
                if (const auto problem = problemAt(at))
                    ++refused[*problem];
    }

private:
    bool is(std::size_t at, std::string_view text) const
    {
        return at < m_tokens.size() && m_tokens[at].kind != Kind::String &&
               m_tokens[at].text == text;
    }

    std::string textAt(std::size_t at) const
    {
        return at < m_tokens.size() ? m_tokens[at].text : std::string();
    }

    std::optional<std::string> problemAt(std::size_t at) const
    {
        const std::string& name = m_tokens[at].text;
        if (forbiddenNames.contains(name) || opensClasses(at))
            return name;
        if (at > 0 && is(at - 1, "."))
            return problemOfMember(at);
        if (name == "torch")
            return problemOfOperator("aten", at + 1);
        if (name == "ops")
            return problemOfNamespace(at + 1);
        if (name == "getattr")
            return problemOfGetattr(at);
        return problemOfBareName(at);
    }

    /// The door to C++ classes is __torch__.torch.classes, which must not get another name; an
    /// attribute may be named "classes".
    bool opensClasses(std::size_t at) const
    {
        const bool member = at > 0 && is(at - 1, ".");
        if (is(at, "torch"))
            return member && !is(at + 1, ".");
        return is(at, "classes") && member && at > 1 && is(at - 2, "torch");
    }

    /// torch.NAME: every mention, not only calls, since a name can be given away.
    std::optional<std::string> problemOfOperator(const std::string& space, std::size_t dot) const
    {
        const std::string name = textAt(dot + 1);
        if (!is(dot, ".") || name.empty())
            return space == "aten" ? "torch" : "ops." + space;
        // Types and constants, not operators.
        if (space == "aten" && (name == "device" || name == "dtype" || name == "Tensor"))
            return std::nullopt;
        if (isAllowedOperator(space + "::" + name))
            return std::nullopt;
        return space + "::" + name;
    }

    std::optional<std::string> problemOfNamespace(std::size_t dot) const
    {
        if (!is(dot, ".") || dot + 1 >= m_tokens.size())
            return "ops";
        return problemOfOperator(m_tokens[dot + 1].text, dot + 2);
    }

    /// value.NAME: TorchScript finds operators there too.
    std::optional<std::string> problemOfMember(std::size_t at) const
    {
        // torch.NAME and ops.SPACE.NAME were looked at where they begin.
        if (at >= 2 && (is(at - 2, "torch") || is(at - 2, "ops")) && !is(at - 3, "."))
            return std::nullopt;
        if (at >= 4 && is(at - 4, "ops") && is(at - 3, ".") && !is(at - 5, "."))
            return std::nullopt;
        return problemOfMemberName(m_tokens[at].text);
    }

    std::optional<std::string> problemOfMemberName(const std::string& name) const
    {
        if (m_declared.contains(name) || isAllowedOperator("aten::" + name) ||
            isAllowedOperator("prim::" + name))
            return std::nullopt;
        return "aten::" + name;
    }

    /// getattr(value, "NAME"): the name must be plain to see.
    std::optional<std::string> problemOfGetattr(std::size_t at) const
    {
        int depth = 0;
        for (std::size_t i = at + 1; i < m_tokens.size(); ++i) {
            if (is(i, "(") || is(i, "["))
                ++depth;
            else if (is(i, ")") || is(i, "]"))
                --depth;
            else if (depth == 1 && is(i, ",")) {
                if (i + 2 >= m_tokens.size())
                    break;
                const bool plain = m_tokens[i + 1].kind == Kind::String && is(i + 2, ")");
                const std::string& name = m_tokens[i + 1].text;
                return plain && name != "classes" && name != "torch" ? problemOfMemberName(name)
                                                                     : "getattr";
            }
            if (depth <= 0)
                break;
        }
        return "getattr";
    }

    /// NAME(…): only the language's own functions, and the archive's, which serialised code calls
    /// by a numbered name (_0 = __torch__.nets.block). What is not called is a variable or a type.
    std::optional<std::string> problemOfBareName(std::size_t at) const
    {
        const std::string& name = m_tokens[at].text;
        const bool called = is(at + 1, "(");
        const bool defined = at > 0 && (is(at - 1, "def") || is(at - 1, "class"));
        if (!called || defined || builtinFunctions.contains(name) || keywords.contains(name) ||
            standsForOwnFunction(name))
            return std::nullopt;
        return name;
    }

    bool standsForOwnFunction(const std::string& name) const
    {
        const bool numbered = name.size() > 1 && name[0] == '_' &&
                              name.find_first_not_of("0123456789", 1) == name.npos;
        if (!numbered)
            return false;
        for (std::size_t at = 0; at + 3 < m_tokens.size(); ++at)
            if (is(at, name) && is(at + 1, "=") && is(at + 2, "__torch__") && is(at + 3, "."))
                return true;
        return false;
    }

    const Tokens& m_tokens;
    const std::set<std::string>& m_declared;
};

/// Names that the code itself gives to attributes, methods, functions, classes and modules.
void addDeclared(const Tokens& tokens, std::set<std::string>& declared)
{
    for (std::size_t at = 0; at + 1 < tokens.size(); ++at) {
        const bool introduced = tokens[at].kind == Kind::Name &&
                                (tokens[at].text == "def" || tokens[at].text == "class");
        if (introduced)
            declared.insert(tokens[at + 1].text);
        // "weight : Tensor" in a class body; also parameters, which do no harm here.
        if (tokens[at].kind == Kind::Name && tokens[at + 1].kind == Kind::Sign &&
            tokens[at + 1].text == ":")
            declared.insert(tokens[at].text);
        // __annotations__["0"] = …
        if (tokens[at].text == "[" && tokens[at + 1].kind == Kind::String)
            declared.insert(tokens[at + 1].text);
    }
}

void addModuleNames(const std::string& module, std::set<std::string>& declared)
{
    std::size_t start = 0;
    while (start <= module.size()) {
        const std::size_t dot = std::min(module.find('.', start), module.size());
        declared.insert(module.substr(start, dot - start));
        start = dot + 1;
    }
}

} // namespace

std::optional<std::string> counted(const std::map<std::string, int>& refused)
{
    constexpr std::size_t most = 8;
    std::string text;
    std::size_t named = 0;
    for (const auto& [name, count] : refused) {
        if (named++ == most)
            return text + " and " + std::to_string(refused.size() - most) + " more";
        text += (text.empty() ? "" : ", ") + name;
        if (count > 1)
            text += " (" + std::to_string(count) + " times)";
    }
    return text.empty() ? std::nullopt : std::optional(text);
}

std::set<std::string> definedClasses(const ZipEntries& entries)
{
    std::set<std::string> classes;
    for (const auto& [name, source] : entries) {
        if (!isModelCode(name))
            continue;
        const auto tokens = tokensOf(source);
        for (std::size_t at = 0; tokens && at + 1 < tokens->size(); ++at)
            if ((*tokens)[at].kind == Kind::Name && (*tokens)[at].text == "class")
                classes.insert(moduleOf(name) + "." + (*tokens)[at + 1].text);
    }
    return classes;
}

std::optional<std::string> forbiddenInCode(const ZipEntries& entries)
{
    std::vector<Tokens> files;
    // Where the constants of the code are kept, and what enumerations have.
    std::set<std::string> declared{"forward", "training", "inf", "nan"};
    for (const auto& [name, source] : entries) {
        if (!name.starts_with("code/") || name.ends_with(".debug_pkl"))
            continue;
        if (!isModelCode(name))
            return "the file " + name;
        auto tokens = tokensOf(source);
        if (!tokens)
            return "code that cannot be read in " + name;
        addDeclared(*tokens, declared);
        addModuleNames(moduleOf(name), declared);
        files.push_back(std::move(*tokens));
    }
    // Constants are numbered: CONSTANTS.c0, CONSTANTS.c1 …
    for (const Tokens& tokens : files)
        for (std::size_t at = 0; at + 2 < tokens.size(); ++at)
            if (tokens[at].text == "CONSTANTS" && tokens[at + 1].text == ".")
                declared.insert(tokens[at + 2].text);
    Refused refused;
    for (const Tokens& tokens : files)
        CodeCheck(tokens, declared).addForbidden(refused);
    return counted(refused);
}

} // namespace pareidolia
