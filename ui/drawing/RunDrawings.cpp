// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drawing/RunDrawings.h"

#include "core/base/SpokenConfidence.h"
#include "core/base/Version.h"
#include "core/run/Phylogeny.h"
#include "ui/drawing/Pictures.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace pareidolia {

namespace {

std::string wayOf(const RunSpec& spec)
{
    const EmitterKind* kind = findEmitterKind(spec.search);
    const EncodingKind* encoding = findEncodingKind(spec.encoding);
    if (!kind || !kind->usesEncoding || !encoding)
        return kind ? std::string(kind->title) : spec.search;
    return std::string(kind->title) + ", " + std::string(encoding->title) + " encoding";
}

std::string medianOf(const RunSnapshot& run)
{
    return "median " + spokenMedian(run.statistics);
}

bool differ(std::span<const RunSnapshot> runs, const auto& field)
{
    return std::ranges::any_of(
        runs, [&](const RunSnapshot& run) { return field(run) != field(runs.front()); });
}

std::string modelOf(const RunSnapshot& run)
{
    return run.model().name;
}

std::uint64_t seedOf(const RunSnapshot& run)
{
    return run.spec().settings.seed;
}

/// What all runs have in common.
std::vector<std::string> factsOf(std::span<const RunSnapshot> runs)
{
    const RunSnapshot& run = runs.front();
    std::vector<std::string> facts;
    if (!differ(runs, modelOf))
        facts.push_back(modelOf(run));
    if (runs.size() == 1)
        facts.push_back(wayOf(run.spec()));
    if (!differ(runs, seedOf))
        facts.push_back("seed " + std::to_string(seedOf(run)));
    if (runs.size() == 1)
        facts.push_back("generation " + std::to_string(run.generation.value_or(0)));
    if (!differ(runs, [](const RunSnapshot& other) { return other.evaluations; }))
        facts.push_back(std::to_string(run.evaluations) + " evaluations" +
                        (runs.size() > 1 ? " each" : ""));
    return facts;
}

ContactSheetEntry entryOf(const RunSnapshot& run, std::size_t index)
{
    ContactSheetEntry entry{.picture = {}, .label = run.model().labels[index]};
    if (const auto& champion = run.archive.champion(index)) {
        entry.picture = *champion->individual->picture;
        entry.confidence = champion->confidence;
        entry.logOdds = champion->logOdds;
    }
    return entry;
}

/// Every time that somebody took the class, and how things stand now.
void addLine(CurvesFigure& figure, const RunSnapshot& run, const std::vector<CurvePoint>& points,
             CurvesLine line)
{
    for (const ImprovementRecord& record : run.improvements)
        if (const CurvePoint* at = pointFrom(points, record.id.generation);
            at && record.index == line.index)
            line.add(xOf(*at, figure.scale.x), record.logOdds, figure.scale);
    if (!points.empty())
        line.holdUntil(xOf(points.back(), figure.scale.x));
    figure.lines.push_back(std::move(line));
}

} // namespace

std::string sideLabel(std::span<const RunSnapshot> runs, std::size_t run)
{
    std::string label(1, static_cast<char>('A' + run));
    label += ": " + wayOf(runs[run].spec());
    if (differ(runs, modelOf))
        label += " on " + modelOf(runs[run]);
    if (differ(runs, seedOf))
        label += ", seed " + std::to_string(seedOf(runs[run]));
    return label;
}

ContactSheet contactSheetOf(std::span<const RunSnapshot> runs, std::span<const std::size_t> classes)
{
    const RunSnapshot& first = runs.front();
    if (classes.empty())
        classes = first.archive.targets();
    ContactSheet sheet;
    sheet.title =
        differ(runs, modelOf) ? "Champions of two networks" : "Champions of " + modelOf(first);
    if (runs.size() == 1)
        sheet.subtitle = std::to_string(first.archive.filled().size()) + " of " +
                         std::to_string(first.archive.targets().size()) + " classes, " +
                         medianOf(first);
    for (std::size_t run = 0; run < runs.size(); ++run) {
        ContactSheetSection& section = sheet.sections.emplace_back();
        if (runs.size() > 1)
            section.title = sideLabel(runs, run) + ", " + medianOf(runs[run]);
        for (const std::size_t index : classes)
            section.entries.push_back(entryOf(runs[run], index));
    }
    sheet.facts = factsOf(runs);
    sheet.facts.push_back("Pareidolia " + programVersion());
    return sheet;
}

