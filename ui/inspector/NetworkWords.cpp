// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/NetworkWords.h"

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

QString functionName(NodeFunction function)
{
    switch (function) {
    case NodeFunction::Sine:
        return Words::tr("sine");
    case NodeFunction::Sigmoid:
        return Words::tr("sigmoid");
    case NodeFunction::Gaussian:
        return Words::tr("gaussian");
    case NodeFunction::Linear:
        break;
    }
    return Words::tr("linear");
}

QString inputName(std::uint32_t place)
{
    switch (place) {
    case InputX:
        return Words::tr("x");
    case InputY:
        return Words::tr("y");
    case InputDistance:
        return Words::tr("distance");
    default:
        return Words::tr("bias");
    }
}

QString inputMeaning(std::uint32_t place)
{
    switch (place) {
    case InputX:
        return Words::tr("horizontal distance of a pixel from the centre");
    case InputY:
        return Words::tr("vertical distance of a pixel from the centre");
    case InputDistance:
        return Words::tr("distance of a pixel from the centre");
    default:
        return Words::tr("1 at every pixel");
    }
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

QString weightText(float weight)
{
    return (weight < 0 ? QStringLiteral("−") : QString()) +
           QString::number(std::abs(weight), 'f', 2);
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
        lines.append(Words::tr("%1 × %2").arg(weightText(c.weight), nodeName(graph, c.from)));
    }
    return lines;
}

} // namespace

QString nodeName(const CppnGraph& graph, std::uint32_t place)
{
    return place < cppnInputs ? inputName(place) : functionName(graph.nodes[place].function);
}

QString channelName(const CppnGraph& graph, std::uint32_t place)
{
    if (graph.outputs == 1 || graph.kind(place) != NodeKind::Output)
        return {};
    switch (place - cppnInputs) {
    case 0:
        return Words::tr("hue");
    case 1:
        return Words::tr("saturation");
    default:
        return Words::tr("value");
    }
}

QString networkFacts(const CppnGraph& graph)
{
    return Words::tr("%1, %2; %3")
        .arg(hiddenNodesOf(graph), connectionsOf(graph), functionsOf(graph));
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
        return bold(Words::tr("Input %1").arg(inputName(place))) + QStringLiteral("<br>") +
               inputMeaning(place);
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
