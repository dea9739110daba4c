// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/Archive.h"

#include "core/base/Digest.h"
#include "core/classifier/Scores.h"

#include <QTest>
#include <limits>

using namespace pareidolia;

namespace {

std::shared_ptr<const Individual> individual(std::uint8_t pixel)
{
    auto made = std::make_shared<Individual>();
    Image picture({2, 1, 1});
    picture.pixels = {pixel, 7};
    made->picture = std::move(picture);
    return made;
}

} // namespace

class TestArchive : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesOnlyWhatIsStrictlyBetter();
    void neverTakesWhatIsNoNumber();
    void knowsWhatIsFilled();
    void hashIsTheDocumentedOne();
    void hashChangesWithEveryPart();
};

void TestArchive::takesOnlyWhatIsStrictlyBetter()
{
    Archive archive(3, {0, 1, 2});
    QVERIFY(archive.accepts(1, -1000));
    archive.put(1, individual(1), 2.0);
    QVERIFY(!archive.accepts(1, 2.0));
    QVERIFY(archive.accepts(1, std::nextafter(2.0, 3.0)));
    // Where float32 confidences are equal the log-odds still decide.
    archive.put(1, individual(1), 100.0);
    QVERIFY(archive.accepts(1, 100.5));
    QCOMPARE(archive.champion(1)->confidence, 1.0f);
}

void TestArchive::neverTakesWhatIsNoNumber()
{
    Archive archive(1, {0});
    QVERIFY(!archive.accepts(0, std::numeric_limits<double>::quiet_NaN()));
}

void TestArchive::knowsWhatIsFilled()
{
    Archive archive(5, {0, 2, 4});
    archive.put(4, individual(1), 0);
    archive.put(0, individual(1), 0);
    archive.put(4, individual(2), 1);
    QCOMPARE(archive.filled(), (std::vector<std::size_t>{0, 4}));
    QVERIFY(!archive.champion(2));
}

void TestArchive::hashIsTheDocumentedOne()
{
    Archive archive(4, {0, 1, 2, 3});
    archive.put(2, individual(9), 0.0);
    Digest hash;
    const std::vector<std::uint8_t> bytes{2, 0, 0, 0,           // class
                                          0, 0, 0, 0x3f,        // 0.5f
                                          2, 0, 0, 0,           // width
                                          1, 0, 0, 0,           // height
                                          1, 0, 0, 0,    9, 7}; // channels, pixels
    hash.add(std::span(bytes));
    QCOMPARE(archive.sha256(), hash.hex());
}

void TestArchive::hashChangesWithEveryPart()
{
    const auto hashOf = [](std::size_t index, std::uint8_t pixel, double logOdds) {
        Archive archive(4, {0, 1, 2, 3});
        archive.put(index, individual(pixel), logOdds);
        return archive.sha256();
    };
    QVERIFY(hashOf(0, 1, 0) != hashOf(1, 1, 0));
    QVERIFY(hashOf(0, 1, 0) != hashOf(0, 2, 0));
    QVERIFY(hashOf(0, 1, 0) != hashOf(0, 1, 1));
    QCOMPARE(hashOf(0, 1, 0), hashOf(0, 1, 0));
}

QTEST_GUILESS_MAIN(TestArchive)
#include "tst_archive.moc"
