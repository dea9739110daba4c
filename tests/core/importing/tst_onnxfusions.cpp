// SPDX-License-Identifier: GPL-3.0-or-later
// Operators of ONNX Runtime become operators of ONNX that compute the same, held against their
// definitions.
#include "tests/core/importing/NormalOnnxModel.h"

#include <QtTest>
#include <cmath>
#include <functional>
#include <map>
#include <numeric>

using namespace pareidolia;
using namespace pareidolia::test;

namespace {

using Row = std::vector<double>;

/// Runs the few operators of the replacements on one row.
class RowRunner
{
public:
    explicit RowRunner(const onnx::GraphProto& graph)
    {
        for (const onnx::TensorProto& tensor : graph.initializer()) {
            if (tensor.data_type() != 1)
                continue;
            std::vector<float> numbers(tensor.raw_data().size() / 4);
            std::memcpy(numbers.data(), tensor.raw_data().data(), tensor.raw_data().size());
            m_values[tensor.name()] = Row(numbers.begin(), numbers.end());
        }
    }

    void set(const std::string& name, const Row& row) { m_values[name] = row; }
    const Row& value(const std::string& name) { return m_values.at(name); }

    void run(const onnx::NodeProto& node)
    {
        const auto& x = m_values.at(node.input(0));
        m_values[node.output(0)] = node.input_size() > 1 && node.op_type() != "ReduceMean"
                                       ? both(node.op_type(), x, m_values.at(node.input(1)))
                                       : each(node, x);
    }

private:
    static Row each(const onnx::NodeProto& node, const Row& x)
    {
        const std::string& kind = node.op_type();
        if (kind == "ReduceMean")
            return {std::accumulate(x.begin(), x.end(), 0.0) / static_cast<double>(x.size())};
        const std::map<std::string, std::function<double(double)>> all{
            {"Erf", [](double v) { return std::erf(v); }},
            {"Tanh", [](double v) { return std::tanh(v); }},
            {"Sqrt", [](double v) { return std::sqrt(v); }},
            {"Sigmoid", [](double v) { return 1 / (1 + std::exp(-v)); }}};
        Row result = x;
        for (double& one : result)
            one = all.at(kind)(one);
        return result;
    }

    static Row both(const std::string& kind, const Row& a, const Row& b)
    {
        const std::map<std::string, std::function<double(double, double)>> all{
            {"Add", std::plus<>()},
            {"Sub", std::minus<>()},
            {"Mul", std::multiplies<>()},
            {"Div", std::divides<>()}};
        Row result(std::max(a.size(), b.size()));
        for (std::size_t i = 0; i < result.size(); ++i)
            result[i] = all.at(kind)(a[a.size() == 1 ? 0 : i], b[b.size() == 1 ? 0 : i]);
        return result;
    }

    std::map<std::string, Row> m_values;
};

const Row given{-2.5, -0.5, 0.25, 3};

Row each(const std::function<double(double)>& function, Row row = given)
{
    for (double& one : row)
        one = function(one);
    return row;
}

double gelu(double x)
{
    return x * 0.5 * std::erfc(-x / std::sqrt(2.0));
}

double fastGelu(double x)
{
    return 0.5 * x * (1 + std::tanh(std::sqrt(2 / M_PI) * (x + 0.044715 * x * x * x)));
}

/// (x − mean) / √(variance + 0.1), by the root of the mean square if `root`.
Row normalized(Row row, bool root)
{
    const double count = static_cast<double>(row.size());
    const double mean = root ? 0 : std::accumulate(row.begin(), row.end(), 0.0) / count;
    double square = 0;
    for (const double one : row)
        square += (one - mean) * (one - mean) / count;
    return each([&](double x) { return (x - mean) / std::sqrt(square + 0.1); }, row);
}

Row plus(Row row, double more)
{
    return each([&](double x) { return x + more; }, row);
}

} // namespace

class TestOnnxFusions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void numbers_data();
    void numbers();
    void layers();
    void quantized();
    void onlyWhatIsKnown();
};

void TestOnnxFusions::numbers_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<int>("tensors"); // after the value: 2, 3, 4 … in each place
    QTest::addColumn<QVector<double>>("expected");
    const auto row = [](const char* kind, int tensors, const Row& expected) {
        QTest::newRow(kind) << kind << tensors << QVector<double>(expected.begin(), expected.end());
    };
    const auto scaled = [](const Row& numbers, double scale, double shift) {
        return each([&](double x) { return x * scale + shift; }, numbers);
    };
    row("Gelu", 0, each(gelu));
    row("BiasGelu", 1, each(gelu, plus(given, 2)));
    row("FastGelu", 1, each(fastGelu, plus(given, 2)));
    row("QuickGelu", 0, each([](double x) { return x / (1 + std::exp(-1.702 * x)); }));
    row("LayerNormalization", 2, scaled(normalized(given, false), 2, 3));
    row("SimplifiedLayerNormalization", 1, scaled(normalized(given, true), 2, 0));
    row("SkipLayerNormalization", 4, scaled(normalized(plus(given, 2 + 5), false), 3, 4));
    row("SkipSimplifiedLayerNormalization", 3, scaled(normalized(plus(given, 2 + 4), true), 3, 0));
}