CurvesFigure curvesOf(std::span<const RunSnapshot> runs, CurvesX x,
                      std::span<const std::size_t> classes)
{
    CurvesFigure figure;
    figure.title = differ(runs, modelOf) ? "Confidence of two networks"
                                         : "Confidence of " + modelOf(runs.front());
    for (const std::string& fact : factsOf(runs))
        figure.subtitle += (figure.subtitle.empty() ? "" : ", ") + fact;
    figure.scale.x = x;
    for (std::size_t side = 0; side < runs.size(); ++side) {
        const RunSnapshot& run = runs[side];
        const std::vector<CurvePoint> points = run.curve.points();
        CurvesRun curves{.label = sideLabel(runs, side), .side = side};
        for (const CurvePoint& point : points)
            curves.add(xOf(point, x), point.statistics.logOddsQuantiles, figure.scale);
        figure.runs.push_back(std::move(curves));
        for (std::size_t number = 0; number < classes.size(); ++number) {
            std::string label = run.model().labels[classes[number]];
            if (runs.size() > 1)
                label += std::string(", ") + static_cast<char>('A' + side);
            addLine(figure, run, points, {std::move(label), classes[number], number, side, {}, {}});
        }
        for (const ChangeRecord& change : run.settings.changes())
            if (const CurvePoint* at = pointFrom(points, change.generation))
                figure.marks.push_back({.x = xOf(*at, x), .sentence = {}});
    }
    return figure;
}

FamilyTree familyTreeOf(const RunSnapshot& run, std::span<const std::size_t> classes)
{
    const std::vector<PhylogenyNode> family = phylogenyOf(run.improvements, classes);
    // What a picture is shown for: the classes that it holds, and those that its children left.
    std::vector<std::set<std::size_t>> roles(family.size());
    std::set<std::size_t> held;
    for (std::size_t i = 0; i < family.size(); ++i) {
        roles[i].insert(family[i].holds.begin(), family[i].holds.end());
        if (family[i].parent)
            roles[*family[i].parent].insert(*family[i].fromClass);
    }
    for (const auto& role : roles)
        held.insert(role.begin(), role.end());

    FamilyTree tree;
    for (const std::string& fact : factsOf({&run, 1}))
        tree.subtitle += (tree.subtitle.empty() ? "" : ", ") + fact;
    tree.lastGeneration = run.generation.value_or(0);
    std::map<std::size_t, std::size_t> lanes;
    for (const std::size_t index : held) {
        lanes[index] = tree.lanes.size();
        FamilyTree::Lane lane{.label = run.model().labels[index]};
        const bool isAsked = classes.empty() || std::ranges::find(classes, index) != classes.end();
        if (const auto& champion = run.archive.champion(index); champion && isAsked) {
            lane.champion = toQImage(*champion->individual->picture);
            lane.confidence = spokenConfidence(champion->confidence, champion->logOdds);
        }
        tree.lanes.push_back(std::move(lane));
    }
    std::map<std::pair<std::size_t, std::size_t>, std::size_t> places; // of a picture in a lane
    for (std::size_t i = 0; i < family.size(); ++i)
        for (const std::size_t index : roles[i]) {
            FamilyTree::Node node{.lane = lanes.at(index), .generation = family[i].id.generation};
            if (family[i].parent)
                node.parent = places.at({*family[i].parent, *family[i].fromClass});
            places[{i, index}] = tree.nodes.size();
            tree.nodes.push_back(node);
        }
    return tree;
}

} // namespace pareidolia
