// SPDX-License-Identifier: GPL-3.0-or-later
#include "CppnReference.h"
#include "GrownCppn.h"

#include "core/encoding/CppnNodePictures.h"
#include "core/encoding/CppnRenderer.h"

#include <QTest>
#include <rapidcheck.h>
#include <stdexcept>

using namespace pareidolia;

namespace {

constexpr auto normalised = CoordinateSystem::Normalised;
constexpr auto inPixels = CoordinateSystem::Pixel;

/// What each node is, pixel by pixel.
std::vector<Image> referencePictures(const CppnGraph& graph, ImageShape target, ImageShape scored,
                                     CoordinateSystem system)
{
    const auto order = topologicalOrder(graph);
    target.channels = 1;
    std::vector<Image> pictures(graph.size(), Image(target));
    std::vector<float> values(graph.size());
    for (int row = 0; row < target.height; ++row)
        for (int column = 0; column < target.width; ++column) {
            const auto pixel = static_cast<std::size_t>(row * target.width + column);
            const auto seen = test::referenceInputs(column, row, target, scored, system);
            std::copy(seen.begin(), seen.end(), values.begin());
            test::referenceNodes(graph, order, values);
            const auto shown = test::referenceInputs(column, row, target, scored, normalised);
            for (std::uint32_t node = 0; node < graph.size(); ++node) {
                const float value = node < cppnInputs
                                        ? test::referenceFunction(NodeFunction::Linear,
                                                                  cppn::linearLimit * shown[node])
                                        : values[node];
                pictures[node].pixels[pixel] = quantised(std::min(std::abs(value), 1.0f));
            }
        }
    return pictures;
}

} // namespace

class TestCppnNodePictures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyNodeIsWhatTheReferenceSays();
    void theOutputOfAGreyOneIsThePictureItself();
    void inputsAreShownNormalised();
    void aNodeThatNobodyNeedsIsPainted();
    void oneAloneIsTheSameAsAmongAll();
    void refusesWhatDoesNotExist();
};

void TestCppnNodePictures::everyNodeIsWhatTheReferenceSays()
{
    QVERIFY(rc::check([] {
        const auto outputs = *rc::gen::element(1u, 3u);
        const CppnGraph graph = test::grownCppn(*rc::gen::arbitrary<std::uint64_t>(),
                                                *rc::gen::inRange(0, 60), outputs);
        const int channels = static_cast<int>(outputs);
        const ImageShape target{*rc::gen::inRange(1, 20), *rc::gen::inRange(1, 20), channels};
        const ImageShape scored{*rc::gen::inRange(1, 60), *rc::gen::inRange(1, 60), channels};
        const auto system = *rc::gen::element(normalised, inPixels);
        RC_ASSERT(cppnNodePictures(CppnGenome(graph), target, scored, system) ==
                  referencePictures(graph, target, scored, system));
    }));
}

void TestCppnNodePictures::theOutputOfAGreyOneIsThePictureItself()
{
    QVERIFY(rc::check([] {
        const CppnGenome genome(
            test::grownCppn(*rc::gen::arbitrary<std::uint64_t>(), *rc::gen::inRange(0, 60)));
        const ImageShape shape{*rc::gen::inRange(1, 60), *rc::gen::inRange(1, 60), 1};
        const auto system = *rc::gen::element(normalised, inPixels);
        RC_ASSERT(cppnNodePicture(genome, cppnInputs, shape, shape, system) ==
                  renderCppn(genome, shape, shape, system));
    }));
}

void TestCppnNodePictures::inputsAreShownNormalised()
{
    const CppnGenome genome(test::bareCppn(1));
    for (const auto system : {normalised, inPixels}) {
        const auto pictures = cppnNodePictures(genome, {3, 3, 1}, {28, 28, 1}, system);
        QCOMPARE(pictures.size(), std::size_t{5});
        QCOMPARE(pictures[InputX].pixels,
                 (std::vector<std::uint8_t>{255, 0, 255, 255, 0, 255, 255, 0, 255}));
        QCOMPARE(pictures[InputY].pixels,
                 (std::vector<std::uint8_t>{255, 255, 255, 0, 0, 0, 255, 255, 255}));
        QCOMPARE(pictures[InputDistance].pixels[4], std::uint8_t{255}); // −1 in the middle
        QCOMPARE(pictures[InputBias].pixels, std::vector<std::uint8_t>(9, 255));
    }
}

void TestCppnNodePictures::aNodeThatNobodyNeedsIsPainted()
{
    CppnGraph graph = test::bareCppn(3);
    const std::uint32_t first = test::addHidden(graph, NodeFunction::Linear);
    const std::uint32_t second = test::addHidden(graph, NodeFunction::Linear);
    graph.connections = {{InputX, first, 3}, {first, second, 1.5f}};
    QVERIFY(validated(graph).has_value());
    const auto pictures = cppnNodePictures(CppnGenome(graph), {3, 1, 1}, {3, 1, 1}, normalised);
    QCOMPARE(pictures[first].pixels, (std::vector<std::uint8_t>{255, 0, 255}));
    QCOMPARE(pictures[second].pixels, (std::vector<std::uint8_t>{128, 0, 128}));
    QCOMPARE(pictures[cppnInputs].pixels, (std::vector<std::uint8_t>{0, 0, 0}));
}

void TestCppnNodePictures::oneAloneIsTheSameAsAmongAll()
{
    const CppnGenome genome(test::grownCppn(3, 40, 3));
    const ImageShape shape{9, 7, 3};
    const auto pictures = cppnNodePictures(genome, shape, shape, inPixels);
    for (std::uint32_t place = 0; place < genome.graph().size(); ++place)
        QVERIFY(cppnNodePicture(genome, place, shape, shape, inPixels) == pictures[place]);
}

void TestCppnNodePictures::refusesWhatDoesNotExist()
{
    const CppnGenome genome(test::bareCppn(1));
    QVERIFY_EXCEPTION_THROWN(cppnNodePicture(genome, 5, {3, 3, 1}, {3, 3, 1}, normalised),
                             std::out_of_range);
    QVERIFY_EXCEPTION_THROWN(cppnNodePictures(genome, {0, 3, 1}, {3, 3, 1}, normalised),
                             std::invalid_argument);
}

QTEST_GUILESS_MAIN(TestCppnNodePictures)
#include "tst_cppnnodepictures.moc"
