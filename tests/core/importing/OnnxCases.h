// SPDX-License-Identifier: GPL-3.0-or-later
// A small network for every operator that is converted: compared with OpenCV, and what fuzzing
// begins with.
#pragma once

#include "tests/core/importing/OnnxMaker.h"

#include <string>
#include <vector>

namespace pareidolia::test {

struct OnnxCase
{
    std::string name; ///< good for a file name
    std::string bytes;
    bool openCvReads = true; ///< OpenCV 4.6 knows fewer forms than we do
};

/// Pictures are 8×8 in colour, answers four numbers.
class OnnxCases
{
public:
    std::vector<OnnxCase> all()
    {
        windows();
        channels();
        activations();
        arithmetic();
        shapes();
        return std::move(m_cases);
    }

private:
    using Attributes = OnnxMaker::Attributes;
    static constexpr std::int64_t area = 64;

    /// A case whose value of `numbers` numbers is made by `make`.
    template <typename Make>
    void add(const std::string& name, std::int64_t numbers, const Make& make,
             std::int64_t opset = 13)
    {
        OnnxMaker maker({1, 3, 8, 8}, opset);
        const std::string value = make(maker);
        m_cases.push_back({name, maker.answeringSums(value, numbers)});
    }

    /// The last case is in a form that OpenCV does not read.
    void notForOpenCv() { m_cases.back().openCvReads = false; }

    /// One node of the picture, which keeps its shape.
    void onPicture(const std::string& kind, const Attributes& attributes = {},
                   const std::string& suffix = "", std::int64_t opset = 13)
    {
        add(
            kind + suffix, 3 * area,
            [&](OnnxMaker& maker) { return maker.node(kind, {"picture"}, attributes); }, opset);
    }

    void convolution(const std::string& suffix, std::int64_t numbers, const OnnxShape& weight,
                     const Attributes& attributes)
    {
        add("Conv" + suffix, numbers,
            [&](OnnxMaker& maker) { return maker.convolution("picture", weight, attributes); });
    }

    void pooling(const std::string& kind, const std::string& suffix, std::int64_t numbers,
                 Attributes attributes)
    {
        attributes.push_back(listAttribute("kernel_shape", {3, 3}));
        onPictureGiving(kind, suffix, numbers, attributes);
    }

    void onPictureGiving(const std::string& kind, const std::string& suffix, std::int64_t numbers,
                         const Attributes& attributes)
    {
        add(kind + suffix, numbers,
            [&](OnnxMaker& maker) { return maker.node(kind, {"picture"}, attributes); });
    }

    void windows()
    {
        const auto strides = listAttribute("strides", {2, 2});
        convolution("", 2 * 36, {2, 3, 3, 3}, {});
        convolution("-strides", 2 * 16, {2, 3, 3, 3},
                    {strides, listAttribute("pads", {1, 1, 1, 1})});
        convolution("-uneven", 2 * 8 * 7, {2, 3, 3, 3}, {listAttribute("pads", {2, 0, 0, 1})});
        convolution("-dilated", 2 * 16, {2, 3, 3, 3}, {listAttribute("dilations", {2, 2})});
        convolution("-groups", 6 * 36, {6, 1, 3, 3}, {wholeAttribute("group", 3)});
        convolution("-oblong", 2 * 8 * 6, {2, 3, 1, 3}, {});
        convolution("-upper", 2 * 16, {2, 3, 3, 3},
                    {strides, textAttribute("auto_pad", "SAME_UPPER")});
        convolution("-valid", 2 * 36, {2, 3, 3, 3}, {textAttribute("auto_pad", "VALID")});
        pooling("MaxPool", "", 3 * 36, {});
        pooling("MaxPool", "-padded", 3 * 16, {strides, listAttribute("pads", {1, 1, 1, 1})});
        pooling("MaxPool", "-ceil", 3 * 16, {strides, wholeAttribute("ceil_mode", 1)});
        pooling("AveragePool", "", 3 * 36, {});
        pooling("AveragePool", "-padded", 3 * 16, {strides, listAttribute("pads", {1, 1, 1, 1})});
        add("AveragePool-counted", 3 * 16, [&](OnnxMaker& maker) {
            maker.model().set_producer_name("pytorch"); // OpenCV asks this, not the attribute
            return maker.node("AveragePool", {"picture"},
                              {strides, listAttribute("pads", {1, 1, 1, 1}),
                               listAttribute("kernel_shape", {3, 3}),
                               wholeAttribute("count_include_pad", 1)});
        });
        pooling("AveragePool", "-ceil", 3 * 16, {strides, wholeAttribute("ceil_mode", 1)});
        onPictureGiving("GlobalAveragePool", "", 3, {});
        onPictureGiving("GlobalMaxPool", "", 3, {});
        onPictureGiving("ReduceMean", "", 3, {listAttribute("axes", {2, 3})});
        onPictureGiving("ReduceMean", "-flat", 3,
                        {listAttribute("axes", {-2, -1}), wholeAttribute("keepdims", 0)});
        add("Pad", 3 * 11 * 9, [](OnnxMaker& maker) {
            return maker.node("Pad", {"picture", maker.integers({0, 0, 1, 0, 0, 0, 2, 1})});
        });
    }

