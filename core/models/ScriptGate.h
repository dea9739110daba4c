// SPDX-License-Identifier: GPL-3.0-or-later
// A `.pt` runs code. This reads the code as text, before torch does, and accepts tensor operators
// only; everything else is refused by name. core/torch checks the compiled graph again
// (GraphCheck). Pure functions.
#pragma once

#include "core/models/ZipArchive.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace pareidolia {

/// Qualified names of the classes that an archive's code defines, e.g. "__torch__.nets.Block".
/// `entries`: names without the archive's root folder, as in this whole room.
std::set<std::string> definedClasses(const ZipEntries& entries);

/// "aten::rand, aten::save (2 times)"; nothing if there is none.
std::optional<std::string> counted(const std::map<std::string, int>& refused);

/// What the code under `code/` uses that model files must not, in a few words or as operators with
/// their counts; nothing if it is accepted.
std::optional<std::string> forbiddenInCode(const ZipEntries& entries);

/// Why torch must not read the pickles that hold the weights, as a clause ("data.pkl is damaged");
/// nothing if all is well. Only tensors, lists, numbers and objects of the archive's own classes
/// may be built, no tensor may reach past its storage, no storage past the part that holds it.
std::optional<std::string> forbiddenInPickles(const ZipEntries& entries);

/// The sizes of the first tensor that a network was traced with, which PyTorch from 2.6 on keeps in
/// its archive; empty if it is not told.
std::vector<std::int64_t> tracedInput(const ZipEntries& entries);

} // namespace pareidolia
