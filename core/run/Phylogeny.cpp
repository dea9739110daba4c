// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/Phylogeny.h"

#include "core/base/SpokenConfidence.h"
#include "core/classifier/Scores.h"

#include <algorithm>
#include <map>
#include <set>

namespace pareidolia {

namespace {

struct Life
{
    std::optional<IndividualId> parent;
    std::optional<std::size_t> fromClass;
    std::vector<PhylogenyNode::Taken> taken;
};

/// For the inside of quotation marks.
std::string escaped(const std::string& text)
{
    std::string escaped;
    for (const char letter : text) {
        if (letter == '"' || letter == '\\')
            escaped += '\\';
        escaped += letter;
    }
    return escaped;
}

} // namespace

bool PhylogenyNode::changesClass() const
{
    return fromClass && std::ranges::find(taken, *fromClass, &Taken::index) == taken.end();
}

std::vector<PhylogenyNode> phylogenyOf(std::span<const ImprovementRecord> records,
                                       std::span<const std::size_t> classes)
{
    std::map<IndividualId, Life> lives;
    std::map<std::size_t, IndividualId> holders;
    for (const ImprovementRecord& record : records) {
        Life& life = lives[record.id];
        if (record.fromClass >= 0) {
            life.parent = record.parent;
            life.fromClass = static_cast<std::size_t>(record.fromClass);
        }
        life.taken.push_back({record.index, record.logOdds});
        holders[record.index] = record.id;
    }
    if (!classes.empty())
        std::erase_if(holders, [&](const auto& holder) {
            return std::ranges::find(classes, holder.first) == classes.end();
        });

    std::set<IndividualId> kept;
    for (const auto& [index, holder] : holders)
        for (std::optional<IndividualId> at = holder; at && lives.contains(*at);) {
            if (!kept.insert(*at).second)
                break; // the rest of the line is known
            at = lives.at(*at).parent;
        }

    std::vector<PhylogenyNode> nodes;
    std::map<IndividualId, std::size_t> places;
    for (const IndividualId& id : kept) {
        Life& life = lives.at(id);
        PhylogenyNode node{.id = id, .fromClass = life.fromClass, .taken = std::move(life.taken)};
        if (const auto parent = life.parent ? places.find(*life.parent) : places.end();
            parent != places.end())
            node.parent = parent->second;
        std::ranges::sort(node.taken, {}, &PhylogenyNode::Taken::index);
        for (const auto& taken : node.taken)
            if (const auto holder = holders.find(taken.index);
                holder != holders.end() && holder->second == id)
                node.holds.push_back(taken.index);
        places[id] = nodes.size();
        nodes.push_back(std::move(node));
    }
    return nodes;
}

std::string phylogenyDot(std::span<const PhylogenyNode> nodes,
                         const std::vector<std::string>& labels)
{
    const auto nameOf = [](const IndividualId& id) {
        return '"' + std::to_string(id.generation) + '.' + std::to_string(id.child) + '"';
    };
    std::string dot = "digraph phylogeny {\n"
                      "  rankdir=LR;\n"
                      "  node [shape=box, style=rounded, fontname=\"sans-serif\", fontsize=10];\n"
                      "  edge [color=\"#888888\", arrowsize=0.6];\n";
    for (const PhylogenyNode& node : nodes) {
        std::string label;
        for (const auto& taken : node.taken)
            label += escaped(labels[taken.index]) + " " +
                     spokenConfidence(confidenceOf(taken.logOdds), taken.logOdds) + "\\n";
        label += "generation " + std::to_string(node.id.generation);
        dot += "  " + nameOf(node.id) + " [label=\"" + label + '"';
        if (!node.holds.empty())
            dot += ", penwidth=2, color=\"#d55e00\"";
        dot += "];\n";
        if (node.parent)
            dot += "  " + nameOf(nodes[*node.parent].id) + " -> " + nameOf(node.id) +
                   (node.changesClass() ? " [color=\"#0072b2\", penwidth=2];\n" : ";\n");
    }
    return dot + "}\n";
}

} // namespace pareidolia