void TestOnnxFusions::numbers()
{
    QFETCH(QString, kind);
    QFETCH(int, tensors);
    QFETCH(QVector<double>, expected);
    for (const std::int64_t opset : {13, 18}) {
        OnnxMaker maker({-1, 3, 8, 8}, opset);
        const std::string start = maker.node(
            "Flatten",
            {maker.node("GlobalAveragePool", {maker.convolution("picture", {4, 3, 3, 3})})});
        OnnxMaker::Names inputs{start};
        for (int i = 0; i < tensors; ++i)
            inputs.push_back(maker.tensor({4}, std::vector<float>(4, static_cast<float>(i + 2))));
        const std::string answer =
            maker.node(kind.toStdString(), inputs, {numberAttribute("epsilon", 0.1f)});
        maker.graph().mutable_node()->rbegin()->set_domain("com.microsoft");
        const NormalModel made = normal(maker.answering(answer));
        RowRunner runner(made.graph());
        runner.set(start, given);
        std::string last;
        for (const onnx::NodeProto& node : made.graph().node()) {
            if (node.op_type() == "Conv" || node.op_type() == "GlobalAveragePool" ||
                node.op_type() == "Flatten")
                continue;
            runner.run(node);
            last = node.output(0);
        }
        const Row& got = runner.value(last);
        QCOMPARE(got.size(), given.size());
        for (std::size_t i = 0; i < got.size(); ++i)
            QVERIFY2(
                std::fabs(got[i] - expected[static_cast<int>(i)]) < 1e-5,
                qPrintable(
                    QString("%1 instead of %2").arg(got[i]).arg(expected[static_cast<int>(i)])));
    }
}

void TestOnnxFusions::layers()
{
    OnnxMaker maker({-1, 3, 8, 8});
    const std::string before = maker.convolution("picture", {4, 3, 1, 1});
    onnx::AttributeProto slopes = numberAttribute("activation_params", 0);
    slopes.clear_f();
    slopes.set_type(6);
    slopes.add_floats(0.2f);
    const std::string fused = maker.node(
        "FusedConv", {"picture", maker.noise({4, 3, 1, 1}), maker.noise({4}), before},
        {textAttribute("activation", "LeakyRelu"), slopes, listAttribute("kernel_shape", {1, 1})});
    maker.graph().mutable_node()->rbegin()->set_domain("com.microsoft");
    const NormalModel made = normal(maker.answering(fused));
    QCOMPARE(made.kinds(), "Conv Conv Add LeakyRelu Flatten");
    QCOMPARE(made.node("LeakyRelu").attribute(0).f(), 0.2f);
    QCOMPARE(made.graph().node(1).attribute_size(), 1);
    QCOMPARE(made.graph().node(1).input_size(), 3);
}

void TestOnnxFusions::quantized()
{
    OnnxMaker maker({-1, 3, 8, 8});
    const std::string scale = maker.tensor({}, {0.5f});
    const std::string bytes = maker.node("QuantizeLinear", {"picture", scale});
    const std::string sum = maker.node("QLinearAdd", {bytes, scale, "", bytes, scale, "", scale});
    maker.graph().mutable_node()->rbegin()->set_domain("com.microsoft");
    const std::string pooled = maker.node("QLinearGlobalAveragePool", {sum, scale, "", scale});
    maker.graph().mutable_node()->rbegin()->set_domain("com.microsoft");
    const NormalModel made =
        normal(maker.answering(maker.node("DequantizeLinear", {pooled, scale})));
    QCOMPARE(made.kinds(), "QuantizeLinear DequantizeLinear DequantizeLinear Add QuantizeLinear "
                           "DequantizeLinear GlobalAveragePool QuantizeLinear DequantizeLinear "
                           "Flatten");
}

void TestOnnxFusions::onlyWhatIsKnown()
{
    OnnxMaker maker({-1, 3, 8, 8});
    const std::string fused = maker.node("FusedConv", {"picture", maker.noise({4, 3, 8, 8})},
                                         {textAttribute("activation", "Snake")});
    maker.graph().mutable_node()->rbegin()->set_domain("com.microsoft");
    QVERIFY(refusal(maker.answering(fused)).find("com.microsoft.FusedConv") != std::string::npos);
    maker.graph().mutable_node()->rbegin()->set_op_type("Gelu");
    maker.graph().mutable_node()->rbegin()->set_domain("somebody");
    QVERIFY(refusal(maker.answering(fused)).find("somebody.Gelu") != std::string::npos);
}

QTEST_GUILESS_MAIN(TestOnnxFusions)
#include "tst_onnxfusions.moc"
