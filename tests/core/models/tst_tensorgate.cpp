// SPDX-License-Identifier: GPL-3.0-or-later
// Tensors of a model file that say where their numbers lie.
#include "core/models/ModelFile.h"
#include "core/models/ScriptGate.h"
#include "core/models/TensorExtent.h"
#include "tests/core/models/HonestModel.h"
#include "tests/core/models/PickleMaker.h"

#include <QtTest>
#include <limits>

using namespace pareidolia;
using namespace pareidolia::test;

namespace {

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();

/// Of an honest model whose only storage holds twelve numbers of four bytes.
QString problemOf(const std::string& weight, const std::string& part = "data.pkl")
{
    ZipEntries parts = honestParts();
    parts[part] = pickled(part == "data.pkl" ? object("__torch__\nNetwork", {{"weight", weight}})
                                             : tuple({weight}));
    parts["constants/0"] = std::string(48, 'c');
    return QString::fromStdString(forbiddenInPickles(parts).value_or(""));
}

QByteArray bytes(const std::string& text)
{
    return QByteArray::fromStdString(text);
}

/// So many lists, each in the next.
std::string nested(int depth)
{
    std::string pickle;
    for (int i = 0; i < depth; ++i)
        pickle += "](";
    return pickle + std::string(static_cast<std::size_t>(depth), 'e');
}

} // namespace

class TestTensorGate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void letsTensorsWithinPass_data();
    void letsTensorsWithinPass();
    void refusesTensorsBeyond_data();
    void refusesTensorsBeyond();
    void looksInEveryPlace_data();
    void looksInEveryPlace();
    void holdsStoragesAgainstTheirParts_data();
    void holdsStoragesAgainstTheirParts();
    void refusesWhatTorchWouldTakeUnseen_data();
    void refusesWhatTorchWouldTakeUnseen();
    void tellsTheFile();
    void extents();
};

void TestTensorGate::letsTensorsWithinPass_data()
{
    QTest::addColumn<QByteArray>("weight");
    const auto row = [](const char* name, const Extent& extent, const std::string& type = "Float",
                        std::int64_t numbers = 12) {
        QTest::newRow(name) << bytes(tensor(storage(numbers, type), extent));
    };
    row("all of it", {{3, 4}, {4, 1}});
    row("transposed", {{4, 3}, {1, 4}});
    row("channels last", {{1, 3, 2, 2}, {12, 1, 6, 3}});
    row("a part", {{2, 2}, {4, 1}, 6});
    row("expanded", {{1000, 12}, {0, 1}});
    row("one number", {{}, {}, 11});
    row("odd strides of one row", {{1, 12}, {most, 1}});
    row("nothing", {{0, 4}, {4, 1}});
    row("nothing, and beyond", {{3, 0}, {4, 1}, 40});
    row("nothing of nothing", {{0}, {1}}, "Float", 0);
    row("shorter than its part", {{7}, {1}}, "Float", 7);
    row("double", {{6}, {1}}, "Double", 6);
    row("half", {{24}, {1}}, "Half", 24);
    row("bytes", {{48}, {1}}, "Byte", 48);
    // The second view refers to the storage of the first.
    QTest::newRow("two views") << bytes(
        list({tensor(storage(12) + "q\x05", {{6}, {1}}), tensor("h\x05", {{6}, {1}, 6}), "h\x05"}));
    QTest::newRow("nested") << bytes(nested(100));
    QTest::newRow("a list used twice") << bytes(tuple({list({whole(1)}) + "q\x07", "h\x07"}));
}

void TestTensorGate::letsTensorsWithinPass()
{
    QFETCH(QByteArray, weight);
    QCOMPARE(problemOf(weight.toStdString()), QString());
}

