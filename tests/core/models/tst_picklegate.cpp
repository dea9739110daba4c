// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/ScriptGate.h"
#include "tests/core/models/HonestModel.h"
#include "tests/core/models/PickleMaker.h"

#include <QtTest>

using namespace pareidolia;

namespace {

std::optional<std::string> problemOf(const std::string& pickle)
{
    ZipEntries parts = test::honestParts();
    parts["data.pkl"] = pickle;
    return forbiddenInPickles(parts);
}

/// As today's PyTorch writes what a network was traced with: forward's list of one tensor.
std::string tracedInputs(const std::vector<std::int64_t>& sizes)
{
    const std::string input = test::tensor(test::storage(1800), {sizes, {1800, 600, 30, 1}});
    return test::pickled(
        test::tagged(test::dict({{"forward", test::tagged(test::list({input}), "List[Any]")}}),
                     "Dict[str, Any]"));
}

QByteArray bytes(const std::string& text)
{
    return QByteArray::fromStdString(text);
}

} // namespace

class TestPickleGate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void letsTensorsPass();
    void refuses_data();
    void refuses();
    void refusesEveryTruncation();
    void looksAtEveryPickle();
    void tellsTheSizeOfATrace();
    void tellsNoSizeOfADamagedTrace();
};

void TestPickleGate::letsTensorsPass()
{
    for (const std::string& pickle : {test::emptyPickle, test::networkPickle,
                                      std::string("\x80\x02"
                                                  "ctorch._utils\n_rebuild_tensor_v2\n.")}) {
        const auto problem = problemOf(pickle);
        QVERIFY2(!problem, problem ? problem->c_str() : "");
    }
}

void TestPickleGate::refuses_data()
{
    QTest::addColumn<QByteArray>("pickle");
    QTest::addColumn<QString>("name");
    QTest::newRow("a shell") << bytes("\x80\x02"
                                      "cos\nsystem\nX\x02") +
                                    QByteArray("\0\0\0id\x85R.", 8)
                             << "os system";
    QTest::newRow("evaluation") << bytes("\x80\x02"
                                         "c__builtin__\neval\n.")
                                << "__builtin__ eval";
    QTest::newRow("a class of nobody") << bytes("\x80\x02"
                                                "c__torch__\nOther\n)\x81.")
                                       << "__torch__ Other";
    QTest::newRow("a C++ class") << bytes("\x80\x02"
                                          "c__torch__.torch.classes\nA\n)\x81.")
                                 << "__torch__.torch.classes A";
    QTest::newRow("INST") << bytes("(ios\nsystem\n.") << "instruction 105";
    QTest::newRow("STACK_GLOBAL") << bytes("\x80\x04\x93.") << "instruction 147";
    QTest::newRow("EXT1") << bytes("\x80\x02\x82\x01.") << "instruction 130";
    QTest::newRow("empty") << QByteArray() << "damaged";
    QTest::newRow("no end") << bytes("\x80\x02)") << "damaged";
    QTest::newRow("more after the end")
        << bytes("\x80\x02).") + bytes("cos\nsystem\n.") << "damaged";
    QTest::newRow("a text beyond the end") << QByteArray("X\xff\xff\xff\x7fid.", 8) << "damaged";
}

void TestPickleGate::refuses()
{
    QFETCH(QByteArray, pickle);
    QFETCH(QString, name);
    const auto problem = problemOf(pickle.toStdString());
    QVERIFY(problem.has_value());
    QVERIFY2(problem->find(name.toStdString()) != std::string::npos, problem->c_str());
    QVERIFY2(problem->find("data.pkl") != std::string::npos, problem->c_str());
}

void TestPickleGate::refusesEveryTruncation()
{
    for (std::size_t length = 0; length < test::networkPickle.size(); ++length)
        QVERIFY(problemOf(test::networkPickle.substr(0, length)).has_value());
}

void TestPickleGate::looksAtEveryPickle()
{
    ZipEntries parts = test::honestParts();
    parts["more/attributes.pkl"] = "cos\nsystem\n.";
    QCOMPARE(*forbiddenInPickles(parts),
             std::string("it would run os system in more/attributes.pkl, which no model may"));
}

void TestPickleGate::tellsTheSizeOfATrace()
{
    const std::string inputs = tracedInputs({1, 3, 20, 30});
    for (const std::size_t bytes : {std::size_t(0), std::size_t(1 * 3 * 20 * 30 * 4)}) {
        const ZipEntries parts{{"traced_inputs.pkl", inputs},
                               {"traced_inputs/0", std::string(bytes, '\0')}};
        QCOMPARE(tracedInput(parts), (std::vector<std::int64_t>{1, 3, 20, 30}));
    }
    QVERIFY(tracedInput({{"data.pkl", inputs}}).empty());
}

void TestPickleGate::tellsNoSizeOfADamagedTrace()
{
    const std::string inputs = tracedInputs({1, 3, 20, 30});
    for (std::size_t length = 0; length < inputs.size(); ++length)
        QVERIFY(tracedInput({{"traced_inputs.pkl", inputs.substr(0, length)}}).empty());
    QVERIFY(tracedInput({{"traced_inputs.pkl", tracedInputs({1, 3, -20, 30})}}).empty());
    QVERIFY(tracedInput({{"traced_inputs.pkl", "\x80\x02"
                                               "cos\nsystem\nX\x02"}})
                .empty());
}

QTEST_GUILESS_MAIN(TestPickleGate)
#include "tst_picklegate.moc"
