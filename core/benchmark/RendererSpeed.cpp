// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/benchmark/RendererSpeed.h"

#include "core/encoding/CppnEncoding.h"
#include "core/encoding/CppnGenome.h"
#include "core/encoding/CppnProgram.h"
#include "core/torch/Rates.h"

#include <vector>

namespace pareidolia {

namespace {

struct Subject
{
    GenomePointer genome;
    double nodes = 0; ///< those that an output needs
};

std::vector<Subject> grownCppns(const Encoding& encoding)
{
    constexpr std::uint32_t count = 8, generations = 30;
    std::vector<Subject> subjects;
    for (std::uint32_t child = 0; child < count; ++child) {
        Stream initial(1, 0, child, Purpose::InitialGenome);
        GenomePointer genome = encoding.random(initial);
        for (std::uint32_t generation = 1; generation <= generations; ++generation) {
            Stream stream(1, generation, child, Purpose::Mutation);
            genome = encoding.mutated(*genome, {}, generation, stream);
        }
        const auto& graph = static_cast<const CppnGenome&>(*genome).graph();
        subjects.push_back({genome, static_cast<double>(compiled(graph).steps.size())});
    }
    return subjects;
}

} // namespace

double nodePixelsPerSecond(ImageShape shape, double seconds)
{
    const CppnEncoding encoding({.shape = shape});
    const std::vector<Subject> subjects = grownCppns(encoding);
    double nodes = 0;
    for (const Subject& subject : subjects)
        nodes += subject.nodes;
    const double rounds = callsPerSecond(seconds, [&] {
        for (const Subject& subject : subjects)
            encoding.render(*subject.genome);
    });
    return rounds * nodes * static_cast<double>(shape.width) * static_cast<double>(shape.height);
}

} // namespace pareidolia
