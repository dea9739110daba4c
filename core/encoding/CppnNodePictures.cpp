// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/CppnNodePictures.h"

#include "core/encoding/CppnConstants.h"
#include "core/encoding/CppnRenderer.h"

#include <stdexcept>
#include <utility>

namespace pareidolia {

namespace {

constexpr std::uint32_t onlyOutput = cppnInputs;

/// The graph with a single, linear output that nothing leads to; its hidden nodes are those of
/// `graph`.
CppnGraph withoutOutputs(const CppnGraph& graph)
{
    CppnGraph bare;
    bare.nodes.assign(graph.nodes.begin(), graph.nodes.begin() + onlyOutput + 1);
    bare.nodes.back().function = NodeFunction::Linear;
    bare.nodes.insert(bare.nodes.end(), graph.nodes.begin() + graph.firstHidden(),
                      graph.nodes.end());
    return bare;
}

/// Shows one node after the other at the only output of a graph.
class NodePainter
{
public:
    explicit NodePainter(const CppnGraph& graph) : m_graph(graph), m_bare(withoutOutputs(graph))
    {
        for (const CppnConnection& c : graph.connections)
            if (graph.kind(c.to) == NodeKind::Hidden)
                m_bare.connections.push_back({moved(c.from), moved(c.to), c.weight});
    }

    Image paint(std::uint32_t place, ImageShape target, ImageShape scored,
                CoordinateSystem coordinates) const
    {
        CppnGraph graph = m_bare;
        if (m_graph.kind(place) == NodeKind::Input) {
            graph.connections.push_back({place, onlyOutput, cppn::linearLimit});
            coordinates = CoordinateSystem::Normalised;
        } else {
            graph.nodes[onlyOutput].function = m_graph.nodes[place].function;
            for (const CppnConnection& c : m_graph.connections)
                if (c.to == place)
                    graph.connections.push_back({moved(c.from), onlyOutput, c.weight});
        }
        return renderCppn(CppnGenome(std::move(graph)), target, scored, coordinates);
    }

private:
    /// Where an input or a hidden node stands when there is one output.
    std::uint32_t moved(std::uint32_t place) const
    {
        return place < cppnInputs ? place : place - m_graph.outputs + 1;
    }

    const CppnGraph& m_graph;
    CppnGraph m_bare;
};

} // namespace

Image cppnNodePicture(const CppnGenome& genome, std::uint32_t place, ImageShape target,
                      ImageShape scored, CoordinateSystem coordinates)
{
    if (place >= genome.graph().size())
        throw std::out_of_range("the network has no such node");
    return NodePainter(genome.graph()).paint(place, target, scored, coordinates);
}

std::vector<Image> cppnNodePictures(const CppnGenome& genome, ImageShape target, ImageShape scored,
                                    CoordinateSystem coordinates)
{
    const NodePainter painter(genome.graph());
    std::vector<Image> pictures;
    pictures.reserve(genome.graph().nodes.size());
    for (std::uint32_t place = 0; place < genome.graph().size(); ++place)
        pictures.push_back(painter.paint(place, target, scored, coordinates));
    return pictures;
}

} // namespace pareidolia
