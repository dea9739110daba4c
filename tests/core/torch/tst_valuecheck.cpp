// SPDX-License-Identifier: GPL-3.0-or-later
// What a module may hold: tensors within their storages, and what its types say. Before LibTorch
// reads an archive (core/models), and again when it has.
#include "core/models/ModelFile.h"
#include "core/models/ZipArchive.h"
#include "core/torch/GraphCheck.h"
#include "core/torch/TorchClassifier.h"
#include "core/torch/ValueCheck.h"
#include "tests/core/torch/TestNetworks.h"

#include <QtTest>
#include <sstream>
#include <torch/script.h>

using namespace pareidolia;
namespace jit = torch::jit;

namespace {

/// Two classes of pictures of two pixels.
const ModelInfo info = test::infoFor({2, 1, 1}, 2);

/// Its archive as a model file would be, with one part changed.
std::string archiveOf(const jit::Module& module, const std::string& part = "",
                      const QByteArray& from = {}, const QByteArray& to = {})
{
    std::ostringstream stream;
    module.save(stream);
    ZipEntries entries =
        unpackZip(withManifest(stream.str(), info, "net.pt").value(), "net.pt").value();
    for (auto& [name, bytes] : entries)
        if (!part.empty() && name.ends_with("/" + part)) {
            QByteArray text = QByteArray::fromStdString(bytes);
            if (text.count(from) != 1)
                qFatal("the archive is not as this test knows it");
            bytes = text.replace(from, to).toStdString();
        }
    return packZip(entries, "net.pt").value();
}

/// Why the gate refuses an archive, and why LibTorch's loader here does.
std::pair<QString, QString> refusalsOf(const std::string& archive)
{
    const auto file = ModelFile::fromBytes(archive, "net.pt");
    const auto loaded = makeTorchClassifier(info, archive, "net.pt", "cpu", TryOut::No);
    return {file ? "" : QString::fromStdString(file.error().why),
            loaded ? "" : QString::fromStdString(loaded.error().why)};
}

/// A module that writes into its weight, which an operator in place may do.
jit::Module writer()
{
    jit::Module module("__torch__.Network");
    module.register_attribute("training", c10::BoolType::get(), false);
    module.register_parameter("weight", at::zeros({7, 5}), false);
    module.define("def forward(self, x):\n"
                  "    return x.flatten(1) + self.weight.add_(1.0).sum()\n");
    return module;
}

/// One whose forward adds a constant.
jit::Module withConstant(const at::Tensor& constant)
{
    const auto graph = std::make_shared<jit::Graph>();
    jit::Module module("__torch__.Network");
    module.register_attribute("training", c10::BoolType::get(), false);
    graph->addInput("self")->setType(module.type());
    jit::Value* x = graph->addInput("x");
    jit::Value* one = graph->insertConstant(1);
    jit::Value* sum = graph->insert(
        c10::aten::sum, {graph->insertConstant(constant)}); // of a constant of twelve numbers
    graph->registerOutput(
        graph->insert(c10::aten::add, {graph->insert(c10::aten::flatten, {x, one}), sum, one}));
    module.type()->addMethod(module._ivalue()->compilation_unit()->create_function(
        c10::QualifiedName("__torch__.Network.forward"), graph));
    return module;
}

at::Tensor beyond()
{
    at::Tensor tensor = at::zeros({3, 4});
    const std::vector<std::int64_t> sizes{3, 5}, strides{5, 1};
    tensor.unsafeGetTensorImpl()->set_sizes_and_strides(at::IntArrayRef(sizes),
                                                        at::IntArrayRef(strides));
    return tensor;
}

QString problemOf(const c10::IValue& value, const c10::TypePtr& type)
{
    return QString::fromStdString(unsoundValue(value, *type).value_or(""));
}

} // namespace

class TestValueCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refusesAWeightBeyondItsStorage();
    void refusesAConstantBeyondItsStorage();
    void refusesAShortStorage();
    void findsTensorsEverywhere();
    void refusesOtherTensors();
    void refusesOtherTypes();
    void letsEverythingOrdinaryPass();
};

