// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classifier/PixelBatch.h"

#include "tests/core/torch/TestNetworks.h"

#include <QtTest>

using namespace pareidolia;

class TestPixelBatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void normalisesEachChannelInTheOrderOfThePlan_data();
    void normalisesEachChannelInTheOrderOfThePlan();
    void padsWithZeros();
    void undoesTheScaleOfASlope();
    void blueComesFirstWhereTheNetworkWantsItSo();

private:
    static ModelInfo colourInfo()
    {
        ModelInfo info = test::infoFor({2, 1, 3}, 2);
        info.normalisation = {{10.0f, 20.0f, 30.0f}, {1.0f, 0.5f, 0.25f}};
        return info;
    }
};

void TestPixelBatch::normalisesEachChannelInTheOrderOfThePlan_data()
{
    QTest::addColumn<bool>("channelsLast");
    QTest::addColumn<QList<float>>("expected");
    // (byte − mean) · scale of the pixels (11, 22, 34) and (12, 24, 38)
    QTest::newRow("channels first") << false << QList<float>{1, 2, 1, 2, 1, 2};
    QTest::newRow("channels last") << true << QList<float>{1, 1, 1, 2, 2, 2};
}

void TestPixelBatch::normalisesEachChannelInTheOrderOfThePlan()
{
    QFETCH(bool, channelsLast);
    QFETCH(QList<float>, expected);
    ModelInfo info = colourInfo();
    if (channelsLast)
        info.plan.layout = Plan::Layout::ChannelsLast;
    const PixelBatch batch(info);

    Image picture(info.input);
    picture.pixels = {11, 22, 34, 12, 24, 38};
    std::vector<float> fromBytes(6);
    batch.fill(std::vector<Image>{picture}, fromBytes);
    QCOMPARE(QList<float>(fromBytes.begin(), fromBytes.end()), expected);

    const std::vector<float> planes{11, 12, 22, 24, 34, 38};
    std::vector<float> fromFloats(6);
    batch.fill(std::vector<GradientQuery>{{.pixels = planes}}, fromFloats);
    QCOMPARE(fromFloats, fromBytes);
}

void TestPixelBatch::padsWithZeros()
{
    const ModelInfo info = colourInfo();
    std::vector<float> values(18, 99.0f);
    PixelBatch(info).fill(std::vector<Image>{Image(info.input)}, values);
    QCOMPARE(values[0], -10.0f);
    for (std::size_t i = 6; i < values.size(); ++i)
        QCOMPARE(values[i], 0.0f);
}

void TestPixelBatch::undoesTheScaleOfASlope()
{
    const std::vector<float> slope{1, 2, 3, 4, 5, 6};
    std::vector<float> pixels(6);
    PixelBatch(colourInfo()).toPixelUnits(slope, 4.0, pixels);
    QCOMPARE(pixels, (std::vector<float>{4, 8, 6, 8, 5, 6}));
}

void TestPixelBatch::blueComesFirstWhereTheNetworkWantsItSo()
{
    ModelInfo info = colourInfo();
    info.order = ChannelOrder::Bgr;
    const PixelBatch batch(info);
    Image picture(info.input);
    picture.pixels = {11, 22, 34, 12, 24, 38};
    std::vector<float> values(6);
    batch.fill(std::vector<Image>{picture}, values);
    QCOMPARE(values, (std::vector<float>{1, 2, 1, 2, 1, 2}));
    const std::vector<float> planes{11, 12, 22, 24, 38, 34};
    batch.fill(std::vector<GradientQuery>{{.pixels = planes}}, values);
    QCOMPARE(values, (std::vector<float>{2, 1, 1, 2, 1, 2}));

    const std::vector<float> slope{1, 2, 3, 4, 5, 6}; // of blue, green, red
    std::vector<float> pixels(6);
    batch.toPixelUnits(slope, 4.0, pixels);
    QCOMPARE(pixels, (std::vector<float>{20, 24, 6, 8, 1, 2}));
}

QTEST_GUILESS_MAIN(TestPixelBatch)
#include "tst_pixelbatch.moc"
