// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/OnnxWriter.h"

#include "tests/core/importing/OnnxView.h"

#include <QtTest>

using namespace pareidolia;
using namespace pareidolia::test;

namespace {

const std::vector<std::int64_t> picture{1, 2, 2};
const std::vector<std::int64_t> two{2};

/// Flatten and Gemm.
std::string tinyModel()
{
    OnnxWriter writer("tiny");
    const std::string pictures = writer.setInput(picture);
    const std::string row =
        writer.addNode("flat", "Flatten", {pictures}, {{"axis", std::int64_t{1}}});
    const std::vector<std::int64_t> shape{2, 4};
    const std::vector<float> weights{1, 2, 3, 4, 5, 6, 7, -0.5f};
    const std::string weight = writer.addConstant("dense.weight", shape, weights);
    const std::string answer = writer.addNode("dense", "Gemm", {row, weight},
                                              {{"transB", std::int64_t{1}}, {"alpha", 0.5f}});
    writer.setOutput(answer, two);
    return writer.finish();
}

} // namespace

class TestOnnxWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesTheNormalForm();
    void givesTheSameBytesAgain();
    void makesNamesUniqueAndPlain();
    void renamesTheAnswerEverywhere();
    void refusesAnAnswerThatNobodyMakes();
    void writesEveryKindOfAttribute();
    void writesWhatProtobufWouldWrite();
};

void TestOnnxWriter::writesTheNormalForm()
{
    const OnnxView view(tinyModel());
    QCOMPARE(view.model().ir_version(), 8);
    QCOMPARE(view.model().opset_import_size(), 1);
    QCOMPARE(view.model().opset_import(0).domain(), std::string());
    QCOMPARE(view.model().opset_import(0).version(), 17);
    QCOMPARE(view.types(), std::string("Flatten Gemm"));
    QCOMPARE(view.graph().name(), std::string("tiny"));

    QCOMPARE(view.graph().input_size(), 1);
    const onnx::ValueInfoProto& input = view.graph().input(0);
    QCOMPARE(input.name(), std::string("pictures"));
    QCOMPARE(input.type().tensor_type().elem_type(), 1);
    QCOMPARE(input.type().tensor_type().shape().dim_size(), 4);
    QCOMPARE(input.type().tensor_type().shape().dim(0).dim_param(), std::string("N"));
    QCOMPARE(input.type().tensor_type().shape().dim(3).dim_value(), 2);

    QCOMPARE(view.graph().output_size(), 1);
    const onnx::ValueInfoProto& output = view.graph().output(0);
    QCOMPARE(output.name(), std::string("answers"));
    QCOMPARE(output.type().tensor_type().shape().dim(0).dim_param(), std::string("N"));
    QCOMPARE(output.type().tensor_type().shape().dim(1).dim_value(), 2);

    QCOMPARE(view.constant("dense.weight").data_type(), 1);
    QCOMPARE(view.shapeOf("dense.weight"), (std::vector<std::int64_t>{2, 4}));
    QCOMPARE(view.numbers<float>("dense.weight").at(7), -0.5f);
}

void TestOnnxWriter::givesTheSameBytesAgain()
{
    QCOMPARE(tinyModel(), tinyModel());
}

void TestOnnxWriter::makesNamesUniqueAndPlain()
{
    OnnxWriter writer("");
    const std::string pictures = writer.setInput(picture);
    QCOMPARE(writer.addNode("a", "Relu", {pictures}), std::string("a"));
    QCOMPARE(writer.addNode("a", "Relu", {pictures}), std::string("a_2"));
    QCOMPARE(writer.addNode("a_2", "Relu", {pictures}), std::string("a_2_2"));
    QCOMPARE(writer.addNode("a", "Relu", {pictures}), std::string("a_3"));
    QVERIFY(writer.addNode("answers", "Relu", {pictures}) != "answers");
    QVERIFY(writer.addNode("pictures", "Relu", {pictures}) != "pictures");
    QCOMPARE(writer.addNode("tab\tquote\"\xC3\xA9", "Relu", {pictures}),
             std::string("tab_quote___"));
    QVERIFY(!writer.addNode("", "Relu", {pictures}).empty());
    QVERIFY(writer.addNumber(std::string(100'000, 'x'), 1).size() < 100);
}

void TestOnnxWriter::renamesTheAnswerEverywhere()
{
    OnnxWriter writer("net");
    const std::string middle = writer.addNode("middle", "Relu", {writer.setInput(picture)});
    writer.addNode("side", "Add", {middle, middle});
    writer.setOutput(middle, two);
    const OnnxView view(writer.finish());
    QCOMPARE(view.node("Relu").output(0), std::string("answers"));
    QCOMPARE(view.node("Add").input(1), std::string("answers"));
}

void TestOnnxWriter::refusesAnAnswerThatNobodyMakes()
{
    OnnxWriter writer("net");
    const std::string pictures = writer.setInput(picture);
    QVERIFY_EXCEPTION_THROWN(writer.setOutput(pictures, two), std::logic_error);
}

void TestOnnxWriter::writesEveryKindOfAttribute()
{
    OnnxWriter writer("net");
    const std::string made = writer.addNode("n", "Some", {writer.setInput(picture)},
                                            {{"whole", std::int64_t{-3}},
                                             {"real", 0.25f},
                                             {"text", std::string("NOTSET")},
                                             {"list", std::vector<std::int64_t>{1, 2}}});
    writer.setOutput(made, two);
    const OnnxView view(writer.finish());
    const onnx::NodeProto& node = view.node("Some");
    QCOMPARE(OnnxView::attribute(node, "whole")->i(), -3);
    QCOMPARE(OnnxView::attribute(node, "whole")->type(), 2);
    QCOMPARE(OnnxView::attribute(node, "real")->f(), 0.25f);
    QCOMPARE(OnnxView::attribute(node, "real")->type(), 1);
    QCOMPARE(OnnxView::attribute(node, "text")->s(), std::string("NOTSET"));
    QCOMPARE(OnnxView::attribute(node, "text")->type(), 3);
    QCOMPARE(OnnxView::integers(node, "list"), (std::vector<std::int64_t>{1, 2}));
    QCOMPARE(OnnxView::attribute(node, "list")->type(), 7);
}

/// Constants are appended by hand; what is read back and written whole must be as long.
void TestOnnxWriter::writesWhatProtobufWouldWrite()
{
    const std::string bytes = tinyModel();
    const OnnxView view(bytes);
    QCOMPARE(view.model().SerializeAsString().size(), bytes.size());
    QCOMPARE(view.graph().initializer_size(), 1);
    QVERIFY(view.model().unknown_fields().empty());
}

QTEST_APPLESS_MAIN(TestOnnxWriter)
#include "tst_onnxwriter.moc"
