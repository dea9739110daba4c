// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classifier/TenCrops.h"

#include "tests/support/FakeClassifier.h"

#include <QTest>
#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

using namespace pareidolia;

namespace {

constexpr ImageShape input{130, 128, 3};
constexpr ImageShape whole{256, 256, 3};

/// Says of a piece what its upper left pixel says: red is the log-odds of class 0, green that of
/// class 1, both less 100.
class CornerReader : public Classifier
{
public:
    explicit CornerReader(const ImageShape& shape = input)
    {
        m_info.name = "corner";
        m_info.sha256 = std::string(64, 'c');
        m_info.labels = {"zero", "one"};
        m_info.input = shape;
        m_info.plan.microBatch = 16;
    }
    const ModelInfo& info() const override { return m_info; }
    std::string runtime() const override { return "corner"; }
    Result<Scores> score(std::span<const Image> pictures) const override
    {
        Scores scores(pictures.size(), 2);
        for (std::size_t i = 0; i < pictures.size(); ++i) {
            if (pictures[i].shape != m_info.input)
                return failure("corner", "a piece of another size", "");
            for (std::size_t c = 0; c < 2; ++c)
                scores.row(i)[c] = pictures[i].pixels[c] == 255
                                       ? std::numeric_limits<double>::quiet_NaN()
                                       : pictures[i].pixels[c] - 100.0;
        }
        largestCall = std::max(largestCall, pictures.size());
        return scores;
    }

    mutable std::size_t largestCall = 0;

private:
    ModelInfo m_info;
};

void paint(Image& picture, int x, int y, int red, int green)
{
    auto* pixel = picture.pixels.data() + 3 * (y * picture.shape.width + x);
    pixel[0] = static_cast<std::uint8_t>(red);
    pixel[1] = static_cast<std::uint8_t>(green);
}

/// Log-odds 0 for both classes wherever a piece may begin.
Image undecided()
{
    Image picture(whole);
    std::ranges::fill(picture.pixels, std::uint8_t{100});
    return picture;
}

Image noise(std::uint32_t seed)
{
    Image picture(whole);
    for (auto& pixel : picture.pixels)
        pixel = static_cast<std::uint8_t>((seed = seed * 1664525 + 1013904223) >> 24);
    return picture;
}

constexpr std::size_t plane = 256 * 256;

/// Corners, seams between pieces, and the middle, in all channels; as places in CHW.
constexpr std::array<std::size_t, 6> tellingPixels{0,
                                                   255,
                                                   plane + 127 * 256 + 128,
                                                   plane + 128 * 256 + 127,
                                                   2 * plane + 64 * 256 + 64,
                                                   2 * plane + 255 * 256 + 255};

std::shared_ptr<FakeClassifier> twoClasses()
{
    return std::make_shared<FakeClassifier>(2, ImageShape{128, 128, 3});
}

std::vector<float> floatNoise()
{
    std::vector<float> pixels(whole.bytes());
    std::uint32_t state = 7;
    for (float& pixel : pixels)
        pixel = static_cast<float>((state = state * 1664525 + 1013904223) >> 24) / 64;
    return pixels;
}

} // namespace

class TestTenCrops : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void screensAsItScores();
    void cutsWhereThePaperDoes();
    void tellsWhatItIs();
    void isTheMeanOfTenProbabilities();
    void doubtIsKeptWhereFloatsEnd();
    void scoresThatAreNoNumbersStaySo();
    void dependsOnThePictureOnly();
    void refusesWhatItIsNotFor_data();
    void refusesWhatItIsNotFor();
    void slopesOfTheProbabilityAreFiniteDifferences();
    void slopesOfTheLogitAreMeansOfThePieces();
    void viewsAreNotStacked();
};

void TestTenCrops::cutsWhereThePaperDoes()
{
    const auto network = std::make_shared<CornerReader>();
    const auto crops = TenCrops::over(network).value();
    // 256 − 130 = 126, 256 − 128 = 128; the centre at 63, 64. Mirrored pieces begin at the other
    // end of their first row.
    const std::vector<std::pair<int, int>> corners{{0, 0},     {126, 0}, {0, 128}, {126, 128},
                                                   {63, 64},   {129, 0}, {255, 0}, {129, 128},
                                                   {255, 128}, {192, 64}};
    for (const auto& [x, y] : corners) {
        Image picture = undecided();
        paint(picture, x, y, 100, 140);
        const double surer = crops->score({&picture, 1}).value().row(0)[1];
        const double p = (9 * 0.5 + probabilityOf(40)) / 10;
        QVERIFY2(std::abs(surer - logOddsOf(p)) < 1e-12, qPrintable(QString::number(x)));
    }
    Image picture = undecided();
    paint(picture, 1, 0, 100, 140);
    QCOMPARE(crops->score({&picture, 1}).value().row(0)[1], 0.0);
}

