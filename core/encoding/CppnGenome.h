// SPDX-License-Identifier: GPL-3.0-or-later
// A picture as a compositional pattern-producing network. Immutable, so any thread may read it.
#pragma once

#include "core/encoding/CppnGraph.h"
#include "core/encoding/Genome.h"

#include <memory>
#include <utility>

namespace pareidolia {

class CppnGenome : public Genome
{
public:
    /// `graph` must be valid (`validated`); mutation keeps it valid, and files go through
    /// `parseCppn`.
    explicit CppnGenome(CppnGraph graph) : m_graph(std::move(graph)) {}

    const CppnGraph& graph() const { return m_graph; }

    /// {"encoding": "cppn",
    ///  "nodes": [{"id": 0, "kind": "input", "input": "x"}, …,
    ///            {"id": 4, "kind": "output", "function": "sine"}, …
    ///            {"id": 5, "kind": "hidden", "function": "gaussian"}, …],
    ///  "connections": [{"from": 0, "to": 5, "weight": -3.25}, …]}
    /// Connections refer to node ids; weights have nine digits, which read back to the same float.
    nlohmann::ordered_json toJson() const override;
    std::size_t bytes() const override
    {
        return m_graph.nodes.size() * sizeof(CppnNode) +
               m_graph.connections.size() * sizeof(CppnConnection);
    }

private:
    CppnGraph m_graph;
};

/// The inverse of `CppnGenome::toJson`. Errors name the key.
Result<std::shared_ptr<const CppnGenome>> parseCppn(const nlohmann::ordered_json& json);

} // namespace pareidolia
