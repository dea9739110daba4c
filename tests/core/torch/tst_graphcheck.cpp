// SPDX-License-Identifier: GPL-3.0-or-later
// What may run: checked when a model is written, and again when one is loaded.
#include "core/torch/ScriptWriter.h"
#include "core/torch/TorchClassifier.h"
#include "tests/core/torch/TestNetworks.h"

#include <QtTest>

using namespace pareidolia;

class TestGraphCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refuses_data();
    void refuses();
    void refusesWhatASubModuleHides();
    void allowsALeNet();
    void reportsSourceThatDoesNotCompile();
};

void TestGraphCheck::refuses_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("name");
    QTest::newRow("a file") << "def forward(self, x):\n"
                               "    return x + torch.from_file('/etc/passwd', False, 4)\n"
                            << "aten::from_file";
    QTest::newRow("printing") << "def forward(self, x):\n"
                                 "    print(x)\n"
                                 "    return x\n"
                              << "prim::Print";
    QTest::newRow("chance") << "def forward(self, x):\n"
                               "    return torch.rand_like(x)\n"
                            << "aten::rand_like";
    QTest::newRow("in a branch") << "def forward(self, x):\n"
                                    "    if x.size(0) > 3:\n"
                                    "        for i in range(2):\n"
                                    "            x = x + torch.rand_like(x)\n"
                                    "    return x\n"
                                 << "aten::rand_like";
    QTest::newRow("an argument out") << "def forward(self, x):\n"
                                        "    y = x + 1\n"
                                        "    return torch.add(x, x, out=y)\n"
                                     << "aten::add with an argument out";
    QTest::newRow("into an expanded tensor") << "def forward(self, x):\n"
                                                "    return x.expand(2, 2, 1, 2).add_(1)\n"
                                             << "aten::add_ into a tensor that was expanded";
    QTest::newRow("into a part of one") << "def forward(self, x):\n"
                                           "    y = x.expand_as(x).select(1, 0)\n"
                                           "    return y.view(-1).mul_(2)\n"
                                        << "aten::mul_ into a tensor that was expanded";
    QTest::newRow("several")
        << "def forward(self, x):\n"
           "    return torch.rand_like(torch.rand_like(x)) + torch.empty_like(x)\n"
        << "aten::empty_like, aten::rand_like (2 times)";
    QTest::newRow("in a method that nothing calls") << "def forward(self, x):\n"
                                                       "    return x\n"
                                                       "def other(self, x):\n"
                                                       "    return torch.from_file('a', True, 4)\n"
                                                    << "aten::from_file";
}

void TestGraphCheck::refuses()
{
    QFETCH(QString, source);
    QFETCH(QString, name);
    const ScriptProgram program = test::programOf(source.toStdString());
    const auto written = writeScript(program);
    QVERIFY(!written.has_value());
    QVERIFY2(written.error().why.find(name.toStdString()) != std::string::npos,
             written.error().sentence().c_str());

    const auto bytes = writeUncheckedScript(program);
    QVERIFY2(bytes.has_value(), bytes ? "" : bytes.error().sentence().c_str());
    const auto loaded = makeTorchClassifier(test::infoFor({2, 1, 1}, 2), *bytes, "evil.pt");
    QVERIFY(!loaded.has_value());
    QCOMPARE(loaded.error().what, std::string("evil.pt"));
    QVERIFY2(loaded.error().why.find(name.toStdString()) != std::string::npos,
             loaded.error().sentence().c_str());
}

void TestGraphCheck::refusesWhatASubModuleHides()
{
    ScriptProgram program = test::programOf("def forward(self, x):\n"
                                            "    return self.a.b.forward(x)\n");
    program.methods.insert(program.methods.begin(), {"a.b", "def forward(self, x):\n"
                                                            "    return torch.rand_like(x)\n"});
    const auto written = writeScript(program);
    QVERIFY(!written.has_value());
    QVERIFY2(written.error().why.find("aten::rand_like") != std::string::npos,
             written.error().sentence().c_str());
}

void TestGraphCheck::allowsALeNet()
{
    const auto written = writeScript(test::leNetProgram());
    QVERIFY2(written.has_value(), written ? "" : written.error().sentence().c_str());
}

void TestGraphCheck::reportsSourceThatDoesNotCompile()
{
    const auto written = writeScript(test::programOf("def forward(self, x):\n"
                                                     "    return torch.nonsense(x)\n"));
    QVERIFY(!written.has_value());
    QVERIFY(!written.error().why.empty());
    QVERIFY(written.error().sentence().find('\n') == std::string::npos);
}

QTEST_GUILESS_MAIN(TestGraphCheck)
#include "tst_graphcheck.moc"
