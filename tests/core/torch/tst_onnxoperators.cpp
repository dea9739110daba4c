// SPDX-License-Identifier: GPL-3.0-or-later
// Operators of the interpreter, each in a network of its own: numbers worked out by hand.
#include "OnnxModels.h"
#include "core/torch/OnnxInterpreter.h"
#include "core/torch/ScriptModule.h"

#include <ATen/ATen.h>
#include <QtTest>
#include <functional>

using namespace pareidolia;

namespace {

using Numbers = std::vector<float>;

/// 1 2 3 4 5 6 7 8 9, one picture of one channel.
constexpr int side = 3;

at::Tensor countedPicture()
{
    return at::arange(1, side * side + 1, at::kFloat).reshape({1, 1, side, side});
}

struct Case
{
    std::string name;
    std::function<void(OnnxNetwork&)> build; ///< from "pictures" to "answers"
    Numbers expected;
    int operatorSet = 17;
};

std::vector<Case> cases()
{
    const auto pool = [](const char* type, std::vector<std::int64_t> pads, int ceil, int count) {
        return [=](OnnxNetwork& network) {
            onnx::NodeProto& node = network.node(type, {"pictures"}, {"answers"});
            set(node, "kernel_shape", {2, 2});
            set(node, "strides", {2, 2});
            set(node, "pads", pads);
            set(node, "ceil_mode", ceil);
            if (count >= 0)
                set(node, "count_include_pad", count);
        };
    };
    const auto padded = [](const char* mode) {
        return [=](OnnxNetwork& network) {
            network.integers("pads", {0, 0, 0, 1, 0, 0, -2, 2});
            set(network.node("Pad", {"pictures", "pads"}, {"answers"}), "mode", mode);
        };
    };
    const auto resized = [](const char* mode, const char* coordinates) {
        return [=](OnnxNetwork& network) {
            network.integers("sizes", {1, 1, 1, 6});
            network.integers("first", {0});
            network.integers("end", {1});
            network.integers("axis", {2});
            network.node("Slice", {"pictures", "first", "end", "axis"}, {"row"});
            onnx::NodeProto& node = network.node("Resize", {"row", "", "", "sizes"}, {"answers"});
            set(node, "mode", mode);
            set(node, "coordinate_transformation_mode", coordinates);
        };
    };
    return {
        {"Conv with padding on one side only",
         [](OnnxNetwork& network) {
             network.weights("w", {1, 1, 2, 2}, {1, 0, 0, 1});
             network.weights("b", {1}, {100});
             onnx::NodeProto& node = network.node("Conv", {"pictures", "w", "b"}, {"answers"});
             set(node, "pads", {0, 0, 1, 1});
         },
         {106, 108, 103, 112, 114, 106, 107, 108, 109}},
        {"Conv, SAME_UPPER and strides",
         [](OnnxNetwork& network) {
             network.weights("w", {1, 1, 2, 2}, {1, 1, 1, 1});
             onnx::NodeProto& node = network.node("Conv", {"pictures", "w"}, {"answers"});
             set(node, "auto_pad", "SAME_UPPER");
             set(node, "strides", {2, 2});
         },
         {12, 9, 15, 9}},
        {"Conv, SAME_LOWER and strides",
         [](OnnxNetwork& network) {
             network.weights("w", {1, 1, 2, 2}, {1, 1, 1, 1});
             onnx::NodeProto& node = network.node("Conv", {"pictures", "w"}, {"answers"});
             set(node, "auto_pad", "SAME_LOWER");
             set(node, "strides", {2, 2});
         },
         {1, 5, 11, 28}},
        {"ConvTranspose, cut at one side",
         [](OnnxNetwork& network) {
             network.weights("w", {1, 1, 1, 2}, {1, 10});
             network.weights("b", {1}, {0.5});
             onnx::NodeProto& node =
                 network.node("ConvTranspose", {"pictures", "w", "b"}, {"answers"});
             set(node, "pads", {0, 1, 0, 0});
         },
         {12.5, 23.5, 30.5, 45.5, 56.5, 60.5, 78.5, 89.5, 90.5}},
        {"MaxPool, floor", pool("MaxPool", {0, 0, 0, 0}, 0, -1), {5}},
        {"MaxPool, ceil", pool("MaxPool", {0, 0, 0, 0}, 1, -1), {5, 6, 8, 9}},
        {"MaxPool, padded before", pool("MaxPool", {1, 1, 0, 0}, 0, -1), {1, 3, 7, 9}},
        {"AveragePool, ceil counts what is there",
         pool("AveragePool", {0, 0, 0, 0}, 1, 0),
         {3, 4.5, 7.5, 9}},
        {"AveragePool, padding does not count",
         pool("AveragePool", {1, 1, 0, 0}, 0, 0),
         {1, 2.5, 5.5, 7}},
        {"AveragePool, padding counts",
         pool("AveragePool", {1, 1, 0, 0}, 0, 1),
         {0.25, 1.25, 2.75, 7}},
        {"Softmax of opset 11 is of all that follows",
         [](OnnxNetwork& network) {
             network.node("Softmax", {"pictures"}, {"soft"});
             network.node("ReduceSum", {"soft"}, {"answers"});
         },
         {1},
         11},
        {"Softmax of opset 13 is of the last axis",
         [](OnnxNetwork& network) {
             network.node("Softmax", {"pictures"}, {"soft"});
             network.node("ReduceSum", {"soft"}, {"answers"});
         },
         {3},
         13},
        {"Clip of opset 6 has attributes",
         [](OnnxNetwork& network) {
             set(network.node("Clip", {"pictures"}, {"answers"}), "max", 4.0);
         },
         {1, 2, 3, 4, 4, 4, 4, 4, 4},
         6},
        {"Clip without a lower bound",
         [](OnnxNetwork& network) {
             network.weights("most", {}, {4});
             network.node("Clip", {"pictures", "", "most"}, {"answers"});
         },
         {1, 2, 3, 4, 4, 4, 4, 4, 4}},
        {"Slice backwards",
         [](OnnxNetwork& network) {
             network.integers("first", {-1, 0});
             network.integers("end", {INT64_MIN, 9});
             network.integers("axes", {3, 2});
             network.integers("steps", {-2, 2});
             network.node("Slice", {"pictures", "first", "end", "axes", "steps"}, {"answers"});
         },
         {3, 1, 9, 7}},
        {"Slice of opset 9 has attributes",
         [](OnnxNetwork& network) {
             onnx::NodeProto& node = network.node("Slice", {"pictures"}, {"answers"});
             set(node, "starts", {1, -1});
             set(node, "ends", {1000, 1000});
             set(node, "axes", {2, 3});
         },
         {6, 9},
         9},
        {"Split, the last part shorter",
         [](OnnxNetwork& network) {
             onnx::NodeProto& node = network.node("Split", {"pictures"}, {"long", "answers"});
             set(node, "axis", 3);
             set(node, "num_outputs", 2);
         },
         {3, 6, 9},
         18},
        {"Pad, constant", padded("constant"), {0, 1, 2, 3, 0, 0}},
        {"Pad, reflected", padded("reflect"), {2, 1, 2, 3, 2, 1}},
        {"Pad, the edge", padded("edge"), {1, 1, 2, 3, 3, 3}},
        {"Pad, wrapped", padded("wrap"), {3, 1, 2, 3, 1, 2}, 19},
        {"Resize, nearest", resized("nearest", "half_pixel"), {1, 1, 2, 2, 3, 3}},
        {"Resize, linear", resized("linear", "half_pixel"), {1, 1.25, 1.75, 2.25, 2.75, 3}},
        {"Resize, corners aligned",
         resized("linear", "align_corners"),
         {1, 1.4F, 1.8F, 2.2F, 2.6F, 3}},
        {"Gather counts from the end",
         [](OnnxNetwork& network) {
             network.integers("places", {-1, 0});
             set(network.node("Gather", {"pictures", "places"}, {"answers"}), "axis", 3);
         },
         {3, 1, 6, 4, 9, 7}},
        {"DepthToSpace undoes SpaceToDepth",
         [](OnnxNetwork& network) {
             set(network.node("SpaceToDepth", {"pictures"}, {"deep"}), "blocksize", 3);
             set(network.node("DepthToSpace", {"deep"}, {"answers"}), "blocksize", 3);
         },
         {1, 2, 3, 4, 5, 6, 7, 8, 9}},
        {"TopK",
         [](OnnxNetwork& network) {
             network.integers("k", {2});
             network.node("TopK", {"pictures", "k"}, {"answers", "places"});
         },
         {3, 2, 6, 5, 9, 8}},
        {"Gemm",
         [](OnnxNetwork& network) {
             network.weights("w", {2, 9}, {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 1});
             network.weights("c", {2}, {1, 2});
             network.node("Flatten", {"pictures"}, {"flat"});
             onnx::NodeProto& node = network.node("Gemm", {"flat", "w", "c"}, {"answers"});
             set(node, "transB", 1);
             set(node, "alpha", 0.5);
             set(node, "beta", 10.0);
         },
         {32.5, 25}},
        {"A quantised number saturates",
         [](OnnxNetwork& network) {
             network.weights("scale", {}, {0.02F});
             network.bytesOf("zero", {}, 3, {-100});
             network.node("QuantizeLinear", {"pictures", "scale", "zero"}, {"q"});
             network.node("DequantizeLinear", {"q", "scale", "zero"}, {"answers"});
         },
         {1, 2, 3, 4, 4.54F, 4.54F, 4.54F, 4.54F, 4.54F}},
        {"Weights of 8 bits, a scale for each channel",
         [](OnnxNetwork& network) {
             network.bytesOf("w", {2, 1, 1, 1}, 3, {-1, 3});
             network.weights("scales", {2}, {0.5, 2});
             onnx::NodeProto& node = network.node("DequantizeLinear", {"w", "scales"}, {"floats"});
             set(node, "axis", 0);
             network.node("Conv", {"pictures", "floats"}, {"y"});
             network.node("GlobalAveragePool", {"y"}, {"answers"});
         },
         {-2.5, 30}},
        {"The shape is calculated from the pictures",
         [](OnnxNetwork& network) {
             network.integers("zero", {0});
             network.integers("rest", {3, -1});
             network.node("Shape", {"pictures"}, {"shape"});
             network.node("Gather", {"shape", "zero"}, {"batch"});
             set(network.node("Concat", {"batch", "rest"}, {"sides"}), "axis", 0);
             network.node("Reshape", {"pictures", "sides"}, {"y"});
             network.integers("axes", std::vector<std::int64_t>{1});
             set(network.node("ReduceMax", {"y"}, {"answers"}), "axes",
                 std::vector<std::int64_t>{1});
         },
         {7, 8, 9}},
        {"LRN over neighbours",
         [](OnnxNetwork& network) {
             onnx::NodeProto& node = network.node("LRN", {"pictures"}, {"answers"});
             set(node, "size", 3);
             set(node, "alpha", 3.0);
             set(node, "beta", 1.0);
             set(node, "bias", 0.0);
         },
         {1, 1 / 2.F, 1 / 3.F, 1 / 4.F, 1 / 5.F, 1 / 6.F, 1 / 7.F, 1 / 8.F, 1 / 9.F}},
        {"Integers are divided towards zero",
         [](OnnxNetwork& network) {
             network.weights("five", {}, {5});
             network.integers("two", {2});
             network.node("Sub", {"pictures", "five"}, {"y"});
             set(network.node("Cast", {"y"}, {"whole"}), "to", 7);
             network.node("Div", {"whole", "two"}, {"half"});
             set(network.node("Cast", {"half"}, {"answers"}), "to", 1);
         },
         {-2, -1, -1, 0, 0, 0, 1, 1, 2}},
        {"ScatterND",
         [](OnnxNetwork& network) {
             onnx::TensorProto* places = network.graph().add_initializer();
             places->set_name("places");
             places->set_data_type(7);
             for (const int number : {1, 4})
                 places->add_dims(number);
             for (const int number : {0, 0, -1, 1})
                 places->add_int64_data(number);
             network.weights("updates", {1}, {50});
             network.node("ScatterND", {"pictures", "places", "updates"}, {"answers"});
         },
         {1, 2, 3, 4, 5, 6, 7, 50, 9}},
    };
}

} // namespace

