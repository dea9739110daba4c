// SPDX-License-Identifier: GPL-3.0-or-later
#include "CppnReference.h"
#include "EveryTarget.h"
#include "GrownCppn.h"

#include "core/encoding/CppnGenome.h"
#include "core/encoding/CppnRenderer.h"

#include <QTest>
#include <cmath>
#include <rapidcheck.h>
#include <stdexcept>

using namespace pareidolia;

namespace {

constexpr auto normalised = CoordinateSystem::Normalised;
constexpr auto inPixels = CoordinateSystem::Pixel;

/// |input| as grey, times `weight` / 3.
Image pictureOf(CppnInput input, float weight, ImageShape target, ImageShape scored,
                CoordinateSystem system)
{
    CppnGraph graph = test::bareCppn(1, NodeFunction::Linear);
    graph.connections = {{input, cppnInputs, weight}};
    return renderCppn(CppnGenome(graph), target, scored, system);
}

Image pictureOf(CppnInput input, float weight, ImageShape shape, CoordinateSystem system)
{
    return pictureOf(input, weight, shape, shape, system);
}

int at(const Image& image, int column, int row)
{
    return image.pixels[static_cast<std::size_t>(row * image.shape.width + column)];
}

/// Every pixel of `coarse` is in `fine`, `times` as far from its neighbours.
bool isSampledBy(const Image& coarse, const Image& fine, int timesX, int timesY)
{
    const int channels = coarse.shape.channels;
    for (int row = 0; row < coarse.shape.height; ++row)
        for (int column = 0; column < coarse.shape.width * channels; ++column) {
            const int x = column / channels * timesX * channels + column % channels;
            const auto c = static_cast<std::size_t>(row * coarse.shape.width * channels + column);
            const auto f = static_cast<std::size_t>(row * timesY * fine.shape.width * channels + x);
            if (coarse.pixels[c] != fine.pixels[f])
                return false;
        }
    return true;
}

bool matchesOnEveryTarget(const CppnGraph& graph, ImageShape target, ImageShape scored,
                          CoordinateSystem system)
{
    const Image expected = test::referencePicture(graph, target, scored, system);
    bool same = true;
    test::onEveryTarget([&](const char* name) {
        if (renderCppn(CppnGenome(graph), target, scored, system) == expected)
            return;
        qWarning("%s differs at %d × %d", name, target.width, target.height);
        same = false;
    });
    return same;
}

} // namespace

class TestCppnRenderer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void coordinates();
    void coordinatesOfLargerPictures();
    void nodesWithoutInput();
    void biasAndSum();
    void paintsColour();
    void givesTheReferencesBytesAtAllSizes_data();
    void givesTheReferencesBytesAtAllSizes();
    void givesTheReferencesBytesForAnyGenome();
    void givesTheReferencesBytesForWideAndDeepOnes();
    void largerPicturesSampleTheSameFunction();
    void refusesEmptyPictures();
};

void TestCppnRenderer::coordinates()
{
    const ImageShape shape{5, 3, 1};
    // Weight 3: the brightness is |input|.
    const Image x = pictureOf(InputX, 3, shape, normalised);
    QCOMPARE(x.pixels, (std::vector<std::uint8_t>{255, 128, 0, 128, 255, 255, 128, 0, 128, 255, 255,
                                                  128, 0, 128, 255}));
    const Image y = pictureOf(InputY, 3, shape, normalised);
    QCOMPARE(at(y, 2, 0), 255);
    QCOMPARE(at(y, 0, 1), 0);
    QCOMPARE(at(y, 4, 2), 255);
    const Image distance = pictureOf(InputDistance, 3, shape, normalised);
    QCOMPARE(at(distance, 0, 0), 255); // √2 · √2 − 1
    QCOMPARE(at(distance, 2, 1), 255); // −1 in the centre
    QCOMPARE(at(distance, 0, 1), 106); // √2 − 1
    QCOMPARE(at(distance, 1, 1), 75);  // √2 / 2 − 1
    const Image column = pictureOf(InputX, 0.5f, shape, inPixels);
    QCOMPARE(at(column, 0, 0), 0);
    QCOMPARE(at(column, 3, 2), 128); // 0.5 · 3 / 3
    QCOMPARE(at(column, 4, 1), 170); // 0.5 · 4 / 3
    const Image row = pictureOf(InputY, 0.5f, shape, inPixels);
    QCOMPARE(at(row, 1, 1), 43); // 0.5 / 3
    const Image radius = pictureOf(InputDistance, 1, shape, inPixels);
    QCOMPARE(at(radius, 0, 0), 120); // √2 / 3
    QCOMPARE(at(radius, 2, 1), 0);
    const Image point = pictureOf(InputX, 3, {1, 1, 1}, normalised);
    QCOMPARE(at(point, 0, 0), 0);
}

