// SPDX-License-Identifier: GPL-3.0-or-later
// Every second time a number, a name or a node of the parsed file is changed, else bytes are.
#include "onnx.pb.h"
#include "tests/fuzz/OnnxChanges.h"

#include <cstddef>
#include <cstdint>
#include <string>

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t most, unsigned seed)
{
    pareidolia::fuzz::OnnxRandom random(seed);
    pareidolia::onnx::ModelProto model;
    if (random() % 2 || !model.ParseFromArray(data, static_cast<int>(size)))
        return LLVMFuzzerMutate(data, size, most);
    for (unsigned i = 0; i <= random() % 3; ++i)
        pareidolia::fuzz::changeOnnx(model, random);
    const std::string changed = model.SerializeAsString();
    if (changed.size() > most)
        return LLVMFuzzerMutate(data, size, most);
    changed.copy(reinterpret_cast<char*>(data), changed.size());
    return changed.size();
}
