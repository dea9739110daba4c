// SPDX-License-Identifier: GPL-3.0-or-later
// A row of a run file. Each one carries a proof: SQLite sees where its own structure is broken, not
// where a number has become another.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace SQLite {
class Column;
class Database;
class Statement;
} // namespace SQLite

namespace pareidolia {

struct Blob
{
    std::string bytes;
    bool operator==(const Blob&) const = default;
};

/// Null, a whole number, a real one, text, bytes.
using Cell = std::variant<std::monostate, std::int64_t, double, std::string, Blob>;
using Row = std::vector<Cell>;

/// The first 64 bits of the SHA-256 over the name of the table and the cells, each with its kind
/// and length.
std::int64_t proofOf(std::string_view table, const Row& row);

Cell cellOf(const SQLite::Column& column);

/// Writes into a table whose last column is the proof; a row with the same key is replaced. Made
/// once, used often. Throws what SQLiteCpp throws.
class RowWriter
{
public:
    RowWriter(SQLite::Database& database, std::string table, std::size_t cells);
    ~RowWriter();
    void write(const Row& row);

private:
    std::string m_table;
    std::unique_ptr<SQLite::Statement> m_statement;
};

/// The rows of `SELECT * FROM table <rest>`. Throws what SQLiteCpp throws.
class RowReader
{
public:
    RowReader(const SQLite::Database& database, std::string table, const std::string& rest = {});
    ~RowReader();

    /// For the question marks of `rest`, before the first `next`.
    void bind(int place, std::int64_t value);

    /// Starts again, with other values.
    void reset();

    /// Nothing after the last one. A row that does not fit its proof is left out and counted.
    std::optional<Row> next();

    std::size_t damaged() const { return m_damaged; }

private:
    std::string m_table;
    std::unique_ptr<SQLite::Statement> m_statement;
    std::size_t m_damaged = 0;
};

/// A cell as what it should be; nothing if it is something else.
template <typename Value>
std::optional<Value> as(const Cell& cell)
{
    const auto* value = std::get_if<Value>(&cell);
    return value ? std::optional(*value) : std::nullopt;
}

/// A whole number that fits; nothing if it does not.
template <typename Whole>
std::optional<Whole> wholeAs(const Cell& cell)
{
    const auto* value = std::get_if<std::int64_t>(&cell);
    if (!value || !std::in_range<Whole>(*value))
        return std::nullopt;
    return static_cast<Whole>(*value);
}

} // namespace pareidolia
