// SPDX-License-Identifier: GPL-3.0-or-later
// ONNX files that are wrong: one sentence each, and never a crash.
#include "core/importing/OnnxReader.h"
#include "tests/core/importing/OnnxMaker.h"

#include <QtTest>
#include <cmath>
#include <functional>

using namespace pareidolia;
using test::listAttribute;
using test::OnnxMaker;
using test::wholeAttribute;

namespace {

std::string sentenceOf(const std::string& bytes)
{
    const auto network = readOnnx(bytes, "net.onnx");
    return network ? "" : network.error().sentence();
}

std::string honest()
{
    OnnxMaker maker;
    const auto conv = maker.node("Conv", {"picture", maker.noise({4, 3, 3, 3}), maker.noise({4})});
    return maker.answeringSums(maker.node("Relu", {conv}), 4 * 6 * 6);
}

} // namespace

class TestOnnxBroken : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesWhatIsWrong_data();
    void namesWhatIsWrong();
    void whatIsNoFile();
    void survivesEveryTruncation();
    void aSmallFileFillsNoMemory();
};

void TestOnnxBroken::namesWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QString>("why");
    const auto row = [](const char* why, const std::function<std::string(OnnxMaker&)>& make) {
        OnnxMaker maker;
        const std::string answer = make(maker);
        QTest::newRow(why) << QByteArray::fromStdString(maker.answering(answer)) << why;
    };
    row("Conv \"Conv2\": weights of 4×2×3×3 in 1 groups do not fit 3 channels", [](auto& maker) {
        return maker.node("Conv", {"picture", maker.noise({4, 2, 3, 3})});
    });
    row("do not fit 3 channels", [](auto& maker) {
        return maker.node("Conv", {"picture", maker.noise({4, 3, 3, 3})},
                          {wholeAttribute("group", 0)});
    });
    row("its bias is 3, its outputs are 4", [](auto& maker) {
        return maker.node("Conv", {"picture", maker.noise({4, 3, 3, 3}), maker.noise({3})});
    });
    row("its kernel is larger than its input", [](auto& maker) {
        return maker.node("Conv", {"picture", maker.noise({1, 3, 9, 9})});
    });
    row("its strides are 0×1", [](auto& maker) {
        return maker.node("Conv", {"picture", maker.noise({1, 3, 1, 1})},
                          {listAttribute("strides", {0, 1})});
    });
    row("its kernel_shape is missing",
        [](auto& maker) { return maker.node("MaxPool", {"picture"}); });
    row("its padding is as large as its kernel", [](auto& maker) {
        return maker.node(
            "MaxPool", {"picture"},
            {listAttribute("kernel_shape", {2, 2}), listAttribute("pads", {2, 0, 0, 0})});
    });
    row("weights of 4×5 do not fit 192 numbers", [](auto& maker) {
        return maker.node("Gemm", {maker.node("Flatten", {"picture"}), maker.noise({4, 5})},
                          {wholeAttribute("transB", 1)});
    });
    row("its input 2 is 2, the channels are 3", [](auto& maker) {
        return maker.node("BatchNormalization", {"picture", maker.noise({3}), maker.noise({2}),
                                                 maker.noise({3}), maker.noise({3})});
    });
    row("1×3×8×8 and 1×3×6×6 do not fit", [](auto& maker) {
        const auto pooled =
            maker.node("MaxPool", {"picture"}, {listAttribute("kernel_shape", {3, 3})});
        return maker.node("Concat", {"picture", pooled}, {wholeAttribute("axis", 1)});
    });
    row("1×3×8×8 cannot become 1×3×7", [](auto& maker) {
        return maker.node("Reshape", {"picture", maker.integers({1, 3, 7})});
    });
    row("is not the output of an earlier node",
        [](auto& maker) { return maker.node("Relu", {"nowhere"}); });
    row("is already defined", [](auto& maker) {
        const auto first = maker.node("Relu", {"picture"});
        maker.node("Relu", {first});
        maker.graph().mutable_node(1)->set_output(0, first);
        return first;
    });
    row("has 3 numbers, but its shape 4 needs 4", [](auto& maker) {
        const auto bias = maker.tensor({4}, {1, 2, 3});
        return maker.node("Conv", {"picture", maker.noise({4, 3, 1, 1}), bias});
    });
    row("is too large", [](auto& maker) {
        const auto bias = maker.tensor({1 << 20, 1 << 20, 1 << 20, 1 << 20}, {1});
        return maker.node("Add", {"picture", bias});
    });
    row("has a negative size", [](auto& maker) {
        return maker.node("Add", {"picture", maker.tensor({-3, 1, 1}, {1, 2, 3})});
    });
    row("is in another file (external data)", [](auto& maker) {
        const auto weight = maker.noise({4, 3, 1, 1});
        maker.graph().mutable_initializer(0)->set_data_location(1);
        return maker.node("Conv", {"picture", weight});
    });
    row("it has several inputs (\"picture\", \"more\")", [](auto& maker) {
        maker.addInput("more", {1, 3, 8, 8});
        return maker.node("Add", {"picture", "more"});
    });
    row("its output does not depend on the picture", [](auto& maker) {
        return maker.node("Identity", {maker.noise({1, 4})});
    });
    row("no node gives its output", [](auto& maker) {
        maker.node("Relu", {"picture"});
        return std::string("picture");
    });
    row("its attribute alpha is not a number", [](auto& maker) {
        return maker.node("LeakyRelu", {"picture"}, {test::numberAttribute("alpha", NAN)});
    });
    row("it defines its own operators", [](auto& maker) {
        maker.model().add_functions("");
        return maker.node("Relu", {"picture"});
    });
    row("its pictures have 5 channels", [](auto& maker) {
        maker.graph()
            .mutable_input(0)
            ->mutable_type()
            ->mutable_tensor_type()
            ->mutable_shape()
            ->mutable_dim(1)
            ->set_dim_value(5);
        return maker.node("Relu", {"picture"});
    });
    row("its input has numbers of type 2", [](auto& maker) {
        maker.graph().mutable_input(0)->mutable_type()->mutable_tensor_type()->set_elem_type(2);
        return maker.node("Relu", {"picture"});
    });
    row("its input has 5 dimensions", [](auto& maker) {
        maker.graph()
            .mutable_input(0)
            ->mutable_type()
            ->mutable_tensor_type()
            ->mutable_shape()
            ->add_dim()
            ->set_dim_value(1);
        return maker.node("Relu", {"picture"});
    });
}

