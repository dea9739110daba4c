// SPDX-License-Identifier: GPL-3.0-or-later
// Entries of the log as rows of the tables in Schema.h, and back. What does not fit is nothing.
#pragma once

#include "core/classifier/ModelInfo.h"
#include "core/run/Curve.h"
#include "core/run/EventLog.h"
#include "core/run/Lifecycle.h"
#include "core/run/RunSpec.h"
#include "core/runfile/Row.h"
#include "core/search/Search.h"

#include <cstdint>
#include <optional>

namespace pareidolia::rows {

struct Progress
{
    std::optional<std::uint32_t> generation; ///< the last whole one
    std::uint64_t evaluations = 0;
    std::uint64_t invalidScores = 0;
    double seconds = 0;
    std::uint64_t improvements = 0; ///< rows of these tables
    std::uint64_t individuals = 0;
    std::uint64_t changes = 0; ///< those that are in force
    Passes passes;
};

/// An individual without its genome.
struct Descent
{
    IndividualId id;
    std::optional<IndividualId> parent;
    std::optional<std::size_t> fromClass;
};

/// A class got a better champion.
struct Takeover
{
    std::size_t index = 0; ///< the class
    IndividualId id;
    double logOdds = 0;
};

Row rowOf(const Progress& progress);
Row rowOf(const CurvePoint& point);
Row rowOf(const Descent& descent);
Row rowOf(const Takeover& takeover);

std::optional<Progress> progressOf(const Row& row);
std::optional<CurvePoint> pointOf(const Row& row);
std::optional<Descent> descentOf(const Row& row);
std::optional<Takeover> takeoverOf(const Row& row);

/// Rows of `change` begin with a number of their own.
Row rowOf(std::uint64_t number, const ChangeRecord& change);
std::optional<ChangeRecord> changeOf(const Row& row);

Row rowOf(std::uint64_t place, const ModelInfo& network);

/// The row of `lifecycle`: where a run is in its life, and its limits.
Row rowOf(const Lifecycle& life, const Limits& limits);
struct SavedLife
{
    Lifecycle life;
    Limits limits;
};
std::optional<SavedLife> lifeOf(const Row& row);

/// The one row of `progress`; nothing where it is damaged. Throws what SQLiteCpp throws.
std::optional<Progress> progressIn(const SQLite::Database& database);

} // namespace pareidolia::rows