void TestCppnRenderer::coordinatesOfLargerPictures()
{
    const Image column = pictureOf(InputX, 0.5f, {9, 1, 1}, {5, 3, 1}, inPixels);
    QCOMPARE(at(column, 8, 0), 170); // still column 4
    QCOMPARE(at(column, 1, 0), 21);  // column 1/2: 0.5 · 0.5 / 3
    const Image x = pictureOf(InputX, 3, {9, 1, 1}, {5, 3, 1}, normalised);
    QCOMPARE(at(x, 1, 0), 191);
}

void TestCppnRenderer::nodesWithoutInput()
{
    const std::array<int, 4> expected{0, 0, 255, 0}; // f(0)
    for (std::uint32_t f = 0; f < nodeFunctions; ++f) {
        const CppnGenome genome(test::bareCppn(1, static_cast<NodeFunction>(f)));
        const Image image = renderCppn(genome, {3, 3, 1}, {3, 3, 1}, normalised);
        for (const std::uint8_t byte : image.pixels)
            QCOMPARE(int(byte), expected[f]);
    }
}

void TestCppnRenderer::biasAndSum()
{
    CppnGraph graph = test::bareCppn(1, NodeFunction::Linear);
    graph.connections = {{InputX, 4, 3.0f}, {InputBias, 4, 1.5f}, {InputY, 4, -1.5f}};
    const Image image = renderCppn(CppnGenome(graph), {3, 3, 1}, {3, 3, 1}, normalised);
    QCOMPARE(at(image, 0, 0), 0);   // −3 + 1.5 + 1.5
    QCOMPARE(at(image, 1, 1), 128); // 1.5
    QCOMPARE(at(image, 2, 2), 255); // 3
}

void TestCppnRenderer::paintsColour()
{
    CppnGraph graph = test::bareCppn(3, NodeFunction::Linear);
    // hue = |x|, saturation 1, value 1
    graph.connections = {{InputX, 4, 3.0f}, {InputBias, 5, 3.0f}, {InputBias, 6, -3.0f}};
    const Image image = renderCppn(CppnGenome(graph), {7, 1, 3}, {7, 1, 3}, normalised);
    QCOMPARE(image.shape, (ImageShape{7, 1, 3}));
    QCOMPARE(image.pixels[3 * 3], 255); // x = 0: red
    QCOMPARE(image.pixels[3 * 3 + 1], 0);
    QCOMPARE(image.pixels[3 * 4 + 1], 255); // 1/3: green
    QCOMPARE(image.pixels[3 * 5 + 2], 255); // 2/3: blue
    QCOMPARE(image.pixels[3 * 6], 255);     // 1 is 0 again
    QCOMPARE(image.pixels[3 * 6 + 2], 0);
}

void TestCppnRenderer::givesTheReferencesBytesAtAllSizes_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    for (const auto& [width, height] : {std::pair{1, 1},
                                        {1, 9},
                                        {9, 1},
                                        {2, 2},
                                        {3, 5},
                                        {16, 4},
                                        {17, 3},
                                        {28, 28},
                                        {31, 33},
                                        {64, 64},
                                        {65, 63},
                                        {227, 227},
                                        {1000, 1},
                                        {1, 1000}})
        QTest::addRow("%d × %d", width, height) << width << height;
}

