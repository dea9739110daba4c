// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runfile/Row.h"

#include "core/base/Sha256.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <bit>
#include <string>

namespace pareidolia {

namespace {

void addWhole(Sha256& hash, std::uint64_t value)
{
    hash.add(static_cast<std::uint32_t>(value));
    hash.add(static_cast<std::uint32_t>(value >> 32));
}

void addText(Sha256& hash, std::string_view text)
{
    addWhole(hash, text.size());
    hash.add(text);
}

struct Adder
{
    Sha256& hash;
    void operator()(std::monostate) const {}
    void operator()(std::int64_t value) const { addWhole(hash, static_cast<std::uint64_t>(value)); }
    void operator()(double value) const { addWhole(hash, std::bit_cast<std::uint64_t>(value)); }
    void operator()(const std::string& text) const { addText(hash, text); }
    void operator()(const Blob& blob) const { addText(hash, blob.bytes); }
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
    Sha256 hash;
    addText(hash, table);
    for (const Cell& cell : row) {
        hash.add(static_cast<std::uint32_t>(cell.index()));
        std::visit(Adder{hash}, cell);
    }
    const std::string digits = hash.hex().substr(0, 16);
    return static_cast<std::int64_t>(std::stoull(digits, nullptr, 16));
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
