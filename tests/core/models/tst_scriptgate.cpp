// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/ScriptGate.h"
#include "tests/core/models/HonestModel.h"

#include <QtTest>

using namespace pareidolia;

namespace {

/// A network whose forward has this body, with a layer of torch's own beside it.
ZipEntries codeOf(const QString& body)
{
    return {{"code/__torch__.py", test::networkSource(body.toStdString()) +
                                      "  conv : __torch__.torch.nn.modules.conv.Conv2d\n"
                                      "  classes : List[str]\n"},
            {"code/__torch__/torch/nn/modules/conv.py", "class Conv2d(Module):\n"
                                                        "  weight : Tensor\n"
                                                        "  training : bool\n"}};
}

} // namespace

class TestScriptGate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void letsHonestCodePass_data();
    void letsHonestCodePass();
    void namesWhatItRefuses_data();
    void namesWhatItRefuses();
    void looksAtEveryFile();
    void findsTheClasses();
};

void TestScriptGate::letsHonestCodePass_data()
{
    QTest::addColumn<QString>("body");
    const auto row = [](const char* name, const char* body) { QTest::newRow(name) << body; };
    row("arithmetic", test::honestBody.c_str());
    row("a constant", "    return torch.add(x, CONSTANTS.c0, alpha=-1)\n");
    row("a method of a tensor", "    return x.flatten(1).relu_()\n");
    row("a branch", "    if torch.gt(torch.dim(x), 2):\n"
                    "      _0 = torch.flatten(x, 1)\n"
                    "    else:\n"
                    "      ops.prim.RaiseException(\"too few\")\n"
                    "      _0 = x\n"
                    "    return _0\n");
    row("casts", "    bias = unchecked_cast(Optional[Tensor], annotate(Optional[Tensor], None))\n"
                 "    sizes = annotate(List[int], [int(torch.size(x, 0)), -1])\n"
                 "    return torch.view(x, sizes)\n");
    row("numbers", "    return torch.mul(x, 1e-05) if bool(1.) else torch.mul(x, .5)\n");
    row("a string", "    return torch.einsum(\"bi,io->bo\", [x, self.weight])\n");
    row("a bad word in a string", "    ops.prim.RaiseException(\"torch.from_file\")\n"
                                  "    return x\n");
    row("a bad word in a comment", "    return x # torch.from_file(\"a\")\n");
    row("a module of its own", "    return (self.conv).forward(x, )\n");
    row("a function of its own", "    _0 = __torch__.torch.nn.modules.conv.Conv2d\n"
                                 "    return _0(x, )\n");
    row("getattr", "    return getattr(self, \"weight\")\n");
    row("an attribute named classes",
        "    classes = self.classes\n    return torch.mul(x, len(classes))\n");
    row("a warning", "    torch.warn(\"too small\", 2)\n    return x\n");
    row("an assertion",
        "    ops.prim.RaiseException(\"AssertionError: \", \"builtins.AssertionError\")\n"
        "    return x\n");
    row("attention", "    return torch.scaled_dot_product_attention(x, x, x)\n");
    row("in place", "    return torch.hardswish_(torch.add_(x, 1))\n");
}

void TestScriptGate::letsHonestCodePass()
{
    QFETCH(QString, body);
    const auto problem = forbiddenInCode(codeOf(body));
    QVERIFY2(!problem, problem ? problem->c_str() : "");
}