    void channels()
    {
        add("MatMul", 5, [](OnnxMaker& maker) {
            const auto flat = maker.node("Flatten", {"picture"});
            const auto product = maker.node("MatMul", {flat, maker.noise({192, 5})});
            return maker.node("Relu", {maker.node("Add", {product, maker.noise({5})})});
        });
        add("Gemm-scaled", 5, [](OnnxMaker& maker) {
            const auto flat = maker.node("Flatten", {"picture"});
            return maker.node("Gemm", {flat, maker.noise({192, 5}), maker.noise({5})},
                              {numberAttribute("alpha", 0.5f), numberAttribute("beta", 2)});
        });
        notForOpenCv();
        add("BatchNormalization", 3 * area, [](OnnxMaker& maker) {
            return maker.node("BatchNormalization",
                              {"picture", maker.noise({3}), maker.noise({3}), maker.noise({3}),
                               maker.noise({3}, 0.3f, 1)},
                              {numberAttribute("epsilon", 1e-3f)});
        });
        onPicture("LRN", {wholeAttribute("size", 3), numberAttribute("alpha", 0.1f),
                          numberAttribute("beta", 0.6f), numberAttribute("bias", 2)});
        onPicture("Softmax", {wholeAttribute("axis", 1)});
        onPicture("LogSoftmax", {wholeAttribute("axis", 1)});
    }

    void activations()
    {
        for (const char* kind : {"Relu", "Sigmoid", "Tanh", "Softplus", "Abs", "LeakyRelu", "Elu"})
            onPicture(kind);
        onPicture("HardSwish", {}, "", 14);
        onPicture("LeakyRelu", {numberAttribute("alpha", 0.2f)}, "-steep");
        onPicture("HardSigmoid", {numberAttribute("alpha", 0.3f), numberAttribute("beta", 0.4f)});
        onPicture("Clip", {numberAttribute("min", -0.4f), numberAttribute("max", 0.6f)},
                  "-attributes", 6);
        add("Clip", 3 * area, [](OnnxMaker& maker) {
            return maker.node("Clip",
                              {"picture", maker.tensor({}, {-0.4f}), maker.tensor({}, {0.6f})});
        });
        notForOpenCv();
        add("PRelu", 3 * area, [](OnnxMaker& maker) {
            return maker.node("PRelu", {"picture", maker.noise({3, 1, 1})});
        });
        add("Sqrt", 3 * area, [](OnnxMaker& maker) {
            return maker.node("Sqrt", {maker.node("Sigmoid", {"picture"})});
        });
    }