void TestOnnxBroken::namesWhatIsWrong()
{
    QFETCH(QByteArray, file);
    QFETCH(QString, why);
    const std::string sentence = sentenceOf(file.toStdString());
    QVERIFY2(sentence.starts_with("net.onnx: "), sentence.c_str());
    QVERIFY2(sentence.find(why.toStdString()) != std::string::npos, sentence.c_str());
    QVERIFY(sentence.find('\n') == std::string::npos);
}

void TestOnnxBroken::whatIsNoFile()
{
    QVERIFY(sentenceOf("").find("it is empty") != std::string::npos);
    QVERIFY(sentenceOf("no network at all").find("not a complete ONNX file") != std::string::npos);
    QVERIFY(!checkOnnx("", "net.onnx"));
}

void TestOnnxBroken::survivesEveryTruncation()
{
    const std::string whole = honest();
    QVERIFY(sentenceOf(whole).empty());
    std::size_t refused = 0;
    for (std::size_t length = 0; length < whole.size(); ++length)
        refused += sentenceOf(whole.substr(0, length)).empty() ? 0 : 1;
    // All but a few: a file that ends between two fields may be whole without the last.
    QVERIFY(refused > whole.size() - 20);
}

void TestOnnxBroken::aSmallFileFillsNoMemory()
{
    // Each node would copy a million weights: together more than the memory holds.
    OnnxMaker maker;
    const std::string weight = maker.noise({1 << 18, 3, 1, 1});
    std::string last;
    for (int i = 0; i < 1000; ++i)
        last = maker.node("Conv", {"picture", weight});
    std::string sum = "picture";
    for (int i = 0; i < 1000; ++i)
        sum = maker.node("Concat", {sum, maker.graph().node(i).output(0)},
                         {wholeAttribute("axis", 1)});
    const std::string sentence = sentenceOf(maker.answering(sum));
    QVERIFY2(sentence.find("would need too much memory") != std::string::npos, sentence.c_str());
}

QTEST_GUILESS_MAIN(TestOnnxBroken)
#include "tst_onnxbroken.moc"
