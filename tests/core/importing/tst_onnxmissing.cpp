// SPDX-License-Identifier: GPL-3.0-or-later
// What of an ONNX file cannot be read is named, if the answer needs it.
#include "tests/core/importing/OnnxGraphs.h"
#include "tests/core/importing/OnnxMaker.h"

#include <QtTest>

using namespace pareidolia;
using test::graphOf;
using test::listAttribute;
using test::missingIn;
using test::OnnxMaker;
using test::textAttribute;

class TestOnnxMissing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesAllMissingOperatorsAtOnce();
    void namesMissingForms_data();
    void namesMissingForms();
    void whatTheAnswerDoesNotNeedIsNotRead();
    void openSizesAreTold();
};

void TestOnnxMissing::namesAllMissingOperatorsAtOnce()
{
    OnnxMaker maker;
    const auto first = maker.node("Einsum", {"picture"});
    const auto second = maker.node("Relu", {maker.node("Mish", {first})});
    const auto third = maker.node("Einsum", {second});
    maker.node("Gelu", {third});
    maker.graph().mutable_node(maker.graph().node_size() - 1)->set_domain("com.microsoft");
    const auto answer = maker.graph().node(maker.graph().node_size() - 1).output(0);
    QCOMPARE(missingIn(maker.answering(answer)), std::string("Einsum, Mish, com.microsoft.Gelu"));
}

void TestOnnxMissing::namesMissingForms_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QString>("form");
    const auto row = [](const char* name, OnnxMaker& maker, const std::string& answer,
                        const char* form) {
        QTest::newRow(name) << QByteArray::fromStdString(maker.answering(answer)) << form;
    };
    {
        OnnxMaker maker;
        row("mirrored", maker,
            maker.node("Pad", {"picture", maker.integers({0, 0, 1, 1, 0, 0, 1, 1})},
                       {textAttribute("mode", "reflect")}),
            "Pad (mode reflect)");
    }
    {
        OnnxMaker maker;
        row("two pictures multiplied", maker, maker.node("MatMul", {"picture", "picture"}),
            "MatMul (its input 1 depends on the picture)");
    }
    {
        OnnxMaker maker;
        row("a constant a pixel", maker, maker.node("Add", {"picture", maker.noise({1, 1, 8, 8})}),
            "Add (with a constant of 1×1×8×8)");
    }
    {
        OnnxMaker maker;
        row("moved axes", maker,
            maker.node("Transpose", {"picture"}, {listAttribute("perm", {0, 2, 3, 1})}),
            "Transpose");
    }
    {
        OnnxMaker maker;
        row("mixed pictures", maker, maker.node("Reshape", {"picture", maker.integers({-1, 64})}),
            "Reshape (that mixes pictures)");
    }
}

void TestOnnxMissing::namesMissingForms()
{
    QFETCH(QByteArray, file);
    QFETCH(QString, form);
    QCOMPARE(QString::fromStdString(missingIn(file.toStdString())), form);
}

void TestOnnxMissing::whatTheAnswerDoesNotNeedIsNotRead()
{
    OnnxMaker maker;
    const auto answer = maker.node("Relu", {"picture"});
    maker.node("Einsum", {answer});
    maker.addInput("unused", {1, 5});
    QCOMPARE(graphOf(maker.answering(answer)).layers.size(), std::size_t{1});
}

void TestOnnxMissing::openSizesAreTold()
{
    OnnxMaker maker({-1, 3, -1, -1});
    const std::string file = maker.answering(maker.node("GlobalAveragePool", {"picture"}));
    QVERIFY(missingIn(file).find("does not give the size of its pictures") != std::string::npos);
    QCOMPARE(graphOf(file, {.size = 32}).input, (std::array<std::int64_t, 3>{3, 32, 32}));
}

QTEST_GUILESS_MAIN(TestOnnxMissing)
#include "tst_onnxmissing.moc"
