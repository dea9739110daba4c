// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/ScriptTokens.h"

#include <algorithm>
#include <cctype>

namespace pareidolia {

namespace {

bool startsName(char c)
{
    return std::isalpha(static_cast<unsigned char>(c)) || c == '_';
}

bool isDigit(char c)
{
    return std::isdigit(static_cast<unsigned char>(c));
}

bool continuesName(char c)
{
    return startsName(c) || isDigit(c);
}

/// Reads through the source, one token at a time.
class Lexer
{
public:
    explicit Lexer(std::string_view source) : m_rest(source) {}

    bool atEnd()
    {
        for (;;) {
            while (!m_rest.empty() && std::isspace(static_cast<unsigned char>(m_rest[0])))
                m_rest.remove_prefix(1);
            if (m_rest.empty() || m_rest[0] != '#')
                return m_rest.empty();
            m_rest.remove_prefix(std::min(m_rest.find('\n'), m_rest.size()));
        }
    }

    std::optional<ScriptToken> next()
    {
        using Kind = ScriptToken::Kind;
        const char first = m_rest[0];
        if (startsName(first))
            return ScriptToken{Kind::Name, take(countWhile(continuesName))};
        if (isDigit(first) || (first == '.' && m_rest.size() > 1 && isDigit(m_rest[1])))
            return number();
        if (first == '"' || first == '\'')
            return string();
        const auto byte = static_cast<unsigned char>(first);
        if (byte < 0x21 || byte > 0x7e || first == '\\')
            return std::nullopt;
        return ScriptToken{Kind::Sign, take(1)};
    }

private:
    std::string take(std::size_t count)
    {
        const std::string taken(m_rest.substr(0, count));
        m_rest.remove_prefix(count);
        return taken;
    }

    template <typename Holds>
    std::size_t countWhile(Holds holds) const
    {
        std::size_t count = 0;
        while (count < m_rest.size() && holds(m_rest[count]))
            ++count;
        return count;
    }

    /// 12, 0.5, 1., 1e-05. Nothing if a name or a dot follows at once: "1..name" would hide one.
    std::optional<ScriptToken> number()
    {
        std::size_t at = digitsFrom(0);
        if (at < m_rest.size() && m_rest[at] == '.')
            at = digitsFrom(at + 1);
        if (at < m_rest.size() && (m_rest[at] == 'e' || m_rest[at] == 'E')) {
            ++at;
            if (at < m_rest.size() && (m_rest[at] == '+' || m_rest[at] == '-'))
                ++at;
            at = digitsFrom(at);
        }
        if (at < m_rest.size() && (startsName(m_rest[at]) || m_rest[at] == '.'))
            return std::nullopt;
        return ScriptToken{ScriptToken::Kind::Number, take(at)};
    }

    std::size_t digitsFrom(std::size_t at) const
    {
        while (at < m_rest.size() && isDigit(m_rest[at]))
            ++at;
        return at;
    }

    std::optional<ScriptToken> string()
    {
        const char quote = m_rest[0];
        const std::string_view three = m_rest.substr(0, 3);
        const bool triple = three.size() == 3 && three == std::string(3, quote);
        const std::string end(triple ? 3 : 1, quote);
        m_rest.remove_prefix(end.size());
        std::size_t at = 0;
        while (at < m_rest.size() && m_rest.substr(at, end.size()) != end)
            at += m_rest[at] == '\\' ? 2 : 1;
        if (at >= m_rest.size())
            return std::nullopt;
        ScriptToken token{ScriptToken::Kind::String, take(at)};
        m_rest.remove_prefix(end.size());
        return token;
    }

    std::string_view m_rest;
};

} // namespace

std::optional<std::vector<ScriptToken>> tokensOf(std::string_view source)
{
    std::vector<ScriptToken> tokens;
    Lexer lexer(source);
    while (!lexer.atEnd()) {
        auto token = lexer.next();
        if (!token)
            return std::nullopt;
        tokens.push_back(std::move(*token));
    }
    return tokens;
}

} // namespace pareidolia
