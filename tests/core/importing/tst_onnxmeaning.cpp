// SPDX-License-Identifier: GPL-3.0-or-later
// What the reader of ONNX makes of every operator means what OpenCV makes of it.
#include "core/importing/OnnxReader.h"
#include "tests/core/importing/GraphReference.h"
#include "tests/core/importing/OnnxCases.h"

#include <QtTest>
#include <opencv2/dnn.hpp>
#include <random>

using namespace pareidolia;

class TestOnnxMeaning : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreesWithOpenCv_data();
    void agreesWithOpenCv();
};

void TestOnnxMeaning::agreesWithOpenCv_data()
{
    QTest::addColumn<QByteArray>("onnx");
    QTest::addColumn<bool>("openCvReads");
    for (const auto& [name, bytes, openCvReads] : test::OnnxCases().all())
        QTest::newRow(name.c_str()) << QByteArray::fromStdString(bytes) << openCvReads;
}

void TestOnnxMeaning::agreesWithOpenCv()
{
    QFETCH(QByteArray, onnx);
    QFETCH(bool, openCvReads);
    const auto network = readOnnx(onnx.toStdString(), "net.onnx");
    QVERIFY2(network.has_value(), network ? "" : network.error().sentence().c_str());
    const auto* graph = std::get_if<NetworkGraph>(&*network);
    QVERIFY(graph);

    std::mt19937 generator(3);
    std::vector<float> picture(3 * 64);
    for (float& number : picture)
        number = static_cast<float>(generator() >> 8) / 8388608 - 1;
    const std::vector<double> answer = test::GraphReference::answer(*graph, picture);
    QCOMPARE(answer.size(), std::size_t{4});
    if (!openCvReads)
        return;

    cv::dnn::Net reference =
        cv::dnn::readNetFromONNX(onnx.data(), static_cast<std::size_t>(onnx.size()));
    reference.setInput(cv::Mat(std::vector<int>{1, 3, 8, 8}, CV_32F, picture.data()));
    const cv::Mat expected = reference.forward();
    QCOMPARE(expected.total(), std::size_t{4});
    for (int i = 0; i < 4; ++i) {
        const double wanted = static_cast<double>(expected.ptr<float>()[i]);
        const double given = answer[static_cast<std::size_t>(i)];
        QVERIFY2(std::abs(given - wanted) < 1e-4 * std::max(1.0, std::abs(wanted)),
                 qPrintable(QString("%1 and not %2").arg(given).arg(wanted)));
    }
}

QTEST_GUILESS_MAIN(TestOnnxMeaning)
#include "tst_onnxmeaning.moc"