void TestTenCrops::tellsWhatItIs()
{
    const auto network = std::make_shared<CornerReader>();
    const auto crops = TenCrops::over(network).value();
    QVERIFY(crops->info().input == whole);
    QCOMPARE(crops->info().view, std::string("ten-crop"));
    QCOMPARE(crops->info().sha256, network->info().sha256);
    QCOMPARE(crops->info().labels, network->info().labels);
    QCOMPARE(crops->runtime(), std::string("corner"));
    QVERIFY(!crops->hasGradient());
    QCOMPARE(crops->info().plan.microBatch, 8); // 80 pieces are five batches of 16
}

void TestTenCrops::isTheMeanOfTenProbabilities()
{
    const auto crops = TenCrops::over(std::make_shared<CornerReader>()).value();
    Image picture = undecided();
    paint(picture, 0, 0, 103, 98);
    paint(picture, 126, 128, 90, 101);
    paint(picture, 192, 64, 120, 102);
    const auto row = crops->score({&picture, 1}).value();
    const double zero = (7 * 0.5 + probabilityOf(3) + probabilityOf(-10) + probabilityOf(20)) / 10;
    const double one = (7 * 0.5 + probabilityOf(-2) + probabilityOf(1) + probabilityOf(2)) / 10;
    QVERIFY(std::abs(row.row(0)[0] - std::log(zero / (1 - zero))) < 1e-12);
    QVERIFY(std::abs(row.row(0)[1] - std::log(one / (1 - one))) < 1e-12);
}

void TestTenCrops::doubtIsKeptWhereFloatsEnd()
{
    const auto crops = TenCrops::over(std::make_shared<CornerReader>()).value();
    Image picture(whole);
    std::ranges::fill(picture.pixels, std::uint8_t{200}); // log-odds 100 everywhere
    QVERIFY(std::abs(crops->score({&picture, 1}).value().row(0)[0] - 100) < 1e-12);
    paint(picture, 0, 0, 150, 200); // one piece has fifty: a tenth of its doubt is all that counts
    QVERIFY(std::abs(crops->score({&picture, 1}).value().row(0)[0] - (50 + std::log(10))) < 1e-12);
    std::ranges::fill(picture.pixels, std::uint8_t{0});
    QVERIFY(std::abs(crops->score({&picture, 1}).value().row(0)[1] + 100) < 1e-12);
}

void TestTenCrops::scoresThatAreNoNumbersStaySo()
{
    const auto crops = TenCrops::over(std::make_shared<CornerReader>()).value();
    std::vector<Image> pictures{undecided(), undecided(), undecided()};
    paint(pictures[1], 63, 64, 255, 100);
    const Scores scores = crops->score(pictures).value();
    QVERIFY(!scores.firstInvalid(0) && !scores.firstInvalid(2));
    QVERIFY(std::isnan(scores.row(1)[0]) && std::isnan(scores.row(1)[1]));
}

void TestTenCrops::dependsOnThePictureOnly()
{
    const auto network = std::make_shared<CornerReader>();
    const auto crops = TenCrops::over(network).value();
    std::vector<Image> pictures;
    for (std::uint32_t i = 0; i < 19; ++i)
        pictures.push_back(noise(i));
    const Scores together = crops->score(pictures).value();
    QCOMPARE(network->largestCall, 80u); // not all 190 at once
    for (std::size_t i = 0; i < pictures.size(); ++i)
        for (std::size_t c = 0; c < 2; ++c) {
            const double alone = crops->score({&pictures[i], 1}).value().row(0)[c];
            // By their bits, for some are no numbers.
            QCOMPARE(std::bit_cast<std::uint64_t>(alone),
                     std::bit_cast<std::uint64_t>(together.row(i)[c]));
        }
}

void TestTenCrops::refusesWhatItIsNotFor_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::addColumn<int>("channels");
    QTest::addColumn<bool>("works");
    QTest::newRow("CaffeNet") << 227 << 227 << 3 << true;
    QTest::newRow("whole") << 256 << 256 << 3 << true;
    QTest::newRow("half") << 128 << 128 << 3 << true;
    QTest::newRow("too large") << 299 << 299 << 3 << false;
    QTest::newRow("too high") << 224 << 257 << 3 << false;
    QTest::newRow("grey") << 224 << 224 << 1 << false;
    QTest::newRow("pieces with gaps") << 127 << 224 << 3 << false;
    QTest::newRow("LeNet") << 28 << 28 << 1 << false;
}

