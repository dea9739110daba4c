// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/CppnProgram.h"

#include "core/encoding/ConnectionsByNode.h"

namespace pareidolia {

namespace {

/// Steps in the order of computation, each with a slot of its own.
class Compiler
{
public:
    explicit Compiler(const CppnGraph& graph)
        : m_graph(graph),
          m_sources(incoming(graph)),
          m_next(m_sources.start),
          m_slotOf(graph.nodes.size(), none)
    {
        m_program.outputs = graph.outputs;
        m_program.edges.reserve(graph.connections.size());
        m_program.steps.reserve(graph.nodes.size());
        for (std::uint32_t input = 0; input < InputBias; ++input)
            m_slotOf[input] = input;
        for (std::uint32_t output = 0; output < graph.outputs; ++output) {
            compute(cppnInputs + output);
            m_program.outputSlots[output] = m_slotOf[cppnInputs + output];
        }
    }

    CppnProgram take() { return std::move(m_program); }

private:
    /// Down the connections, depth first: a node is finished once all its sources are. The graph
    /// has no cycle, so none is met while it waits on the path.
    void compute(std::uint32_t wanted)
    {
        m_path.assign(1, wanted);
        while (!m_path.empty()) {
            const std::uint32_t node = m_path.back();
            if (m_next[node] == m_sources.start[node + 1]) {
                finish(node);
                m_path.pop_back();
                continue;
            }
            const std::uint32_t source = m_graph.connections[m_sources.order[m_next[node]++]].from;
            if (source != InputBias && m_slotOf[source] == none)
                m_path.push_back(source);
        }
    }

    void finish(std::uint32_t node)
    {
        CppnProgram::Step step{.function = m_graph.nodes[node].function,
                               .bias = 0,
                               .slot = m_program.slots++,
                               .firstEdge = static_cast<std::uint32_t>(m_program.edges.size()),
                               .endEdge = 0};
        for (std::uint32_t i = m_sources.start[node]; i < m_sources.start[node + 1]; ++i) {
            const CppnConnection& c = m_graph.connections[m_sources.order[i]];
            if (c.from == InputBias) {
                step.bias = c.weight;
                continue;
            }
            if (c.from < InputBias)
                m_program.needsInput[c.from] = true;
            m_program.edges.push_back({.slot = m_slotOf[c.from], .weight = c.weight});
        }
        step.endEdge = static_cast<std::uint32_t>(m_program.edges.size());
        m_program.steps.push_back(step);
        m_slotOf[node] = step.slot;
    }

    static constexpr std::uint32_t none = UINT32_MAX;

    const CppnGraph& m_graph;
    const ConnectionsByNode m_sources;
    std::vector<std::uint32_t> m_next; ///< of every node the connection to look at next
    std::vector<std::uint32_t> m_slotOf;
    std::vector<std::uint32_t> m_path;
    CppnProgram m_program;
};

/// Lets a node take the slot of one whose values nobody needs any more, so that large networks fit
/// the cache too.
void shareSlots(CppnProgram& program)
{
    constexpr std::uint32_t never = UINT32_MAX;
    std::vector<std::uint32_t> lastUse(program.slots, 0), shared(program.slots);
    for (std::uint32_t s = 0; s < program.steps.size(); ++s)
        for (std::uint32_t e = program.steps[s].firstEdge; e < program.steps[s].endEdge; ++e)
            lastUse[program.edges[e].slot] = s;
    for (std::uint32_t output = 0; output < program.outputs; ++output)
        lastUse[program.outputSlots[output]] = never;

    std::vector<std::uint32_t> unused;
    std::uint32_t slots = 0;
    for (; slots < InputBias; ++slots)
        shared[slots] = slots;
    for (std::uint32_t s = 0; s < program.steps.size(); ++s) {
        CppnProgram::Step& step = program.steps[s];
        const std::uint32_t own = step.slot;
        if (unused.empty()) {
            step.slot = slots++;
        } else {
            step.slot = unused.back();
            unused.pop_back();
        }
        shared[own] = step.slot;
        for (std::uint32_t e = step.firstEdge; e < step.endEdge; ++e) {
            const std::uint32_t source = program.edges[e].slot;
            program.edges[e].slot = shared[source];
            if (lastUse[source] == s)
                unused.push_back(shared[source]);
        }
    }
    for (std::uint32_t output = 0; output < program.outputs; ++output)
        program.outputSlots[output] = shared[program.outputSlots[output]];
    program.slots = slots;
}

} // namespace

CppnProgram compiled(const CppnGraph& graph)
{
    CppnProgram program = Compiler(graph).take();
    shareSlots(program);
    return program;
}

} // namespace pareidolia