void TestScriptGate::namesWhatItRefuses_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("name");
    const auto row = [](const char* title, const char* body, const char* name) {
        QTest::newRow(title) << body << name;
    };
    const char* file = "aten::from_file";
    row("a file", "    return torch.from_file(\"/etc/passwd\", False, 4)\n", file);
    row("by its namespace", "    return ops.aten.from_file(\"/etc/passwd\", False, 4)\n", file);
    row("an alias", "    f = torch.from_file\n    return f(\"a\", False, 4)\n", file);
    row("a method of a string", "    return (\"a\").from_file(False, 4)\n", file);
    row("with spaces", "    return torch . from_file (\"a\", False, 4)\n", file);
    row("over two lines", "    return torch.\\\n      from_file(\"a\", False, 4)\n",
        "cannot be read");
    row("after a string", "    y = \"\\\"\" ; return torch.from_file(\"a\")\n", file);
    row("after a long string", "    y = \"\"\"a\" \"\"\"\n    return torch.from_file(\"a\")\n",
        file);
    row("by getattr", "    return getattr(x, \"from_file\")\n", file);
    row("by a built name", "    return getattr(x, \"from\" + \"_file\")\n", "getattr");
    row("the whole of torch", "    t = torch\n    return t.relu(x)\n", "torch");
    row("another namespace", "    return ops.image.read_file(\"a\")\n", "image::read_file");
    row("quantised", "    return ops.quantized.linear(x)\n", "quantized::linear");
    row("saving", "    torch.save(x, \"a\")\n    return x\n", "aten::save");
    row("printing", "    print(x)\n    return x\n", "print");
    row("opening", "    return open(\"/etc/passwd\")\n", "open");
    row("opening by a numbered name", "    return _0(\"/etc/passwd\")\n", "_0");
    row("evaluating", "    return eval(\"1\")\n", "eval");
    row("chance", "    return torch.rand_like(x)\n", "aten::rand_like");
    row("in place chance", "    return x.normal_()\n", "aten::normal_");
    row("a thread", "    return fork(x)\n", "fork");
    row("a C++ class", "    return __torch__.torch.classes.profiling.SourceRef\n", "classes");
    // The network has an attribute of that name.
    row("a C++ class by another name",
        "    t = __torch__.torch\n    return t.classes.profiling.SourceRef\n", "torch");
    row("a C++ class by two other names",
        "    t = __torch__\n    u = t.torch\n    return u.classes.profiling.SourceRef\n", "torch");
    row("a C++ class by getattr", "    return getattr(__torch__.torch, \"classes\")\n", "getattr");
    row("a C++ class by getattr of getattr",
        "    return getattr(getattr(__torch__, \"torch\"), \"classes\")\n", "getattr");
    row("memory of nobody", "    return torch.empty_like(x)\n", "aten::empty_like");
    row("memory of nobody, as a method", "    return x.new_empty([3, 4])\n", "aten::new_empty");
    row("a view of anything", "    return torch.as_strided(x, [100000], [1])\n",
        "aten::as_strided");
    row("another storage", "    return x.set_(x)\n", "aten::set_");
    row("another size", "    return torch.resize_(x, [100000])\n", "aten::resize_");
    row("a part of an operator", "    return torch._foreach_add([x], 1)\n", "aten::_foreach_add");
    row("a derivative", "    return torch.max_pool2d_with_indices_backward(x)\n",
        "aten::max_pool2d_with_indices_backward");
    row("an address", "    return torch.add(x, hash(x))\n", "hash");
    row("all that it finds",
        "    return torch.add(torch.rand([1]), torch.add(torch.rand([2]), torch.seed()))\n",
        "aten::rand (2 times), aten::seed");
    row("a hook", "    return x\n  def __setstate__(self, s: int) -> NoneType:\n    return None\n",
        "__setstate__");
    row("beyond ASCII",
        "    return torch.\xd0\xb0"
        "dd(x, x)\n",
        "cannot be read");
    row("a string without end", "    return torch.add(x, \"\n", "cannot be read");
    row("a number that hides a name", "    return 1..from_file(\"a\")\n", "cannot be read");
}

void TestScriptGate::namesWhatItRefuses()
{
    QFETCH(QString, body);
    QFETCH(QString, name);
    const auto problem = forbiddenInCode(codeOf(body));
    QVERIFY(problem.has_value());
    QVERIFY2(problem->find(name.toStdString()) != std::string::npos, problem->c_str());
}

void TestScriptGate::looksAtEveryFile()
{
    ZipEntries entries = test::honestParts();
    QVERIFY(!forbiddenInCode(entries));
    entries["code/__torch__/deep/down.py"] = "def f(x: Tensor) -> Tensor:\n"
                                             "  return torch.rand_like(x)\n";
    QCOMPARE(*forbiddenInCode(entries), std::string("aten::rand_like"));
    entries.erase("code/__torch__/deep/down.py");
    entries["code/run.so"] = "\x7f"
                             "ELF";
    QCOMPARE(*forbiddenInCode(entries), std::string("the file code/run.so"));
}

void TestScriptGate::findsTheClasses()
{
    ZipEntries entries = test::honestParts();
    entries["code/__torch__/nets/small.py"] = "class Block(Module):\n  training : bool\n";
    QVERIFY((definedClasses(entries) ==
             std::set<std::string>{"__torch__.Network", "__torch__.nets.small.Block"}));
}

QTEST_GUILESS_MAIN(TestScriptGate)
#include "tst_scriptgate.moc"
