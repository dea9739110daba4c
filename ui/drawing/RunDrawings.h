// SPDX-License-Identifier: GPL-3.0-or-later
// Makes contact sheets, curves and family trees from runs. Several runs are the sides of a
// comparison, A first.
#pragma once

#include "core/run/RunSnapshot.h"
#include "ui/drawing/ContactSheet.h"
#include "ui/drawing/CurvesFigure.h"
#include "ui/drawing/FamilyTree.h"

#include <span>
#include <string>

namespace pareidolia {

/// "A: evolution, CPPN encoding", with the network and the seed where they differ.
std::string sideLabel(std::span<const RunSnapshot> runs, std::size_t run);

/// One cell per class, also without a champion; without `classes`, all that are searched for. At
/// least one run.
ContactSheet contactSheetOf(std::span<const RunSnapshot> runs,
                            std::span<const std::size_t> classes = {});

/// `classes` get their own lines.
CurvesFigure curvesOf(std::span<const RunSnapshot> runs, CurvesX x = CurvesX::Generations,
                      std::span<const std::size_t> classes = {});

/// The champions of `classes` (all if empty) with all their ancestors; a lane for every class that
/// any of them held.
FamilyTree familyTreeOf(const RunSnapshot& run, std::span<const std::size_t> classes = {});

} // namespace pareidolia
