// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Digest.h"
#include "core/encoding/Encoding.h"

#include <QTest>
#include <nlohmann/json.hpp>
#include <stdexcept>

using namespace pareidolia;
using Json = nlohmann::ordered_json;

namespace {

std::unique_ptr<const Encoding> make(const std::string& name, int channels = 1)
{
    return makeEncoding(name, {.shape = {12, 10, channels}});
}

GenomePointer descendant(const Encoding& encoding, int generations)
{
    Stream start(42, 0, 0, Purpose::InitialGenome);
    GenomePointer genome = encoding.random(start);
    for (std::uint32_t g = 1; g <= static_cast<std::uint32_t>(generations); ++g) {
        Stream stream(42, g, 0, Purpose::Mutation);
        genome = encoding.mutated(*genome, {}, g, stream);
    }
    return genome;
}

void addEncodings()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("channels");
    for (const EncodingKind& kind : encodingKinds()) {
        const std::string name(kind.name);
        for (const int channels : {1, 3})
            QTest::addRow("%s %d", name.c_str(), channels)
                << QString::fromStdString(name) << channels;
    }
}

} // namespace

class TestEncoding : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void registry();
    void paintsItsShape_data() { addEncodings(); }
    void paintsItsShape();
    void childrenLeaveTheirParentAlone_data() { addEncodings(); }
    void childrenLeaveTheirParentAlone();
    void parsesItsOwn_data() { addEncodings(); }
    void parsesItsOwn();
    void refusesOthers();
    void refusesBadDirectJson_data();
    void refusesBadDirectJson();
    void throwsOnGenomesOfOthers();
    void archivesStayValid_data();
    void archivesStayValid();
};

void TestEncoding::registry()
{
    QCOMPARE(encodingKinds().size(), 2u);
    for (const EncodingKind& kind : encodingKinds())
        QCOMPARE(make(std::string(kind.name))->name(), std::string(kind.name));
    QVERIFY(!make("voxels"));
}

void TestEncoding::paintsItsShape()
{
    QFETCH(QString, name);
    QFETCH(int, channels);
    const auto encoding = make(name.toStdString(), channels);
    const auto genome = descendant(*encoding, 5);
    const Image image = encoding->render(*genome);
    QCOMPARE(image.shape, (ImageShape{12, 10, channels}));
    QCOMPARE(image.pixels.size(), image.shape.bytes());
    QCOMPARE(encoding->renderAt(*genome, {12, 10, channels}), image);
    const Image large = encoding->renderAt(*genome, {50, 40, channels});
    QCOMPARE(large.shape, (ImageShape{50, 40, channels}));
    QCOMPARE(large.pixels.size(), large.shape.bytes());
    QCOMPARE(large.pixels.front(), image.pixels.front());
    QCOMPARE(large.pixels.back(), image.pixels.back());
}

void TestEncoding::childrenLeaveTheirParentAlone()
{
    QFETCH(QString, name);
    QFETCH(int, channels);
    const auto encoding = make(name.toStdString(), channels);
    const auto parent = descendant(*encoding, 20);
    const std::string before = parent->toJson().dump();
    for (std::uint32_t child = 0; child < 20; ++child) {
        Stream stream(1, 1, child, Purpose::Mutation), same(1, 1, child, Purpose::Mutation);
        const auto a = encoding->mutated(*parent, {}, 1, stream);
        const auto b = encoding->mutated(*parent, {}, 1, same);
        QVERIFY(a != parent);
        QCOMPARE(a->toJson().dump(), b->toJson().dump());
        QCOMPARE(encoding->render(*a), encoding->render(*b));
    }
    QCOMPARE(parent->toJson().dump(), before);
}

void TestEncoding::parsesItsOwn()
{
    QFETCH(QString, name);
    QFETCH(int, channels);
    const auto encoding = make(name.toStdString(), channels);
    const auto genome = descendant(*encoding, 30);
    const auto back = encoding->parse(Json::parse(genome->toJson().dump()));
    QVERIFY(back.has_value());
    QCOMPARE((*back)->toJson().dump(), genome->toJson().dump());
    QCOMPARE(encoding->render(**back), encoding->render(*genome));
}