void TestValueCheck::refusesAWeightBeyondItsStorage()
{
    const QString within("");
    QCOMPARE(refusalsOf(archiveOf(writer())), std::pair(within, within));
    // Seven rows of 255 numbers where there are 35 numbers.
    const auto [gate, loader] =
        refusalsOf(archiveOf(writer(), "data.pkl", "(K\aK\x05t", "(K\aK\xfft"));
    QCOMPARE(gate, QString("data.pkl has a tensor that reaches past its storage data/0"));
    QCOMPARE(loader, QString("it holds a tensor that reaches past its storage"));
}

void TestValueCheck::refusesAConstantBeyondItsStorage()
{
    const jit::Module module = withConstant(at::ones({3, 4}));
    QCOMPARE(refusalsOf(archiveOf(module)), std::pair(QString(""), QString("")));
    const auto [gate, loader] =
        refusalsOf(archiveOf(module, "constants.pkl", "(K\x03K\x04t", "(K\x03K\x05t"));
    QCOMPARE(gate, QString("constants.pkl has a tensor that reaches past its storage constants/0"));
    QVERIFY2(loader.contains("a tensor that reaches past its storage"), qPrintable(loader));

    const auto refused = findRefusedOperator(withConstant(beyond()));
    QCOMPARE(refused.value_or(""), std::string("a tensor that reaches past its storage"));
    QVERIFY(!findRefusedOperator(module));
}

/// LibTorch believes a pickle that says how long a storage is: only the gate can know.
void TestValueCheck::refusesAShortStorage()
{
    std::string archive = archiveOf(writer());
    ZipEntries entries = unpackZip(archive, "").value();
    for (auto& [name, bytes] : entries)
        if (name.ends_with("/data/0"))
            bytes.resize(bytes.size() - 4);
    const auto file = ModelFile::fromBytes(packZip(entries, "").value(), "net.pt");
    QVERIFY(!file.has_value());
    QVERIFY2(file.error().why.starts_with("data.pkl tells of 35 numbers in data/0"),
             file.error().why.c_str());
}

void TestValueCheck::findsTensorsEverywhere()
{
    const auto tensor = c10::TensorType::get();
    const auto any = c10::AnyType::get();
    for (const bool sound : {true, false}) {
        const at::Tensor there = sound ? at::zeros({3, 4}) : beyond();
        const QString expected = sound ? "" : "a tensor that reaches past its storage";
        const c10::List<at::Tensor> list({at::ones(1), there});
        c10::Dict<std::string, at::Tensor> dict;
        dict.insert("a", there);
        const auto pair = c10::ivalue::Tuple::create({c10::IValue(1), c10::IValue(there)});
        jit::Module inner("__torch__.Inner"), outer("__torch__.Outer");
        inner.register_buffer("buffer", there);
        outer.register_module("inner", inner);

        QCOMPARE(problemOf(there, tensor), expected);
        QCOMPARE(problemOf(there, c10::OptionalType::create(tensor)), expected);
        QCOMPARE(problemOf(list, c10::ListType::create(tensor)), expected);
        QCOMPARE(problemOf(dict, c10::DictType::create(c10::StringType::get(), tensor)), expected);
        QCOMPARE(problemOf(pair, c10::TupleType::create({c10::IntType::get(), tensor})), expected);
        QCOMPARE(problemOf(outer._ivalue(), outer.type()), expected);
        QCOMPARE(problemOf(there, any), expected);
        QCOMPARE(problemOf(pair, any), expected);
        QCOMPARE(problemOf(outer._ivalue(), any), expected);
    }
    QCOMPARE(problemOf(at::Tensor(), tensor), QString());
    QCOMPARE(problemOf(at::zeros({0, 4}), tensor), QString());
    QCOMPARE(problemOf(at::ones(1).expand({5, 1000}), tensor), QString());
}

void TestValueCheck::refusesOtherTensors()
{
    const auto tensor = c10::TensorType::get();
    const QString expected("a tensor that is sparse or quantised");
    QCOMPARE(problemOf(at::eye(3).to_sparse(), tensor), expected);
    QCOMPARE(problemOf(at::quantize_per_tensor(at::ones(3), 0.1, 0, at::kQInt8), tensor), expected);
}