void TestTensorGate::refusesTensorsBeyond_data()
{
    QTest::addColumn<QByteArray>("weight");
    const auto row = [](const char* name, const Extent& extent, std::int64_t numbers = 12) {
        QTest::newRow(name) << bytes(tensor(storage(numbers), extent));
    };
    row("one more", {{13}, {1}});
    row("a row more", {{4, 4}, {4, 1}});
    row("a stride", {{3, 4}, {5, 1}});
    row("an offset", {{3, 4}, {4, 1}, 1});
    row("one number", {{}, {}, 12});
    row("one number of none", {{}, {}}, 0);
    row("far", {{2}, {1'000'000}});
    row("negative size", {{-1, -12}, {1, 1}});
    row("negative stride", {{3, 4}, {-4, 1}, 11});
    row("negative offset", {{3, 4}, {4, 1}, -1});
    row("fewer strides", {{3, 4}, {1}});
    row("more strides", {{3}, {4, 1}});
    row("overflowing stride", {{3}, {most}});
    row("overflow to the front", {{3}, {most / 2 + 1}});
    row("overflow to the front, in two", {{2, 2}, {most, most}, 2});
    row("overflowing offset", {{2}, {1}, most});
    row("more numbers than can be counted", {{most, 3}, {0, 0}});
    row("the same, wrapping to few", {{1ll << 32, 1ll << 32}, {0, 0}});
    row("65 dimensions", {std::vector<std::int64_t>(65, 1), std::vector<std::int64_t>(65, 1)});
    QTest::newRow("the second view")
        << bytes(list({tensor(storage(12) + "q\x05", {{6}, {1}}), tensor("h\x05", {{6}, {1}, 7})}));
}

void TestTensorGate::refusesTensorsBeyond()
{
    QFETCH(QByteArray, weight);
    QCOMPARE(problemOf(weight.toStdString()),
             QString("data.pkl has a tensor that reaches past its storage data/0"));
}

void TestTensorGate::looksInEveryPlace_data()
{
    QTest::addColumn<QByteArray>("weight");
    QTest::addColumn<QString>("part");
    const std::string beyond = tensor(storage(12), {{13}, {1}});
    const auto row = [](const char* name, const std::string& weight,
                        const char* part = "data.pkl") {
        QTest::newRow(name) << bytes(weight) << QString(part);
    };
    row("a list", called("torch.jit._pickle\nbuild_tensorlist", tuple({list({beyond})})));
    row("a tuple", tuple({whole(1), beyond, "N"}));
    row("a dict", tagged(dict({{"a", beyond}}), "Dict[str, Tensor]"));
    row("a submodule", object("__torch__\nNetwork", {{"weight", beyond}}));
    row("a list in a dict in a tuple", tuple({dict({{"a", list({beyond})}})}));
    row("a constant", beyond, "constants.pkl");
    row("another pickle", beyond, "bytecode.pkl");
}

void TestTensorGate::looksInEveryPlace()
{
    QFETCH(QByteArray, weight);
    QFETCH(QString, part);
    const QString storage = part == "data.pkl" ? "data/0" : "constants/0";
    QCOMPARE(problemOf(weight.toStdString(), part.toStdString()),
             part + " has a tensor that reaches past its storage " + storage);
}

void TestTensorGate::holdsStoragesAgainstTheirParts_data()
{
    QTest::addColumn<QByteArray>("storage");
    QTest::addColumn<QString>("why");
    const auto row = [](const char* name, const std::string& storage, const char* why) {
        QTest::newRow(name) << bytes(storage) << QString(why);
    };
    row("one number", storage(13), "tells of 13 numbers in data/0, which has room for 12");
    row("wider numbers", storage(12, "Double"), "has room for 6");
    row("none there", storage(1, "Float", "1"), "1 numbers in data/1, which has room for 0");
    row("another spelling", storage(1, "Float", "../data/0"), "has room for 0");
    row("negative", storage(-1), "-1 numbers");
    row("overflowing", storage(1ll << 62), "has room for 12");
    row("quantised", storage(12, "QInt8"), "of a kind that no network here has (QInt8Storage)");
    row("complex", storage(1, "ComplexFloat"),
        "of a kind that no network here has (ComplexFloatStorage)");
}

