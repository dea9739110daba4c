// SPDX-License-Identifier: GPL-3.0-or-later
// The tables of a run file, an SQLite database (`*.pareidolia`). application_id 0x50617265
// ("Pare"), user_version 2. Every row ends with its proof (Row.h); absent values are NULL. Whoever
// wants to look at a run with other tools finds here what each column holds.
//
//   about        key, value: the spec as it began, libraries and kernels, the program's version,
//                what the run branched off from; how its screening went up to the last whole
//                generation (JSON), where it had any
//   network      place, name, sha256, weight, width, height, manifest: the networks that score
//   progress     id (1): the last whole generation, pictures scored, of these without a number as
//                score, seconds of running, how many improvements, individuals and changes there
//                are, passes forward and backward
//   lifecycle    id (1): state (Lifecycle.h; "running" where its process was killed), ended_by (a
//                limit's key), reason, limits (JSON, by key)
//   generation   number, evaluations, seconds, then mean, median, min, max of the confidences,
//                classes over .5 .9 .99 .9999, five quantiles of the log-odds; thinned out evenly
//                where there are too many
//   individual   generation, child (its name), parent_generation, parent_child, from_class (the
//                class whose champion the parent was): all that ever took a class
//   improvement  class, generation, child (who took it), log_odds
//   genome       generation, child, content: zlib over the genome's JSON. Others are made again
//                from their parent, the seed and the settings of their generation
//   change       number, generation (the first one that it holds for), key, value; those for
//                generations to come still wait
//   event        number, generation, seconds, what: started, paused, resumed, finished, stopped,
//                failed, each with its reason; limits, with the new ones
//   memory       part, kind, version, content: zlib over what the emitter remembers (Emitter.h)
//   document     name, kind, content: what people keep with a run, such as views and notes; a
//                program that does not know a kind keeps it
//
// Version 1 had no network, lifecycle, memory and document: the network's manifest and hash were in
// `about`, limits among the changes, what gradient ascent remembers in a table of its own, and the
// state is told by the last event.
#pragma once

#include "core/base/Error.h"

#include <cstdint>
#include <string>

namespace SQLite {
class Database;
}

namespace pareidolia::schema {

inline constexpr std::int32_t applicationId = 0x50617265;
inline constexpr int version = 2;

/// Makes all tables, within a transaction of the caller's. Throws what SQLiteCpp throws.
void create(SQLite::Database& database);

/// What a stranger's file may not do is switched off, and its tables must be exactly those of its
/// version, which is returned: no views, no triggers. Throws what SQLiteCpp throws.
Result<int> check(SQLite::Database& database, const std::string& file);

/// Brings a file of version 1 to this one, within a transaction of the caller's. Errors name
/// `file`, and what in it is damaged. Throws what SQLiteCpp throws.
Result<void> upgrade(SQLite::Database& database, const std::string& file);

} // namespace pareidolia::schema
