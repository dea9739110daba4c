// SPDX-License-Identifier: GPL-3.0-or-later
// Entries of the log as rows of the tables in Schema.h, and back. What does not fit is nothing.
#pragma once

#include "core/run/Curve.h"
#include "core/run/EventLog.h"
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
    std::uint64_t forwardPasses = 0;
    std::uint64_t backwardPasses = 0;
};

/// An individual without its genome.
struct Descent
{
    IndividualId id;
    std::optional<IndividualId> parent;
    std::optional<std::size_t> fromClass;
};

struct Taking
{
    std::size_t index = 0; ///< the class
    IndividualId id;
    double logOdds = 0;
};

Row rowOf(const Progress& progress);
Row rowOf(const CurvePoint& point);
Row rowOf(const Descent& descent);
Row rowOf(const Taking& taking);

std::optional<Progress> progressOf(const Row& row);
std::optional<CurvePoint> pointOf(const Row& row);
std::optional<Descent> descentOf(const Row& row);
std::optional<Taking> takingOf(const Row& row);

/// Rows of `change` begin with a number of their own.
Row rowOf(std::uint64_t number, const ChangeRecord& change);
std::optional<ChangeRecord> changeOf(const Row& row);

/// Rows of `ascent` begin with the place in the order and end with the packed genome, or none.
Row rowOf(std::uint64_t place, const SearchMemory::Ascent& ascent, Cell content);

struct SavedAscent
{
    SearchMemory::Ascent ascent; ///< without its genome
    std::optional<Blob> content;
};
std::optional<SavedAscent> ascentOf(const Row& row);

} // namespace pareidolia::rows