/// The interpreter looks into a value as what its type says.
void TestValueCheck::refusesOtherTypes()
{
    const auto whole = c10::IntType::get();
    const auto wholes = c10::TupleType::create({whole, whole});
    const auto tupleOf = [](std::vector<c10::IValue> values) {
        return c10::ivalue::Tuple::create(std::move(values));
    };
    QCOMPARE(problemOf(tupleOf({1, 2}), wholes), QString());
    QVERIFY(problemOf(tupleOf({1, 2, 3}), wholes).startsWith("a value of kind Tuple"));
    QVERIFY(problemOf(tupleOf({1}), wholes).startsWith("a value of kind Tuple"));
    QVERIFY(problemOf(tupleOf({1, 2.0}), wholes).startsWith("a value of kind Double"));
    // The same tuple, once rightly and once wrongly.
    const auto twice = tupleOf({1, 2});
    QVERIFY(!problemOf(tupleOf({twice, twice}),
                       c10::TupleType::create({wholes, c10::TupleType::create({whole})}))
                 .isEmpty());
    QVERIFY(problemOf(1, c10::TensorType::get()).startsWith("a value of kind Int"));
    QVERIFY(problemOf(at::ones(1), whole).startsWith("a value of kind Tensor"));
    QVERIFY(!problemOf(c10::IValue(), c10::StringType::get()).isEmpty());
    QCOMPARE(problemOf(c10::complex<double>(0, 1), c10::ComplexType::get()), QString());
    QVERIFY(!problemOf(1, c10::ComplexType::get()).isEmpty());
    const auto unit = std::make_shared<jit::CompilationUnit>();
    const auto colours = c10::EnumType::create(c10::QualifiedName("__torch__.Colour"), whole,
                                               {{"RED", c10::IValue(1)}}, unit);
    const c10::IValue red(
        c10::make_intrusive<c10::ivalue::EnumHolder>(colours, "RED", c10::IValue(1)));
    QCOMPARE(problemOf(red, colours), QString());
    QVERIFY(!problemOf(1, colours).isEmpty());
    jit::Module small("__torch__.Small"), large("__torch__.Large");
    large.register_attribute("a", whole, 1);
    QCOMPARE(problemOf(large._ivalue(), large.type()), QString());
    QVERIFY(!problemOf(small._ivalue(), large.type()).isEmpty());
}

void TestValueCheck::letsEverythingOrdinaryPass()
{
    jit::Module module = writer();
    const at::Tensor base = at::arange(12.0f);
    const auto texts = c10::ListType::create(c10::StringType::get());
    const auto wholes = c10::ListType::ofInts();
    c10::Dict<std::string, at::Tensor> dict;
    dict.insert("empty", at::zeros({0, 4}));
    dict.insert("expanded", at::ones(1).expand({5, 6}));
    c10::impl::GenericList lists(wholes);
    lists.push_back(c10::List<std::int64_t>({1, 2}));
    module.register_buffer("part", base.slice(0, 2, 6));
    module.register_buffer("column", base.view({3, 4}).select(1, 1));
    module.register_buffer("transposed", at::ones({3, 4}).t());
    module.register_buffer("scalar", at::scalar_tensor(3));
    module.register_buffer("half", at::ones(3).to(at::kHalf));
    module.register_parameter(
        "last", at::ones({2, 3, 4, 4}).contiguous(at::MemoryFormat::ChannelsLast), false);
    const auto add = [&](const char* name, const c10::TypePtr& type, const c10::IValue& value) {
        module.register_attribute(name, type, value);
    };
    add("dict", c10::DictType::create(c10::StringType::get(), c10::TensorType::get()), dict);
    add("tensors", c10::ListType::ofTensors(), c10::List<at::Tensor>({base, base}));
    add("lists", c10::ListType::create(wholes), lists);
    add("texts", texts, c10::List<std::string>({"a", "b"}));
    add("pair", c10::TupleType::create({c10::IntType::get(), c10::FloatType::get()}),
        c10::ivalue::Tuple::create({c10::IValue(std::int64_t{1} << 40), c10::IValue(0.5)}));
    add("absent", c10::OptionalType::create(c10::TensorType::get()), c10::IValue());
    add("device", c10::DeviceObjType::get(), at::Device("cpu"));
    add("text", c10::StringType::get(), "a");

    const auto file = ModelFile::fromBytes(archiveOf(module), "net.pt");
    QVERIFY2(file.has_value(), file ? "" : file.error().sentence().c_str());
    const auto classifier = loadTorchClassifier(*file);
    QVERIFY2(classifier.has_value(), classifier ? "" : classifier.error().sentence().c_str());
}

QTEST_GUILESS_MAIN(TestValueCheck)
#include "tst_valuecheck.moc"
