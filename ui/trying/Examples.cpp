// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trying/Examples.h"

#include "core/models/IdxData.h"
#include "ui/trying/DigitStrokes.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>

namespace pareidolia {

namespace {

constexpr std::array<const char*, 10> digitLabels{"zero", "one", "two",   "three", "four",
                                                  "five", "six", "seven", "eight", "nine"};
constexpr std::array<const char*, 10> clothingLabels{
    "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat",
    "Sandal",      "Shirt",   "Sneaker",  "Bag",   "Ankle boot"};

QString tr(const char* text)
{
    return QCoreApplication::translate("Examples", text);
}

bool names(const ModelInfo& model, const std::array<const char*, 10>& labels)
{
    return std::ranges::equal(model.labels, labels, [](const std::string& label, const char* word) {
        return label == word;
    });
}

} // namespace

std::vector<Example> digitExamples(const ModelInfo& model)
{
    std::vector<Example> examples;
    if (!names(model, digitLabels) || model.input.channels != 1 ||
        model.input.width != model.input.height)
        return examples;
    for (std::size_t digit = 0; digit < digitLabels.size(); ++digit) {
        Example example{.label = QString::fromLatin1(digitLabels[digit])};
        for (std::size_t hand = 0; hand < digitHands; ++hand)
            example.ways.push_back(
                {.name = example.label,
                 .origin = tr("Drawn for this program; from no data set"),
                 .picture = networkPictureOf(drawingOf(digitStrokes(digit, hand)), model.input)});
        examples.push_back(std::move(example));
    }
    return examples;
}

std::filesystem::path fashionFolder()
{
    return "/usr/share/datasets/fashion-mnist";
}

std::vector<Example> clothingExamples(const ModelInfo& model, const std::filesystem::path& folder)
{
    std::error_code ignored;
    if (!names(model, clothingLabels) || !std::filesystem::is_directory(folder, ignored))
        return {};
    const auto data = readIdx(folder, IdxPart::Test);
    if (!data || data->shape != model.input)
        return {};
    std::vector<Example> examples;
    for (std::size_t index = 0; index < clothingLabels.size(); ++index) {
        const auto found = std::ranges::find(data->labels, index);
        if (found == data->labels.end())
            continue;
        Example example{.label = QString::fromLatin1(clothingLabels[index])};
        example.ways.push_back(
            {.name = example.label,
             .origin = tr("The first of its class among Fashion-MNIST's test pictures"),
             .picture = data->images[static_cast<std::size_t>(found - data->labels.begin())]});
        examples.push_back(std::move(example));
    }
    return examples;
}

} // namespace pareidolia
