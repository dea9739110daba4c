// SPDX-License-Identifier: GPL-3.0-or-later
// Files that lie about themselves are refused in a sentence.
#include "tests/core/importing/NormalOnnxModel.h"

#include <QtTest>
#include <functional>

using namespace pareidolia;
using namespace pareidolia::test;

class TestOnnxBroken : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refused_data();
    void refused();
    void notWhole();
    void foreignOperators();
    void unusedPartsMayBeForeign();
};

namespace {

using Change = std::function<void(onnx::ModelProto&)>;

const std::vector<std::tuple<const char*, const char*, Change>>& changes()
{
    using onnx::ModelProto;
    static const std::vector<std::tuple<const char*, const char*, Change>> all{
        {"too few bytes", "its shape needs 48",
         [](ModelProto& m) { m.mutable_graph()->mutable_initializer(0)->set_raw_data("1234"); }},
        {"negative side", "negative size",
         [](ModelProto& m) { m.mutable_graph()->mutable_initializer(0)->set_dims(0, -3); }},
        {"huge", "too large",
         [](ModelProto& m) {
             for (int i = 0; i < 2; ++i)
                 m.mutable_graph()->mutable_initializer(0)->set_dims(i, INT64_MAX);
         }},
        {"unknown type", "elements of type 99",
         [](ModelProto& m) { m.mutable_graph()->mutable_initializer(0)->set_data_type(99); }},
        {"segment", "segmented",
         [](ModelProto& m) { m.mutable_graph()->mutable_initializer(0)->set_segment("x"); }},
        {"twice", "is defined twice",
         [](ModelProto& m) {
             m.mutable_graph()->mutable_node(1)->set_output(0, m.graph().node(0).output(0));
         }},
        {"nothing gives", "\"nobody\\x1b\", which nothing gives",
         [](ModelProto& m) { m.mutable_graph()->mutable_node(0)->set_input(0, "nobody\x1b"); }},
        {"circle", "run in a circle",
         [](ModelProto& m) {
             m.mutable_graph()->mutable_node(0)->set_input(0, m.graph().node(2).output(0));
         }},
        {"no operators' version", "version of its operators",
         [](ModelProto& m) { m.clear_opset_import(); }},
        {"old operators", "of version 5",
         [](ModelProto& m) { m.mutable_opset_import(0)->set_version(5); }},
        {"two versions", "two versions",
         [](ModelProto& m) {
             m.add_opset_import()->set_domain("ai.onnx");
             m.mutable_opset_import(1)->set_version(9);
         }},
        {"no such output", "nothing gives its output",
         [](ModelProto& m) { m.mutable_graph()->mutable_output(0)->set_name("elsewhere"); }},
        {"no output", "it has no output", [](ModelProto& m) { m.mutable_graph()->clear_output(); }},
        {"the picture itself", "one number for each class",
         [](ModelProto& m) { *m.mutable_graph()->mutable_output(0) = m.graph().input(0); }},
        {"two inputs", "it takes 2 inputs",
         [](ModelProto& m) {
             onnx::ValueInfoProto& other = *m.mutable_graph()->add_input();
             other = m.graph().input(0);
             other.set_name("other");
             onnx::NodeProto& node = *m.mutable_graph()->add_node();
             node.set_op_type("Add");
             node.add_input("other");
             node.add_input(m.graph().output(0).name());
             node.add_output("sum");
             m.mutable_graph()->mutable_output(0)->set_name("sum");
         }},
        {"no operator", "names no operator",
         [](ModelProto& m) { m.mutable_graph()->mutable_node(0)->clear_op_type(); }},
        {"an attribute twice", "\"axis\" twice",
         [](ModelProto& m) {
             for (int i = 0; i < 2; ++i)
                 *m.mutable_graph()->mutable_node(0)->add_attribute() = wholeAttribute("axis", 1);
         }},
        {"long name", "a name of 5000 bytes",
         [](ModelProto& m) {
             m.mutable_graph()->mutable_node(0)->set_name(std::string(5000, 'n'));
         }},
        {"sparse index", "index out of range",
         [](ModelProto& m) {
             onnx::SparseTensorProto& sparse = *m.mutable_graph()->add_sparse_initializer();
             sparse.add_dims(3);
             sparse.mutable_values()->set_data_type(1);
             sparse.mutable_values()->add_dims(1);
             sparse.mutable_values()->add_float_data(1);
             sparse.mutable_indices()->set_data_type(7);
             sparse.mutable_indices()->add_dims(1);
             sparse.mutable_indices()->add_int64_data(3);
         }},
        {"deep", "nested too deep",
         [](ModelProto& m) {
             onnx::GraphProto inner;
             for (int i = 0; i < 20; ++i) {
                 onnx::GraphProto outer;
                 onnx::NodeProto& node = *outer.add_node();
                 node.set_op_type("If");
                 node.add_attribute()->set_name("then_branch");
                 *node.mutable_attribute(0)->mutable_g() = inner;
                 inner = outer;
             }
             *m.mutable_graph()->add_node() = inner.node(0);
         }},
    };
    return all;
}

onnx::ModelProto sound()
{
    OnnxMaker maker({-1, 3, 8, 8});
    const std::string flat = maker.node("Flatten", {maker.node("GlobalAveragePool", {"picture"})});
    maker.answering(maker.node("MatMul", {flat, maker.noise({3, 4})}));
    return maker.model();
}

} // namespace

