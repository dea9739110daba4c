// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/exporting/RunFigures.h"

#include "core/base/Version.h"

namespace pareidolia {

namespace {

std::string wayOf(const RunSpec& spec)
{
    const SearchKind* kind = findSearchKind(spec.search);
    if (kind && !kind->usesEncoding)
        return "gradient ascent";
    return spec.encoding == "cppn" ? "evolution, CPPN encoding"
                                   : "evolution, " + spec.encoding + " encoding";
}

std::string medianOf(const Run& run)
{
    return "median " + spokenMedian(run.statistics());
}

std::string generationOf(const Run& run)
{
    return "generation " + std::to_string(run.generation().value_or(0));
}

} // namespace

ContactSheet contactSheetOf(const Run& run)
{
    const ModelInfo& model = run.classifier().info();
    const Archive& archive = run.search().archive();
    ContactSheet sheet;
    sheet.title = "What " + model.name + " is sure of";
    sheet.subtitle = std::to_string(archive.filled().size()) + " of " +
                     std::to_string(archive.targets().size()) + " classes, " + medianOf(run);
    sheet.facts = {model.name,
                   wayOf(run.spec()),
                   "seed " + std::to_string(run.spec().seed),
                   generationOf(run),
                   std::to_string(run.evaluations()) + " evaluations",
                   "Pareidolia " + programVersion()};
    for (const std::size_t target : archive.targets()) {
        ContactSheetEntry entry{.picture = {}, .label = model.labels[target]};
        if (const auto& champion = archive.champion(target)) {
            entry.picture = champion->individual->picture;
            entry.confidence = champion->confidence;
            entry.logOdds = champion->logOdds;
        }
        sheet.entries.push_back(std::move(entry));
    }
    return sheet;
}

CurvesFigure curvesOf(const Run& run)
{
    CurvesFigure figure;
    figure.title = "How sure " + run.classifier().info().name + " became";
    figure.subtitle = wayOf(run.spec()) + ", seed " + std::to_string(run.spec().seed) + ", " +
                      std::to_string(run.evaluations()) + " evaluations";
    for (const CurvePoint& point : run.curve().points()) {
        const auto& quantiles = point.statistics.logOddsQuantiles;
        figure.x.push_back(point.generation);
        figure.bands.minimum.push_back(quantiles[0]);
        figure.bands.lowerQuartile.push_back(quantiles[1]);
        figure.bands.median.push_back(quantiles[2]);
        figure.bands.upperQuartile.push_back(quantiles[3]);
        figure.bands.maximum.push_back(quantiles[4]);
    }
    return figure;
}

} // namespace pareidolia
