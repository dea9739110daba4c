// SPDX-License-Identifier: GPL-3.0-or-later
// A small network that writes into every tensor it has, and pickles of what it holds.
#pragma once

#include "tests/core/models/HonestModel.h"
#include "tests/core/models/PickleMaker.h"

#include <map>

namespace pareidolia::test {

/// Two pixels become two classes.
inline ModelInfo pickleSampleInfo()
{
    ModelInfo info = honestInfo();
    info.input = {2, 1, 1};
    info.labels = {"left", "right"};
    return info;
}

/// The model file with this data.pkl, and with three storages: of 48 bytes, of 7, and an empty one.
inline std::string pickleSample(const std::string& pickle)
{
    ZipEntries parts = honestParts(pickleSampleInfo());
    parts["code/__torch__.py"] = "class Network(Module):\n"
                                 "  __parameters__ = [\"weight\", ]\n"
                                 "  __buffers__ = []\n"
                                 "  training : bool\n"
                                 "  weight : Tensor\n"
                                 "  several : List[Tensor]\n"
                                 "  named : Dict[str, Tensor]\n"
                                 "  pair : Tuple[int, Tensor]\n"
                                 "  def forward(self: __torch__.Network,\n"
                                 "    x: Tensor) -> Tensor:\n"
                                 "    _0 = torch.add_(self.weight, 1)\n"
                                 "    _1 = torch.add_((self.several)[0], 1)\n"
                                 "    _2 = torch.add_((self.named)[\"a\"], 1)\n"
                                 "    _3 = torch.add_((self.pair)[1], 1)\n"
                                 "    return torch.flatten(x, 1)\n";
    parts["data.pkl"] = pickle;
    parts["data/1"] = "1234567";
    parts["data/2"] = "";
    return packed(parts);
}

/// Its data.pkl, with a weight of one's own.
inline std::string samplePickle(const std::string& weight)
{
    const std::string ones = tensor(storage(12) + "q\x01", {{12}, {1}});
    return pickled(object(
        "__torch__\nNetwork",
        {{"training", "\x89"},
         {"weight", weight},
         {"several", called("torch.jit._pickle\nbuild_tensorlist", tuple({list({ones})}))},
         {"named", tagged(dict({{"a", tensor(storage(12), {{3}, {4}, 2})}}), "Dict[str, Tensor]")},
         {"pair", tuple({"K\x05", tensor(storage(7, "Char", "1"), {{7}, {1}})})}}));
}

/// Name and data.pkl, to begin with.
inline std::map<std::string, std::string> pickleTexts()
{
    return {{"plain", samplePickle(tensor(storage(12), {{3, 4}, {4, 1}}))},
            {"transposed", samplePickle(tensor(storage(6, "Double"), {{2, 3}, {1, 2}}))},
            {"part", samplePickle(tensor(storage(12), {{2, 2}, {4, 1}, 5}))},
            {"empty", samplePickle(tensor(storage(0, "Half", "2"), {{0, 5}, {5, 1}}))}};
}

} // namespace pareidolia::test
