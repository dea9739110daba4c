// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trying/Examples.h"

#include "core/base/Files.h"
#include "core/loading/Loader.h"

#include <QTemporaryDir>
#include <QTest>

using namespace pareidolia;

namespace {

const std::vector<std::string> digits{"zero", "one", "two",   "three", "four",
                                      "five", "six", "seven", "eight", "nine"};
const std::vector<std::string> clothing{"T-shirt/top", "Trouser",   "Pullover", "Dress",
                                        "Coat",        "Sandal",    "Shirt",    "Sneaker",
                                        "Bag",         "Ankle boot"};

ModelInfo namer(const std::vector<std::string>& labels, ImageShape input = {28, 28, 1})
{
    ModelInfo info;
    info.labels = labels;
    info.input = input;
    return info;
}

std::string number(std::uint32_t value)
{
    return {static_cast<char>(value >> 24), static_cast<char>(value >> 16),
            static_cast<char>(value >> 8), static_cast<char>(value)};
}

/// IDX files of pictures as grey as their place.
void writeIdx(const QTemporaryDir& folder, const std::string& labels)
{
    const auto count = static_cast<std::uint32_t>(labels.size());
    std::string images = number(0x803) + number(count) + number(28) + number(28);
    for (std::uint32_t i = 0; i < count; ++i)
        images += std::string(28 * 28, static_cast<char>(i));
    QVERIFY(writeFile(folder.filePath("t10k-images-idx3-ubyte").toStdString(), images).has_value());
    QVERIFY(writeFile(folder.filePath("t10k-labels-idx1-ubyte").toStdString(),
                      number(0x801) + number(count) + labels)
                .has_value());
}

} // namespace

class TestExamples : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyHandIsReadRightly_data();
    void everyHandIsReadRightly();
    void strokesStayInTheSquare();
    void handsDiffer();
    void digitsAreForDigitNetworks();
    void clothesAreTheFirstOfTheirKind();
    void clothesNeedTheirData();
    void debiansClothesAreRead();
};

void TestExamples::everyHandIsReadRightly_data()
{
    QTest::addColumn<std::string>("network");
    QTest::newRow("lenet-mnist") << std::string("lenet-mnist");
    QTest::newRow("lenet-mnist-b") << std::string("lenet-mnist-b");
}

void TestExamples::everyHandIsReadRightly()
{
    QFETCH(std::string, network);
    const auto classifier =
        openClassifier(PAREIDOLIA_SOURCE "/resources/models/" + network + ".pt");
    QVERIFY2(classifier.has_value(), classifier ? "" : classifier.error().sentence().c_str());
    const auto examples = digitExamples((*classifier)->info());
    QCOMPARE(examples.size(), 10u);
    for (std::size_t digit = 0; digit < examples.size(); ++digit) {
        QCOMPARE(examples[digit].label.toStdString(), digits[digit]);
        QCOMPARE(examples[digit].ways.size(), digitHands);
        for (const ShownPicture& way : examples[digit].ways) {
            const auto scores = (*classifier)->score({&way.picture, 1}).value();
            QCOMPARE(scores.best(0), digit);
            QVERIFY(probabilityOf(scores.row(0)[digit]) > 0.95);
        }
    }
}

void TestExamples::strokesStayInTheSquare()
{
    const QRectF square(0.05, 0.05, 0.9, 0.9); // room for half the pen
    for (std::size_t digit = 0; digit < 10; ++digit)
        for (std::size_t hand = 0; hand < digitHands; ++hand)
            for (const Stroke& stroke : digitStrokes(digit, hand))
                for (const QPointF& point : stroke)
                    QVERIFY(square.contains(point));
}

void TestExamples::handsDiffer()
{
    for (const Example& example : digitExamples(namer(digits)))
        QVERIFY(example.ways[0].picture != example.ways[1].picture);
}

void TestExamples::digitsAreForDigitNetworks()
{
    QVERIFY(digitExamples(namer(clothing)).empty());
    QVERIFY(digitExamples(namer({"zero", "one"})).empty());
    QVERIFY(digitExamples(namer(digits, {28, 28, 3})).empty());
    QCOMPARE(digitExamples(namer(digits, {12, 12, 1}))[3].ways[0].picture.shape,
             (ImageShape{12, 12, 1}));
}

void TestExamples::clothesAreTheFirstOfTheirKind()
{
    const QTemporaryDir folder;
    writeIdx(folder, {9, 9, 2, 0, 2}); // the other kinds are missing
    const auto examples = clothingExamples(namer(clothing), folder.path().toStdString());
    QCOMPARE(examples.size(), 3u);
    QCOMPARE(examples[0].label, QStringLiteral("T-shirt/top"));
    QCOMPARE(int{examples[0].ways[0].picture.pixels[0]}, 3);
    QCOMPARE(examples[1].label, QStringLiteral("Pullover"));
    QCOMPARE(int{examples[1].ways[0].picture.pixels[0]}, 2);
    QCOMPARE(int{examples[2].ways[0].picture.pixels[0]}, 0);
    QVERIFY(clothingExamples(namer(digits), folder.path().toStdString()).empty());
    QVERIFY(clothingExamples(namer(clothing, {32, 32, 1}), folder.path().toStdString()).empty());
}

void TestExamples::clothesNeedTheirData()
{
    QVERIFY(clothingExamples(namer(clothing), "/nowhere").empty());
    const QTemporaryDir folder;
    QVERIFY(writeFile(folder.filePath("t10k-images-idx3-ubyte").toStdString(), "x").has_value());
    QVERIFY(clothingExamples(namer(clothing), folder.path().toStdString()).empty());
}

void TestExamples::debiansClothesAreRead()
{
    if (!std::filesystem::is_directory(fashionFolder()))
        QSKIP("dataset-fashion-mnist is not installed");
    QCOMPARE(clothingExamples(namer(clothing), fashionFolder()).size(), 10u);
}

QTEST_MAIN(TestExamples)
#include "tst_examples.moc"