void TestTenCrops::refusesWhatItIsNotFor()
{
    QFETCH(int, width);
    QFETCH(int, height);
    QFETCH(int, channels);
    QFETCH(bool, works);
    const auto crops =
        TenCrops::over(std::make_shared<CornerReader>(ImageShape{width, height, channels}));
    QCOMPARE(crops.has_value(), works);
    if (!works) {
        QCOMPARE(crops.error().kind, Error::Kind::Usage);
        QVERIFY(crops.error().sentence().find("corner") == 0);
        QVERIFY(crops.error().sentence().find(std::to_string(width)) != std::string::npos);
    }
}

void TestTenCrops::slopesOfTheProbabilityAreFiniteDifferences()
{
    const auto crops = TenCrops::over(twoClasses()).value();
    QVERIFY(crops->hasGradient());
    const auto ask = [&](const std::vector<float>& at) {
        const GradientQuery query{at, 1, Objective::Probability};
        return crops->gradients({&query, 1}).value().front();
    };
    std::vector<float> pixels = floatNoise();
    const Gradient slope = ask(pixels);
    QCOMPARE(slope.values.size(), whole.bytes());
    for (const std::size_t pixel : tellingPixels) {
        constexpr float step = 0.25f;
        pixels[pixel] += step;
        const double above = ask(pixels).probability;
        pixels[pixel] -= 2 * step;
        const double below = ask(pixels).probability;
        pixels[pixel] += step;
        const double expected = (above - below) / (2 * step);
        QVERIFY(std::abs(expected) > 1e-6);
        QVERIFY(std::abs(slope.values[pixel] - expected) < 1e-3 * std::abs(expected));
    }
}

void TestTenCrops::slopesOfTheLogitAreMeansOfThePieces()
{
    const auto network = twoClasses();
    const auto crops = TenCrops::over(network).value();
    const std::vector<float> pixels = floatNoise();
    const GradientQuery query{pixels, 1, Objective::Logit};
    const auto slope = crops->gradients({&query, 1}).value().front().values;
    // The network is linear: the slope of a piece is the same wherever one stands.
    const std::vector<float> piece(network->info().input.bytes());
    const GradientQuery ofPiece{piece, 1, Objective::Logit};
    const auto one = network->gradients({&ofPiece, 1}).value().front().values;
    const int side = network->info().input.width;
    for (const std::size_t pixel : tellingPixels) {
        const int x = static_cast<int>(pixel % plane % 256);
        const int y = static_cast<int>(pixel % plane / 256);
        double sum = 0;
        for (const Crop& crop : static_cast<const TenCrops&>(*crops).crops()) {
            const int column = crop.mirrored ? side - 1 - (x - crop.left) : x - crop.left;
            const int row = y - crop.top;
            if (column >= 0 && column < side && row >= 0 && row < side)
                sum += double{one[pixel / plane * static_cast<std::size_t>(side * side) +
                                  static_cast<std::size_t>(row * side + column)]};
        }
        QVERIFY(sum != 0);
        QCOMPARE(slope[pixel], static_cast<float>(sum / 10));
    }
}

void TestTenCrops::viewsAreNotStacked()
{
    const std::shared_ptr<const Classifier> network = std::make_shared<CornerReader>();
    QVERIFY(withView(network, NetworkView::OneCrop).value() == network);
    const auto ten = withView(network, NetworkView::TenCrop).value();
    QVERIFY(ten != network);
    QVERIFY(withView(ten, NetworkView::TenCrop).value() == ten);
    QVERIFY(withView(ten, NetworkView::OneCrop).value() == network);
}

void TestTenCrops::screensAsItScores()
{
    const auto network = twoClasses();
    network->scale = 1e-4;
    const auto crops = TenCrops::over(network).value();
    QCOMPARE(crops->screeningTrouble(Screening::Int8), network->screeningTrouble(Screening::Int8));
    QVERIFY(!crops->screeningTrouble(Screening::Int8).empty());
    const std::vector<Image> pictures{noise(1), undecided(), noise(2)};
    const auto refused = crops->screen(pictures, Screening::Int8);
    QVERIFY(!refused.has_value());
    QCOMPARE(refused.error().kind, Error::Kind::Usage);

    network->screeningError = [](const Image&, std::size_t index) { return index == 0 ? 0.0 : 9; };
    QVERIFY(crops->screeningTrouble(Screening::Int8).empty());
    const Scores exact = crops->score(pictures).value();
    const Scores approximate = crops->screen(pictures, Screening::Int8).value();
    QCOMPARE(network->screened.load(), std::size_t{30});
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        QVERIFY(std::bit_cast<std::uint64_t>(approximate.row(i)[0]) ==
                std::bit_cast<std::uint64_t>(exact.row(i)[0]));
        QVERIFY(approximate.row(i)[1] > exact.row(i)[1] + 1);
    }
}

QTEST_GUILESS_MAIN(TestTenCrops)
#include "tst_tencrops.moc"