void TestOnnxBroken::refused_data()
{
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < changes().size(); ++i)
        QTest::newRow(std::get<0>(changes()[i])) << static_cast<int>(i);
}

void TestOnnxBroken::refused()
{
    QFETCH(int, index);
    const auto& [name, why, change] = changes()[static_cast<std::size_t>(index)];
    onnx::ModelProto model = sound();
    QCOMPARE(refusal(model.SerializeAsString()), "");
    change(model);
    const std::string sentence = refusal(model.SerializeAsString());
    QVERIFY2(sentence.find(why) != std::string::npos, sentence.c_str());
    QVERIFY(sentence.starts_with("made.onnx: "));
}

void TestOnnxBroken::notWhole()
{
    const std::string whole = sound().SerializeAsString();
    QVERIFY(refusal("").find("empty") != std::string::npos);
    QVERIFY(refusal("no network").find("complete") != std::string::npos);
    for (std::size_t size = 1; size < whole.size(); ++size)
        QVERIFY(!refusal(whole.substr(0, size)).empty());
    const auto folder = readOnnx(std::filesystem::path("/"));
    QVERIFY(!folder && folder.error().why.find("regular file") != std::string::npos);
    const auto missing = readOnnx(std::filesystem::path("/nowhere/net.onnx"));
    QVERIFY(!missing && missing.error().why.find("cannot be read") != std::string::npos);
}

void TestOnnxBroken::foreignOperators()
{
    onnx::ModelProto model = sound();
    for (int i = 0; i < 2; ++i) {
        model.mutable_graph()->mutable_node(i)->set_op_type("Attention");
        model.mutable_graph()->mutable_node(i)->set_domain("com.microsoft");
    }
    model.mutable_graph()->mutable_node(2)->set_domain("own\x1b");
    const std::string why = refusal(model.SerializeAsString());
    QVERIFY2(why.find("com.microsoft.Attention (2 times), own\\x1b.MatMul;") != std::string::npos,
             why.c_str());
}

void TestOnnxBroken::unusedPartsMayBeForeign()
{
    onnx::ModelProto model = sound();
    onnx::NodeProto& node = *model.mutable_graph()->add_node();
    node.set_op_type("Attention");
    node.set_domain("com.microsoft");
    node.add_input("picture");
    node.add_output("unused");
    QCOMPARE(normal(model.SerializeAsString()).kinds(), "GlobalAveragePool Flatten MatMul Flatten");
}

QTEST_GUILESS_MAIN(TestOnnxBroken)
#include "tst_onnxbroken.moc"
