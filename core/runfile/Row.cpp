// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runfile/Row.h"

#include "core/base/Digest.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <bit>
#include <string>

namespace pareidolia {

namespace {

void append(std::string& bytes, std::uint64_t value, int count)
{
    for (int i = 0; i < count; ++i)
        bytes += static_cast<char>(value >> (8 * i));
}

void appendText(std::string& bytes, std::string_view text)
{
    append(bytes, text.size(), 8);
    bytes += text;
}

struct Appender
{
    std::string& bytes;
    void operator()(std::monostate) const {}
    void operator()(std::int64_t value) const
    {
        append(bytes, static_cast<std::uint64_t>(value), 8);
    }
    void operator()(double value) const { append(bytes, std::bit_cast<std::uint64_t>(value), 8); }
    void operator()(const std::string& text) const { appendText(bytes, text); }
    void operator()(const Blob& blob) const { appendText(bytes, blob.bytes); }
};

struct Binder
{
    SQLite::Statement& statement;
    int place;
    void operator()(std::monostate) const { statement.bind(place); }
    void operator()(std::int64_t value) const { statement.bind(place, value); }
    void operator()(double value) const { statement.bind(place, value); }
    void operator()(const std::string& text) const { statement.bindNoCopy(place, text); }
    void operator()(const Blob& blob) const
    {
        statement.bindNoCopy(place, blob.bytes.data(), static_cast<int>(blob.bytes.size()));
    }
};

std::string insertion(const std::string& table, std::size_t cells)
{
    std::string marks;
    for (std::size_t i = 0; i <= cells; ++i)
        marks += i == 0 ? "?" : ",?";
    return "INSERT OR REPLACE INTO " + table + " VALUES (" + marks + ")";
}

} // namespace

Cell cellOf(const SQLite::Column& column)
{
    if (column.isInteger())
        return column.getInt64();
    if (column.isFloat())
        return column.getDouble();
    if (column.isText())
        return column.getString();
    if (column.isBlob())
        return Blob{column.getString()};
    return std::monostate();
}

std::int64_t proofOf(std::string_view table, const Row& row)
{
    std::string bytes; // hashed in one go: a log has hundreds of thousands of rows
    appendText(bytes, table);
    for (const Cell& cell : row) {
        append(bytes, cell.index(), 4);
        std::visit(Appender{bytes}, cell);
    }
    Digest hash;
    hash.add(std::string_view(bytes));
    return static_cast<std::int64_t>(hash.first64());
}

RowWriter::RowWriter(SQLite::Database& database, std::string table, std::size_t cells)
    : m_table(std::move(table)),
      m_statement(std::make_unique<SQLite::Statement>(database, insertion(m_table, cells)))
{}

RowWriter::~RowWriter() = default;

void RowWriter::write(const Row& row)
{
    m_statement->tryReset(); // the last time it may have failed
    int place = 0;
    for (const Cell& cell : row)
        std::visit(Binder{*m_statement, ++place}, cell);
    m_statement->bind(++place, proofOf(m_table, row));
    m_statement->exec();
    m_statement->reset();
}

RowReader::RowReader(const SQLite::Database& database, std::string table, const std::string& rest)
    : m_table(std::move(table)),
      m_statement(
          std::make_unique<SQLite::Statement>(database, "SELECT * FROM " + m_table + " " + rest))
{}

RowReader::~RowReader() = default;

void RowReader::bind(int place, std::int64_t value)
{
    m_statement->bind(place, value);
}

void RowReader::reset()
{
    m_statement->reset();
}

std::optional<Row> RowReader::next()
{
    while (m_statement->executeStep()) {
        Row row;
        const int cells = m_statement->getColumnCount() - 1;
        row.reserve(static_cast<std::size_t>(cells));
        for (int i = 0; i < cells; ++i)
            row.push_back(cellOf(m_statement->getColumn(i)));
        const SQLite::Column proof = m_statement->getColumn(cells);
        if (proof.isInteger() && proof.getInt64() == proofOf(m_table, row))
            return row;
        ++m_damaged;
    }
    return std::nullopt;
}

} // namespace pareidolia