void TestEncoding::refusesOthers()
{
    const auto direct = make("direct"), cppn = make("cppn");
    const Json pixels = descendant(*direct, 1)->toJson(), graph = descendant(*cppn, 1)->toJson();
    QVERIFY(!direct->parse(graph));
    QVERIFY(!cppn->parse(pixels));
    const auto colour = make("cppn", 3)->parse(graph);
    QVERIFY(!colour);
    QCOMPARE(colour.error().what, std::string("genome.nodes"));
    const auto bright = make("direct", 3)->parse(pixels);
    QVERIFY(!bright);
    QCOMPARE(bright.error().what, std::string("genome.channels"));
}

void TestEncoding::refusesBadDirectJson_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value"); // JSON; empty: the key is missing
    QTest::newRow("no encoding") << "encoding"
                                 << "";
    QTest::newRow("encoding") << "encoding"
                              << "\"cppn\"";
    QTest::newRow("no width") << "width"
                              << "";
    QTest::newRow("width") << "width"
                           << "13";
    QTest::newRow("width of 0") << "width"
                                << "0";
    QTest::newRow("width in words") << "width"
                                    << "\"12\"";
    QTest::newRow("height") << "height"
                            << "-10";
    QTest::newRow("channels") << "channels"
                              << "2";
    QTest::newRow("no genes") << "genes"
                              << "";
    QTest::newRow("genes in a list") << "genes"
                                     << "[1, 2]";
    QTest::newRow("no base64") << "genes"
                               << "\"*\"";
    QTest::newRow("too few") << "genes"
                             << "\"AAAA\"";
    const QString noNumbers = QString("AADAfwAAwH8AAMB/").repeated(40); // 120 NaNs
    QTest::newRow("no numbers") << "genes"
                                << "\"" + noNumbers + "\"";
    QTest::newRow("unknown") << "colour"
                             << "1";
}

void TestEncoding::refusesBadDirectJson()
{
    QFETCH(QString, key);
    QFETCH(QString, value);
    const auto encoding = make("direct");
    Json json = descendant(*encoding, 1)->toJson();
    if (value.isEmpty())
        json.erase(key.toStdString());
    else
        json[key.toStdString()] = Json::parse(value.toStdString());
    const auto result = encoding->parse(json);
    QVERIFY(!result);
    QCOMPARE(QString::fromStdString(result.error().what), "genome." + key);
}

void TestEncoding::throwsOnGenomesOfOthers()
{
    const auto direct = make("direct"), cppn = make("cppn");
    const auto pixels = descendant(*direct, 0), graph = descendant(*cppn, 0);
    Stream stream(1, 1, 1, Purpose::Mutation);
    QVERIFY_EXCEPTION_THROWN(direct->render(*graph), std::invalid_argument);
    QVERIFY_EXCEPTION_THROWN(cppn->render(*pixels), std::invalid_argument);
    QVERIFY_EXCEPTION_THROWN(direct->mutated(*graph, {}, 1, stream), std::invalid_argument);
    QVERIFY_EXCEPTION_THROWN(cppn->mutated(*pixels, {}, 1, stream), std::invalid_argument);
}

void TestEncoding::archivesStayValid_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("channels");
    QTest::addColumn<QString>("genome");
    QTest::addColumn<QString>("picture");
    QTest::newRow("direct grey") << "direct" << 1 << "22266c6af56fb328"
                                 << "4a0ef7f30dd69a23";
    QTest::newRow("direct colour") << "direct" << 3 << "70c796b0329d6674"
                                   << "8c95b7879da231cb";
    QTest::newRow("cppn grey") << "cppn" << 1 << "e5b9e3ea225ddb3f"
                               << "2ae323233d7a51be";
    QTest::newRow("cppn colour") << "cppn" << 3 << "a5cdd66710c35e35"
                                 << "11a08aa248557ca4";
}

/// A lineage and its pictures as they were when the first archives were written: if this fails,
/// seeds no longer give the runs that they gave, and old genomes other pictures.
void TestEncoding::archivesStayValid()
{
    QFETCH(QString, name);
    QFETCH(int, channels);
    const auto encoding = make(name.toStdString(), channels);
    const auto genome = descendant(*encoding, 60);
    Digest words, bytes;
    words.add(std::string_view(genome->toJson().dump()));
    const Image image = encoding->render(*genome);
    bytes.add(std::span(image.pixels));
    QTEST(QString::fromStdString(words.hex().substr(0, 16)), "genome");
    QTEST(QString::fromStdString(bytes.hex().substr(0, 16)), "picture");
}

QTEST_GUILESS_MAIN(TestEncoding)
#include "tst_encoding.moc"
