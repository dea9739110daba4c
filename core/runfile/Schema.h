// SPDX-License-Identifier: GPL-3.0-or-later
// The tables of a run file, an SQLite database (`*.pareidolia`). application_id 0x50617265
// ("Pare"), user_version 1. Every row ends with its proof (Row.h); absent values are NULL. Whoever
// wants to look at a run with other tools finds here what each column holds.
//
//   about        key, value: the spec as it began, the network (its manifest, name and SHA-256),
//                libraries and kernels, the program's version, what the run branched off from
//   progress     id (1): the last whole generation, pictures scored, of these without a number as
//                score, seconds of running, how many improvements, individuals and changes there
//                are, passes forward and backward
//   generation   number, evaluations, seconds, then mean, median, min, max of the confidences,
//                classes over .5 .9 .99 .9999, five quantiles of the log-odds; thinned out evenly
//                where there are too many
//   individual   generation, child (its name), parent_generation, parent_child, from_class (the
//                class whose champion the parent was): all that ever took a class
//   improvement  class, generation, child (who took it), log_odds
//   genome       generation, child, content: zlib over the genome's JSON. Others are made again
//                from their parent, the seed and the settings of their generation
//   change       number, generation (the first one that it holds for), key, value
//   event        number, generation, seconds, what: started, paused, resumed, finished, failed
//   ascent       place, class, generation, child, steps, done, failed, and the first steps on top,
//                over .99, .999, .9999; content: the genome that it is at (gradient ascent only)
#pragma once

#include "core/base/Error.h"

#include <cstdint>
#include <string>

namespace SQLite {
class Database;
}

namespace pareidolia::schema {

inline constexpr std::int32_t applicationId = 0x50617265;
inline constexpr int version = 1;

/// Makes all tables, within a transaction of the caller's. Throws what SQLiteCpp throws.
void create(SQLite::Database& database);

/// What a stranger's file may not do is switched off, and its tables must be exactly these: no
/// views, no triggers. Throws what SQLiteCpp throws.
Result<void> check(SQLite::Database& database, const std::string& file);

} // namespace pareidolia::schema
