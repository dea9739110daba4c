// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Text.h"
#include "core/models/LabelLayout.h"

#include <cctype>

namespace pareidolia {

namespace {

/// Reads `{0: 'tench, Tinca tinca', 1: "it's"}` or `['a', "b"]`.
class LiteralReader
{
public:
    explicit LiteralReader(std::string_view text) : m_text(text) {}

    std::optional<Literal> read()
    {
        Literal literal;
        literal.isList = take('[');
        if (!literal.isList && !take('{'))
            return std::nullopt;
        const char end = literal.isList ? ']' : '}';
        while (!take(end)) {
            auto first = item();
            if (!first)
                return std::nullopt;
            if (literal.isList) {
                literal.pairs.emplace_back(std::string(), *std::move(first));
            } else {
                if (!take(':'))
                    return std::nullopt;
                auto second = item();
                if (!second)
                    return std::nullopt;
                literal.pairs.emplace_back(*std::move(first), *std::move(second));
            }
            if (!take(',') && !isNext(end))
                return std::nullopt;
        }
        skipBlanks();
        return m_text.empty() ? std::optional(std::move(literal)) : std::nullopt;
    }

private:
    void skipBlanks()
    {
        const std::size_t begin = m_text.find_first_not_of(" \t\r\n");
        m_text.remove_prefix(begin == m_text.npos ? m_text.size() : begin);
    }

    bool isNext(char one)
    {
        skipBlanks();
        return m_text.starts_with(one);
    }

    bool take(char one)
    {
        if (!isNext(one))
            return false;
        m_text.remove_prefix(1);
        return true;
    }

    /// A string in either kind of quotes, or a whole number.
    std::optional<std::string> item()
    {
        skipBlanks();
        if (m_text.starts_with('u') || m_text.starts_with('b')) // of Python 2
            m_text.remove_prefix(1);
        if (m_text.starts_with('\'') || m_text.starts_with('"'))
            return string();
        std::size_t end = 0;
        while (end < m_text.size() && m_text[end] >= '0' && m_text[end] <= '9')
            ++end;
        if (end == 0)
            return std::nullopt;
        std::string number(m_text.substr(0, end));
        m_text.remove_prefix(end);
        return number;
    }

    std::optional<std::string> string()
    {
        const char quote = m_text.front();
        std::string text;
        for (std::size_t i = 1; i < m_text.size(); ++i) {
            if (m_text[i] == quote) {
                m_text.remove_prefix(i + 1);
                return text;
            }
            if (m_text[i] == '\\' && ++i < m_text.size() && m_text[i] == 'n')
                text += ' ';
            else if (i < m_text.size())
                text += m_text[i];
        }
        return std::nullopt;
    }

    std::string_view m_text;
};

} // namespace

std::optional<Literal> pythonLiteral(std::string_view text)
{
    return LiteralReader(text).read();
}

} // namespace pareidolia
