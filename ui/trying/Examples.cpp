// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trying/Examples.h"

#include "core/models/IdxData.h"

#include <QObject>
#include <algorithm>
#include <array>

namespace pareidolia {

namespace {

constexpr std::array<const char*, 10> digitLabels{"zero", "one", "two",   "three", "four",
                                                  "five", "six", "seven", "eight", "nine"};
constexpr std::array<const char*, 10> clothingLabels{
    "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat",
    "Sandal",      "Shirt",   "Sneaker",  "Bag",   "Ankle boot"};

bool names(const ModelInfo& model, const std::array<const char*, 10>& labels)
{
    return std::ranges::equal(model.labels, labels, [](const std::string& label, const char* word) {
        return label == word;
    });
}

/// Hundredths of the square, x before y; a semicolon ends a stroke. A curve goes through the
/// points; one that stands twice is a corner. Of each digit one in every handwriting.
constexpr std::array<std::array<const char*, digitHands>, 10> digits{{
    {"50 12  33 22  25 50  33 78  50 88  67 78  75 50  67 22  50 12",
     "62 15  42 24  29 52  34 80  48 87  65 72  73 42  66 18  54 14"},
    {"50 12  50 88", "60 12  44 88"},
    {"28 30  36 15  54 12  68 24  64 44  44 68  26 86  26 86  74 86",
     "30 28  44 14  62 18  66 36  52 60  34 80  25 76  34 70  54 84  76 80"},
    {"30 20  48 12  66 22  62 40  46 48  46 48  64 54  70 72  54 88  30 80",
     "28 14  70 14  70 14  46 44  46 44  66 52  70 72  52 88  28 80"},
    {"34 12  28 54  28 54  74 54; 62 14  60 90", "58 12  24 62  24 62  78 60; 62 38  58 90"},
    {"38 14  34 46  34 46  52 42  69 56  66 78  46 88  28 80; 38 14  72 14",
     "72 12  42 14  42 14  35 46  35 46  54 42  66 56  60 78  42 88  24 80"},
    {"62 12  40 30  28 58  32 80  50 88  68 76  64 58  48 52  31 66",
     "54 10  36 40  29 70  42 88  62 82  66 64  50 56  31 70"},
    {"26 16  74 16  74 16  46 88", "26 18  72 14  72 14  56 48  48 88; 38 52  68 50"},
    {"64 24  50 12  35 24  42 42  60 56  67 74  50 88  33 74  42 56  59 40  64 24",
     "68 20  52 12  40 26  48 44  58 62  52 84  36 84  34 66  50 46  66 30  68 20"},
    {"68 28  54 13  35 22  32 40  46 50  62 42  68 28  68 28  64 88",
     "66 26  50 12  34 26  38 44  56 44  67 26  69 52  60 78  38 88"},
}};

constexpr int stepsBetweenKnots = 10;

/// In the unit square.
Stroke knotsOf(const QString& text)
{
    const QStringList numbers = text.split(' ', Qt::SkipEmptyParts);
    Stroke knots;
    for (qsizetype i = 0; i + 1 < numbers.size(); i += 2)
        knots.push_back(QPointF(numbers[i].toInt(), numbers[i + 1].toInt()) / 100);
    return knots;
}

/// A Catmull–Rom curve from `b` to `c`; it leaves and arrives as its neighbours lie.
QPointF between(const QPointF& a, const QPointF& b, const QPointF& c, const QPointF& d, double t)
{
    const QPointF leaving = (c - a) / 2, arriving = (d - b) / 2;
    const double t2 = t * t, t3 = t2 * t;
    return (2 * t3 - 3 * t2 + 1) * b + (t3 - 2 * t2 + t) * leaving + (3 * t2 - 2 * t3) * c +
           (t3 - t2) * arriving;
}

Stroke curveThrough(const Stroke& knots)
{
    Stroke stroke{knots.front()};
    for (std::size_t i = 0; i + 1 < knots.size(); ++i) {
        if (knots[i] == knots[i + 1])
            continue;
        const QPointF& before = knots[i == 0 ? 0 : i - 1];
        const QPointF& after = knots[std::min(i + 2, knots.size() - 1)];
        for (int step = 1; step <= stepsBetweenKnots; ++step)
            stroke.push_back(between(before, knots[i], knots[i + 1], after,
                                     static_cast<double>(step) / stepsBetweenKnots));
    }
    return stroke;
}

} // namespace

std::vector<Stroke> digitStrokes(std::size_t digit, std::size_t hand)
{
    std::vector<Stroke> strokes;
    for (const QString& stroke : QString(digits.at(digit).at(hand)).split(';'))
        strokes.push_back(curveThrough(knotsOf(stroke)));
    return strokes;
}

Image digitPicture(std::size_t digit, const ImageShape& input, std::size_t hand)
{
    return networkPictureOf(drawingOf(digitStrokes(digit, hand)), input);
}

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
                 .origin = QObject::tr("Drawn for this program; from no data set"),
                 .picture = digitPicture(digit, model.input, hand)});
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
             .origin = QObject::tr("The first of its class among Fashion-MNIST's test pictures"),
             .picture = data->images[static_cast<std::size_t>(found - data->labels.begin())]});
        examples.push_back(std::move(example));
    }
    return examples;
}

} // namespace pareidolia
