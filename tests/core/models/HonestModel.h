// SPDX-License-Identifier: GPL-3.0-or-later
// A model file as TorchScript writes one, put together by hand: these tests need no torch.
#pragma once

#include "core/models/Manifest.h"
#include "core/models/ZipArchive.h"

#include <nlohmann/json.hpp>
#include <string>

namespace pareidolia::test {

inline ModelInfo honestInfo()
{
    ModelInfo info;
    info.name = "honest";
    info.summary = "A network of one layer.";
    info.labels = {"zero", "one", "two"};
    info.input = {4, 3, 1};
    info.normalisation = {{127.5f}, {0.1f}};
    info.provenance = "written by hand";
    info.licence = "GPL-3.0-or-later";
    return info;
}

/// The source of one module whose forward has this body (with its indentation).
inline std::string networkSource(const std::string& body)
{
    return "class Network(Module):\n"
           "  __parameters__ = [\"weight\", ]\n"
           "  __buffers__ = []\n"
           "  weight : Tensor\n"
           "  training : bool\n"
           "  _is_full_backward_hook : Optional[bool]\n"
           "  def forward(self: __torch__.Network,\n"
           "    x: Tensor) -> Tensor:\n" +
           body;
}

inline const std::string honestBody = "    weight = self.weight\n"
                                      "    _0 = torch.flatten(x, 1)\n"
                                      "    return torch.relu(torch.matmul(_0, weight))\n";

/// Pickle of an empty tuple.
inline const std::string emptyPickle = "\x80\x02).";

/// Pickle of a network without attributes.
inline const std::string networkPickle = "\x80\x02"
                                         "c__torch__\nNetwork\n"
                                         "q\x01)\x81}b.";

/// Names as core/models sees them: without the archive's root folder.
inline ZipEntries honestParts(const ModelInfo& info = honestInfo())
{
    return {{"code/__torch__.py", networkSource(honestBody)},
            {"constants.pkl", emptyPickle},
            {"data.pkl", networkPickle},
            {"data/0", std::string(48, '\x3f')},
            {"extra/manifest.json", manifestToJson(info).dump()},
            {"version", "3\n"}};
}

/// The bytes of a model file with these parts.
inline std::string packed(const ZipEntries& parts, const std::string& root = "net/")
{
    ZipEntries rooted;
    for (const auto& [name, bytes] : parts)
        rooted.emplace(root + name, bytes);
    return packZip(rooted, "test").value();
}

inline std::string honestModel(const ModelInfo& info = honestInfo())
{
    return packed(honestParts(info));
}

} // namespace pareidolia::test