class TestOnnxOperators : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void computes_data();
    void computes();
};

void TestOnnxOperators::computes_data()
{
    QTest::addColumn<int>("index");
    int index = 0;
    for (const Case& one : cases())
        QTest::newRow(one.name.c_str()) << index++;
}

void TestOnnxOperators::computes()
{
    QFETCH(int, index);
    const SteadyThread steady;
    const Case one = cases()[static_cast<std::size_t>(index)];
    OnnxNetwork network(one.operatorSet, {0, 1, side, side});
    one.build(network);
    const auto interpreter = OnnxInterpreter::create(network.bytes(), "test");
    QVERIFY2(interpreter, interpreter ? "" : interpreter.error().sentence().c_str());
    const auto answers = interpreter->forward(countedPicture());
    QVERIFY2(answers, answers ? "" : answers.error().sentence().c_str());
    const at::Tensor expected = at::tensor(at::ArrayRef<float>(one.expected)).unsqueeze(0);
    QCOMPARE(answers->sizes().vec(), expected.sizes().vec());
    std::ostringstream difference;
    difference << *answers << expected;
    QVERIFY2(at::allclose(*answers, expected, 1e-5, 1e-6), difference.str().c_str());
}

QTEST_GUILESS_MAIN(TestOnnxOperators)
#include "tst_onnxoperators.moc"
