// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/torch/NetworkProbe.h"

#include "core/base/ReturnError.h"
#include "core/classifier/PixelBatch.h"
#include "core/torch/ScriptModule.h"
#include "core/torch/TorchFailure.h"

#include <algorithm>
#include <array>
#include <torch/script.h>

namespace pareidolia {

namespace {

namespace jit = torch::jit;

constexpr std::array usualSizes{224, 227, 299, 240, 256, 384, 231, 229, 192, 160,
                                128, 112, 96,  64,  48,  40,  36,  32,  28};

/// The numbers for one picture, or why there are none.
Result<std::vector<double>> answerTo(jit::Module& module, const at::Tensor& input,
                                     const std::string& file)
{
    return withoutExceptions(
        file, "give the size and the channels of its input (--size, --channels)",
        [&]() -> Result<std::vector<double>> {
            const SteadyThread steady;
            const c10::InferenceMode inference;
            const c10::IValue value = module.forward({input});
            if (!value.isTensor())
                return failure(file, "the network does not output a tensor but " + value.tagKind(),
                               "export it so that it returns its logits alone");
            const at::Tensor& output = value.toTensor();
            if (output.dim() < 2 || output.size(0) != 1 || output.size(1) != output.numel() ||
                output.numel() < 2)
                return failure(
                    file,
                    "the network outputs " + std::to_string(output.numel()) +
                        " numbers per picture, not one per class for two or more classes",
                    "give a network that classifies pictures");
            const at::Tensor numbers = output.reshape({-1}).to(at::kDouble).contiguous();
            const double* first = numbers.data_ptr<double>();
            return std::vector<double>(first, first + numbers.numel());
        });
}

at::Tensor grey(const ImageShape& shape)
{
    return at::full({1, shape.channels, shape.height, shape.width}, 0.1, at::kFloat);
}

/// Large ones first.
std::vector<ImageShape> shapesToTry(const ProbeSettings& settings)
{
    std::vector<PictureSize> sizes;
    if (settings.size)
        sizes = {*settings.size};
    else
        for (const int side : usualSizes)
            sizes.push_back({side, side});
    const std::vector<int> channels =
        settings.channels ? std::vector<int>{*settings.channels} : std::vector<int>{3, 1};
    std::vector<ImageShape> shapes;
    for (const PictureSize& size : sizes)
        for (const int count : channels)
            shapes.push_back({size.width, size.height, count});
    return shapes;
}

std::string spoken(const ImageShape& shape)
{
    return std::to_string(shape.width) + "×" + std::to_string(shape.height);
}

} // namespace

Result<ProbedShape> probeShape(const ModelFile& file, const ProbeSettings& settings,
                               const std::stop_token& stop)
{
    const std::string source = file.path().string();
    ASSIGN_OR_RETURN(auto module, loadScript(file.bytes(), source, "cpu"));
    std::vector<ImageShape> shapes;
    if (settings.traced)
        shapes.push_back(*settings.traced);
    else
        shapes = shapesToTry(settings);
    std::optional<Error> first;
    std::optional<ProbedShape> found;
    for (const ImageShape& shape : shapes) {
        if (stop.stop_requested())
            return failure(source, "the import was cancelled", "start it again");
        if (found && found->input.channels != shape.channels)
            continue;
        if (found && shape.width * 4 > found->input.width * 3)
            continue; // as large, but for what its layers round away
        const auto answer = answerTo(module, grey(shape), source);
        if (found && answer)
            return failure(source,
                           "it takes pictures of several sizes (" + spoken(found->input) + " and " +
                               spoken(shape) + "), and does not tell which it was made for",
                           "give the size with --size");
        if (answer)
            found = ProbedShape{shape, answer->size(), settings.traced.has_value()};
        else if (!first)
            first = answer.error();
    }
    if (!found)
        return tl::unexpected(*first);
    return *found;
}

Result<std::vector<std::vector<double>>> answersOf(const ModelFile& file,
                                                   std::span<const Image> pictures)
{
    const std::string source = file.path().string();
    ASSIGN_OR_RETURN(auto module, loadScript(file.bytes(), source, "cpu"));
    ModelInfo plain = file.info();
    plain.plan.layout = Plan::Layout::ChannelsFirst;
    const PixelBatch batch(plain);
    std::vector<std::vector<double>> answers;
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        at::Tensor input = emptyInput(plain, 1);
        batch.fill(pictures.subspan(i, 1),
                   {input.data_ptr<float>(), static_cast<std::size_t>(input.numel())});
        ASSIGN_OR_RETURN(auto answer, answerTo(module, input, source));
        answers.push_back(std::move(answer));
    }
    return answers;
}

} // namespace pareidolia
