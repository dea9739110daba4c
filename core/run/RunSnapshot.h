// SPDX-License-Identifier: GPL-3.0-or-later
// A run as it stood after a whole generation: what reports and exports are made from, while the run
// itself goes on. A value for any thread; copies share the pictures.
#pragma once

#include "core/classifier/Classifier.h"
#include "core/run/Curve.h"
#include "core/run/EventLog.h"
#include "core/run/Lifecycle.h"
#include "core/run/ScreeningFigures.h"
#include "core/run/SettingsLog.h"
#include "core/search/Search.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace pareidolia {

struct RunSnapshot
{
    SettingsLog settings;
    Lifecycle lifecycle;
    std::shared_ptr<const Classifier> classifier;
    Archive archive;
    Passes passes;
    nlohmann::ordered_json report; ///< the emitter's
    Statistics statistics;
    Curve curve;
    std::vector<ImprovementRecord> improvements;
    std::optional<std::uint32_t> generation; ///< the last whole one
    std::uint64_t evaluations = 0;           ///< pictures scored, the initial ones included
    std::uint64_t invalidScores = 0;         ///< children whose scores were not numbers
    ScreeningFigures screening;

    /// As its next generation is going to use it.
    const RunSpec& spec() const { return settings.coming(); }
    const ModelInfo& model() const { return classifier->info(); }

    /// `index` has a champion.
    const Champion& champion(std::size_t index) const { return *archive.champion(index); }
};

} // namespace pareidolia
