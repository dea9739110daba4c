// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/NetworkWords.h"

#include "core/encoding/CppnGenome.h"
#include "core/search/PixelGenome.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>
#include <array>
#include <cmath>

namespace pareidolia {

namespace {

constexpr std::size_t mostSources = 8; ///< that a tool tip lists

/// Where the translations of this file are looked up.
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Words)
};

// In the order of NodeFunction, of CppnInput and of the outputs.
constexpr std::array functionNames{
    QT_TRANSLATE_NOOP("Words", "sine"), QT_TRANSLATE_NOOP("Words", "sigmoid"),
    QT_TRANSLATE_NOOP("Words", "gaussian"), QT_TRANSLATE_NOOP("Words", "linear")};
constexpr std::array inputNames{QT_TRANSLATE_NOOP("Words", "x"), QT_TRANSLATE_NOOP("Words", "y"),
                                QT_TRANSLATE_NOOP("Words", "distance"),
                                QT_TRANSLATE_NOOP("Words", "bias")};
constexpr std::array inputMeanings{
    QT_TRANSLATE_NOOP("Words", "horizontal distance of a pixel from the centre"),
    QT_TRANSLATE_NOOP("Words", "vertical distance of a pixel from the centre"),
    QT_TRANSLATE_NOOP("Words", "distance of a pixel from the centre"),
    QT_TRANSLATE_NOOP("Words", "1 at every pixel")};
constexpr std::array channelNames{QT_TRANSLATE_NOOP("Words", "hue"),
                                  QT_TRANSLATE_NOOP("Words", "saturation"),
                                  QT_TRANSLATE_NOOP("Words", "value")};

QString functionName(NodeFunction function)
{
    return Words::tr(functionNames.at(static_cast<std::size_t>(function)));
}

QString counted(std::size_t count, const QString& one, const QString& many)
{
    return count == 1 ? one : many.arg(count);
}

QString connectionsOf(const CppnGraph& graph)
{
    return counted(graph.connections.size(), Words::tr("1 connection"),
                   Words::tr("%1 connections"));
}

QString hiddenNodesOf(const CppnGraph& graph)
{
    return counted(graph.size() - graph.firstHidden(), Words::tr("1 hidden node"),
                   Words::tr("%1 hidden nodes"));
}

/// "sine 2, gaussian 1": the most frequent first.
QString functionsOf(const CppnGraph& graph)
{
    std::array<std::pair<int, NodeFunction>, nodeFunctions> counts{};
    for (std::uint32_t f = 0; f < nodeFunctions; ++f)
        counts[f].second = static_cast<NodeFunction>(f);
    for (std::uint32_t place = cppnInputs; place < graph.size(); ++place)
        ++counts[static_cast<std::size_t>(graph.nodes[place].function)].first;
    std::ranges::stable_sort(counts, std::ranges::greater(), &std::pair<int, NodeFunction>::first);
    QStringList words;
    for (const auto& [count, function] : counts)
        if (count > 0)
            words.append(Words::tr("%1 %2").arg(functionName(function)).arg(count));
    return words.join(Words::tr(", "));
}

QString twoDecimals(double value)
{
    return (value < 0 ? QStringLiteral("−") : QString()) + QString::number(std::abs(value), 'f', 2);
}

QStringList sourcesOf(const CppnGraph& graph, std::uint32_t place)
{
    std::vector<CppnConnection> sources;
    for (const CppnConnection& c : graph.connections)
        if (c.to == place)
            sources.push_back(c);
    std::ranges::stable_sort(sources, std::ranges::greater(),
                             [](const CppnConnection& c) { return std::abs(c.weight); });
    QStringList lines;
    for (const CppnConnection& c : sources) {
        if (lines.size() == mostSources) {
            lines.append(Words::tr("and %1 more").arg(sources.size() - mostSources));
            break;
        }
        lines.append(Words::tr("%1 × %2").arg(twoDecimals(c.weight), nodeName(graph, c.from)));
    }
    return lines;
}

QString makingOf(const Individual& individual)
{
    const Genome* genome = individual.genome.get();
    if (const auto* cppn = dynamic_cast<const CppnGenome*>(genome)) {
        const CppnGraph& graph = cppn->graph();
        return Words::tr("CPPN: %1, %2; %3.")
            .arg(hiddenNodesOf(graph), connectionsOf(graph), functionsOf(graph));
    }
    const QString pixels = Words::tr("%1 × %2 pixels")
                               .arg(individual.picture->shape.width)
                               .arg(individual.picture->shape.height);
    if (dynamic_cast<const PixelGenome*>(genome))
        return Words::tr("%1, changed by gradient ascent.").arg(pixels);
    if (!genome) // it was overtaken long ago, and only its picture was kept
        return Words::tr("%1.").arg(pixels);
    return Words::tr("%1, one gene each (direct encoding).").arg(pixels);
}

} // namespace

QString nodeName(const CppnGraph& graph, std::uint32_t place)
{
    return place < cppnInputs ? Words::tr(inputNames.at(place))
                              : functionName(graph.nodes[place].function);
}

QString channelName(const CppnGraph& graph, std::uint32_t place)
{
    if (graph.outputs == 1 || graph.kind(place) != NodeKind::Output)
        return {};
    return Words::tr(channelNames.at(place - cppnInputs));
}

QString championFacts(const Champion& champion)
{
    return makingOf(*champion.individual) + QLatin1Char(' ') +
           Words::tr("Log-odds %1.").arg(twoDecimals(champion.logOdds));
}

QString networkDescription(const CppnGraph& graph)
{
    return Words::
        tr("CPPN of %1 nodes and %2: the inputs x, y, distance and bias, %3, and %4; functions: %5")
            .arg(graph.size())
            .arg(connectionsOf(graph), hiddenNodesOf(graph),
                 graph.outputs == 1 ? Words::tr("the output")
                                    : Words::tr("the outputs hue, saturation and value"),
                 functionsOf(graph));
}

QString nodeFacts(const CppnGraph& graph, std::uint32_t place)
{
    const auto bold = [](const QString& text) { return QStringLiteral("<b>%1</b>").arg(text); };
    if (graph.kind(place) == NodeKind::Input)
        return bold(Words::tr("Input %1").arg(nodeName(graph, place))) + QStringLiteral("<br>") +
               Words::tr(inputMeanings.at(place));
    QStringList lines;
    if (graph.kind(place) == NodeKind::Hidden)
        lines.append(bold(nodeName(graph, place)));
    else if (graph.outputs == 1)
        lines.append(bold(Words::tr("Output: %1").arg(nodeName(graph, place))));
    else
        lines.append(bold(
            Words::tr("Output %1: %2").arg(channelName(graph, place), nodeName(graph, place))));
    if (!neededNodes(graph)[place])
        lines.append(Words::tr("No output depends on it."));
    const QStringList sources = sourcesOf(graph, place);
    lines.append(sources.isEmpty() ? Words::tr("no inputs") : Words::tr("of the sum of"));
    return (lines + sources).join(QStringLiteral("<br>"));
}

} // namespace pareidolia