    void arithmetic()
    {
        for (const char* kind : {"Add", "Sub", "Mul", "Div"}) {
            add(kind + std::string("-channels"), 3 * area, [&](OnnxMaker& maker) {
                return maker.node(kind, {"picture", maker.noise({3, 1, 1}, 0.3f, 1)});
            });
            add(kind + std::string("-two"), 3 * area, [&](OnnxMaker& maker) {
                const auto other = maker.node("Sigmoid", {"picture"});
                return maker.node(kind, {"picture", other});
            });
        }
        add("Sum", 3 * area, [](OnnxMaker& maker) {
            const auto other = maker.node("Sigmoid", {"picture"});
            return maker.node("Sum", {"picture", other, maker.node("Tanh", {"picture"})});
        });
        add("Max", 3 * area, [](OnnxMaker& maker) {
            return maker.node("Max", {"picture", maker.node("Sigmoid", {"picture"})});
        });
        add("Mul-excitation", 3 * area, [](OnnxMaker& maker) {
            const auto mean = maker.node("GlobalAveragePool", {"picture"});
            return maker.node("Mul", {"picture", maker.node("Sigmoid", {mean})});
        });
        add("Concat", 5 * area, [](OnnxMaker& maker) {
            const auto other = maker.convolution("picture", {2, 3, 1, 1});
            return maker.node("Concat", {"picture", other}, {wholeAttribute("axis", 1)});
        });
    }

    void shapes()
    {
        onPicture("Identity");
        onPicture("Dropout");
        for (const std::int64_t batch : {0, 1, -1})
            add("Reshape" + std::to_string(batch), 192, [&](OnnxMaker& maker) {
                return maker.node("Reshape",
                                  {"picture", maker.integers({batch, batch == -1 ? 192 : -1})});
            });
        add("Reshape-plane", 192, [](OnnxMaker& maker) {
            return maker.node("Relu",
                              {maker.node("Reshape", {"picture", maker.integers({0, 3, 16, 4})})});
        });
        const auto sides = listAttribute("axes", {2, 3});
        add(
            "Squeeze", 3,
            [&](OnnxMaker& maker) {
                return maker.node("Squeeze", {maker.node("GlobalAveragePool", {"picture"})},
                                  {sides});
            },
            11);
        add(
            "Unsqueeze", 3,
            [&](OnnxMaker& maker) {
                const auto mean = maker.node("GlobalAveragePool", {"picture"});
                const auto flat = maker.node("Squeeze", {mean}, {sides});
                return maker.node("Sigmoid",
                                  {maker.node("Unsqueeze", {flat}, {listAttribute("axes", {2})})});
            },
            11);
        add("Squeeze-inputs", 3, [](OnnxMaker& maker) {
            const auto mean = maker.node("GlobalAveragePool", {"picture"});
            const auto flat = maker.node("Squeeze", {mean, maker.integers({2, 3})});
            return maker.node("Unsqueeze", {flat, maker.integers({2, 3})});
        });
        notForOpenCv();
        add("Shape", 192, [](OnnxMaker& maker) {
            const auto shape = maker.node("Shape", {"picture"});
            onnx::AttributeProto zero;
            zero.set_name("value");
            zero.set_type(4);
            zero.mutable_t()->set_data_type(7);
            zero.mutable_t()->add_int64_data(0);
            const auto batch = maker.node("Gather", {shape, maker.node("Constant", {}, {zero})});
            const auto side = maker.node("Unsqueeze", {batch, maker.integers({0})});
            const auto wanted =
                maker.node("Concat", {side, maker.integers({-1})}, {wholeAttribute("axis", 0)});
            return maker.node("Reshape", {"picture", wanted});
        });
        network();
    }

    /// Convolution, batch normalisation, pooling, a dense layer: as exporters write them.
    void network()
    {
        OnnxMaker maker({-1, 3, 8, 8});
        const auto conv =
            maker.convolution("picture", {8, 3, 3, 3}, {listAttribute("pads", {1, 1, 1, 1})});
        const auto normal =
            maker.node("BatchNormalization", {conv, maker.noise({8}), maker.noise({8}),
                                              maker.noise({8}), maker.noise({8}, 0.3f, 1)});
        const auto pool =
            maker.node("MaxPool", {maker.node("Relu", {normal})},
                       {listAttribute("kernel_shape", {2, 2}), listAttribute("strides", {2, 2})});
        m_cases.push_back({"network", maker.answeringSums(pool, 8 * 16)});
    }

    std::vector<OnnxCase> m_cases;
};

} // namespace pareidolia::test