void TestCppnRenderer::givesTheReferencesBytesAtAllSizes()
{
    QFETCH(int, width);
    QFETCH(int, height);
    for (const std::uint32_t outputs : {1u, 3u}) {
        const CppnGraph graph = test::grownCppn(outputs, 25, outputs);
        const ImageShape shape{width, height, static_cast<int>(outputs)};
        QVERIFY(matchesOnEveryTarget(graph, shape, shape, normalised));
        QVERIFY(matchesOnEveryTarget(graph, shape, shape, inPixels));
    }
}

void TestCppnRenderer::givesTheReferencesBytesForAnyGenome()
{
    QVERIFY(rc::check([] {
        const auto outputs = *rc::gen::element(1u, 3u);
        const CppnGraph graph = test::grownCppn(*rc::gen::arbitrary<std::uint64_t>(),
                                                *rc::gen::inRange(0, 60), outputs);
        const int channels = static_cast<int>(outputs);
        const ImageShape target{*rc::gen::inRange(1, 60), *rc::gen::inRange(1, 40), channels};
        const ImageShape scored{*rc::gen::inRange(1, 300), *rc::gen::inRange(1, 300), channels};
        RC_ASSERT(
            matchesOnEveryTarget(graph, target, scored, *rc::gen::element(normalised, inPixels)));
    }));
}

void TestCppnRenderer::givesTheReferencesBytesForWideAndDeepOnes()
{
    // Wide: more slots than the cache holds of full blocks. Deep: slots change hands often.
    CppnGraph wide = test::bareCppn(1, NodeFunction::Sigmoid);
    CppnGraph deep = test::bareCppn(1, NodeFunction::Sine);
    Stream stream(1, 0, 0, Purpose::Mutation);
    const auto weight = [&] { return 20 * stream.uniformFloat() - 10; };
    for (std::uint32_t i = 0; i < 300; ++i) {
        const std::uint32_t node = test::addHidden(wide, static_cast<NodeFunction>(i % 4));
        wide.connections.push_back({i % 3, node, weight()});
        wide.connections.push_back({InputBias, node, weight()});
        wide.connections.push_back({node, cppnInputs, weight() / 10});
    }
    std::uint32_t last = InputX;
    for (std::uint32_t i = 0; i < 200; ++i) {
        const std::uint32_t node = test::addHidden(deep, static_cast<NodeFunction>(i % 2 * 3));
        deep.connections.push_back({last, node, weight() / 4});
        deep.connections.push_back({InputY, node, 0.5f});
        deep.connections.push_back({InputBias, node, weight() / 10});
        last = node;
    }
    deep.connections.push_back({last, cppnInputs, 3});
    for (const CppnGraph& graph : {wide, deep}) {
        QVERIFY(validated(graph).has_value());
        QVERIFY(matchesOnEveryTarget(graph, {28, 28, 1}, {28, 28, 1}, normalised));
    }
}

void TestCppnRenderer::largerPicturesSampleTheSameFunction()
{
    QVERIFY(rc::check([] {
        const auto outputs = *rc::gen::element(1u, 3u);
        const int channels = static_cast<int>(outputs);
        const CppnGenome genome(test::grownCppn(*rc::gen::arbitrary<std::uint64_t>(),
                                                *rc::gen::inRange(0, 40), outputs));
        const ImageShape scored{*rc::gen::inRange(2, 30), *rc::gen::inRange(2, 30), channels};
        const int timesX = *rc::gen::inRange(1, 5), timesY = *rc::gen::inRange(1, 5);
        const ImageShape large{(scored.width - 1) * timesX + 1, (scored.height - 1) * timesY + 1,
                               channels};
        const auto system = *rc::gen::element(normalised, inPixels);
        RC_ASSERT(isSampledBy(renderCppn(genome, scored, scored, system),
                              renderCppn(genome, large, scored, system), timesX, timesY));
    }));
}

void TestCppnRenderer::refusesEmptyPictures()
{
    const CppnGenome genome(test::bareCppn(1));
    QVERIFY_EXCEPTION_THROWN(renderCppn(genome, {0, 3, 1}, {3, 3, 1}, normalised),
                             std::invalid_argument);
    QVERIFY_EXCEPTION_THROWN(renderCppn(genome, {3, -1, 1}, {3, 3, 1}, normalised),
                             std::invalid_argument);
}

QTEST_GUILESS_MAIN(TestCppnRenderer)
#include "tst_cppnrenderer.moc"
