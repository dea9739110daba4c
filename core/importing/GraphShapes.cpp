// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/GraphShapes.h"

#include "core/importing/BadLayer.h"
#include "core/importing/LayerShapes.h"

namespace pareidolia {

namespace {

/// Of all values of one picture together, in numbers: one gigabyte.
constexpr std::int64_t mostNumbers = std::int64_t{1} << 28;
/// Products of one picture; the largest networks of the field need a tenth of it.
constexpr double mostProducts = 1e12;

/// Adds a value's numbers to those of all before it.
void addSize(const ValueShape& shape, std::int64_t& total)
{
    std::int64_t count = 1;
    for (const std::int64_t side : shape) {
        expect(side >= 1 && side <= mostNumbers && count * side <= mostNumbers,
               "it would output " + shapeText(shape) + " numbers per picture");
        count *= side;
    }
    total += count;
    expect(total <= mostNumbers, "up to here the network needs more than a gigabyte per picture");
}

std::vector<ValueShape> inputsOf(const Layer& layer, const std::vector<ValueShape>& shapes)
{
    expect(!layer.inputs.empty(), "it has no input");
    std::vector<ValueShape> inputs;
    for (const std::size_t input : layer.inputs) {
        expect(input < shapes.size(), "it uses the output of a later layer");
        inputs.push_back(shapes[input]);
    }
    return inputs;
}

} // namespace

std::string shapeText(const ValueShape& shape)
{
    std::string text;
    for (const std::int64_t side : shape)
        text += (text.empty() ? "" : "×") + std::to_string(side);
    return text.empty() ? "one number" : text;
}

std::int64_t numbersIn(const ValueShape& shape)
{
    std::int64_t count = 1;
    for (const std::int64_t side : shape)
        count *= side;
    return count;
}

Result<std::vector<ValueShape>> inferShapes(const NetworkGraph& graph, const std::string& source)
{
    const std::string advice = "choose another network, or export this one again";
    std::vector<ValueShape> shapes{{graph.input.begin(), graph.input.end()}};
    std::int64_t numbers = 0;
    double products = 0;
    std::string name;
    try {
        addSize(shapes.front(), numbers);
        for (const Layer& layer : graph.layers) {
            name = layer.name;
            const std::vector<ValueShape> inputs = inputsOf(layer, shapes);
            LayerResult result = resultOf(layer.operation, inputs);
            addSize(result.shape, numbers);
            shapes.push_back(std::move(result.shape));
            products += result.products;
            expect(products <= mostProducts,
                   "up to here the network needs more than 10¹² multiplications per picture");
        }
        name.clear();
        expect(graph.output < shapes.size(), "its output is not that of a layer");
        return shapes;
    } catch (const Misfit& misfit) {
        const bool input = name.empty() && shapes.size() == 1;
        return tl::unexpected(
            BadLayer{name, input ? "its input: " + misfit.why : misfit.why}.errorOf(source,
                                                                                    advice));
    }
}

} // namespace pareidolia