void TestTensorGate::holdsStoragesAgainstTheirParts()
{
    QFETCH(QByteArray, storage);
    QFETCH(QString, why);
    const QString alone = problemOf(storage.toStdString());
    QVERIFY2(alone.contains(why), qPrintable(alone));
    QCOMPARE(problemOf(tensor(storage.toStdString(), {{1}, {1}})), alone);
}

void TestTensorGate::refusesWhatTorchWouldTakeUnseen_data()
{
    QTest::addColumn<QByteArray>("weight");
    const auto row = [](const char* name, const std::string& weight) {
        QTest::newRow(name) << bytes(weight);
    };
    const Extent all{{3, 4}, {4, 1}};
    row("a number as function", whole(0) + ")R");
    row("a number as type",
        tuple({text("storage"), whole(6), text("0"), text("cpu"), whole(1)}) + "Q");
    row("a tensor as storage", tensor(tensor(storage(12), all), all));
    row("a text as size",
        called("torch._utils\n_rebuild_tensor_v2",
               tuple({storage(12), whole(0), tuple({text("3")}), tuple({whole(1)}), "\x89", "N"})));
    row("a list of sizes",
        called("torch._utils\n_rebuild_tensor_v2",
               tuple({storage(12), whole(0), list({whole(3)}), list({whole(1)}), "\x89", "N"})));
    row("seven arguments", tensor(storage(12), all, dict({})));
    row("no arguments", called("torch._utils\n_rebuild_tensor_v2", ")"));
    row("nothing to take", "R");
    row("nothing below the mark", "(R");
    row("a tuple of what lies below the mark", "N(\x85");
    row("items without a dict", "(" + text("a") + "Nu");
    row("a key without a value", "}(" + text("a") + "u");
    row("items of a list", "](NNu");
    row("an end without a mark", "t");
    row("a memo that is not there", "h\x09");
    row("a memo far away", "Nr" + littleEndian(0xffff'ffff, 4));
    row("a list in itself", "]q\x03(h\x03"
                            "e");
    row("a list in itself, through its type",
        called("torch.jit._pickle\nbuild_tensorlist", tuple({"]"}) + "q\x03") + "(h\x03"
                                                                                "e");
    row("nested a thousand times", nested(1000));
    row("an object without attributes", "c__torch__\nNetwork\n)\x81)b");
    row("a short whole number", std::string("\x8a\x01\x05", 3));
}

void TestTensorGate::refusesWhatTorchWouldTakeUnseen()
{
    QFETCH(QByteArray, weight);
    QCOMPARE(problemOf(weight.toStdString()), QString("data.pkl is damaged"));
}

void TestTensorGate::tellsTheFile()
{
    ZipEntries parts = honestParts();
    parts["data.pkl"] =
        pickled(object("__torch__\nNetwork", {{"weight", tensor(storage(12), {{12}, {1}})}}));
    QVERIFY(ModelFile::fromBytes(packed(parts), "net.pt").has_value());
    parts["data/0"].pop_back();
    const auto file = ModelFile::fromBytes(packed(parts), "net.pt");
    QVERIFY(!file.has_value());
    QCOMPARE(file.error().sentence(),
             std::string("net.pt: data.pkl tells of 12 numbers in data/0, which has room for 11; "
                         "export the network again; nothing of it was run"));
}

void TestTensorGate::extents()
{
    using Numbers = std::vector<std::int64_t>;
    QVERIFY(liesWithin(Numbers{}, Numbers{}, 0, 1));
    QVERIFY(!liesWithin(Numbers{}, Numbers{}, 0, 0));
    QVERIFY(liesWithin(Numbers{most}, Numbers{1}, 0, most));
    QVERIFY(!liesWithin(Numbers{most}, Numbers{1}, 1, most));
    QVERIFY(!liesWithin(Numbers{0, most}, Numbers{1, most}, 0, 0));    // most · most
    QVERIFY(!liesWithin(Numbers{2, 2}, Numbers{most, most}, 0, most)); // most + most
    QVERIFY(liesWithin(Numbers{0, 7}, Numbers{7, 1}, 0, 0));
}

QTEST_GUILESS_MAIN(TestTensorGate)
#include "tst_tensorgate.moc"
