// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/ZipArchive.h"

#include <QtTest>
#include <memory>
#include <rapidcheck.h>
#include <zip.h>

using namespace pareidolia;

namespace {

std::string whyOf(const std::string& bytes)
{
    const auto entries = unpackZip(bytes, "net.pt");
    return entries ? "" : entries.error().why;
}

/// The archive with every `from` in it replaced; both are of one length.
std::string replaced(std::string bytes, const std::string& from, const std::string& to)
{
    for (auto at = bytes.find(from); at != bytes.npos; at = bytes.find(from, at))
        bytes.replace(at, from.size(), to);
    return bytes;
}

/// One part of so many zeros, deflated.
std::string bomb(std::size_t size)
{
    const std::string zeros(size, '\0');
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &error);
    zip_source_keep(target);
    zip_t* archive = zip_open_from_source(target, ZIP_TRUNCATE, &error);
    zip_file_add(archive, "zeros", zip_source_buffer(archive, zeros.data(), size, 0), 0);
    zip_close(archive);
    zip_stat_t stat;
    zip_source_stat(target, &stat);
    std::string bytes(stat.size, '\0');
    zip_source_open(target);
    zip_source_read(target, bytes.data(), bytes.size());
    zip_source_close(target);
    zip_source_free(target);
    return bytes;
}

} // namespace

class TestZipArchive : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void roundTrip();
    void refusesTwoOfOneName();
    void refusesABomb();
    void findsEveryTruncation();
    void findsDamage();
    void refusesWhatIsNoZip_data();
    void refusesWhatIsNoZip();
};

void TestZipArchive::roundTrip()
{
    QVERIFY(rc::check("what is packed is unpacked", [](const std::vector<std::string>& contents) {
        RC_PRE(!contents.empty()); // a zip without parts is none
        ZipEntries entries;
        for (std::size_t i = 0; i < contents.size(); ++i)
            entries["folder/part " + std::to_string(i)] = contents[i];
        const auto packed = packZip(entries, "net.pt");
        RC_ASSERT(packed.has_value());
        const auto unpacked = unpackZip(*packed, "net.pt");
        RC_ASSERT(unpacked.has_value());
        RC_ASSERT(*unpacked == entries);
    }));
}

void TestZipArchive::refusesTwoOfOneName()
{
    const std::string bytes = packZip({{"part a", "1"}, {"part b", "2"}}, "net.pt").value();
    QVERIFY(!whyOf(replaced(bytes, "part b", "part a")).empty()); // libzip's own words
    // Some readers do not tell capitals from small letters.
    const std::string why = whyOf(replaced(bytes, "part b", "PART A"));
    QVERIFY2(why == "it has two parts named PART A", why.c_str());
}

void TestZipArchive::refusesABomb()
{
    const std::string bytes = bomb(std::size_t{80} << 20);
    QVERIFY(bytes.size() < std::size_t{1} << 20);
    QCOMPARE(whyOf(bytes), "it would unpack to far more than its size");
    QVERIFY(unpackZip(bomb(std::size_t{1} << 20), "net.pt").has_value());
}

void TestZipArchive::findsEveryTruncation()
{
    const std::string bytes =
        packZip({{"one", std::string(40, '1')}, {"two", "2"}}, "net.pt").value();
    for (std::size_t length = 0; length < bytes.size(); ++length)
        QVERIFY2(!whyOf(bytes.substr(0, length)).empty(), std::to_string(length).c_str());
    QVERIFY(whyOf(bytes).empty());
}

void TestZipArchive::findsDamage()
{
    const std::string bytes = packZip({{"one", "the weights"}, {"two", "2"}}, "net.pt").value();
    QCOMPARE(whyOf(replaced(bytes, "weights", "weighed")), "its part one is damaged");
}

void TestZipArchive::refusesWhatIsNoZip_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("text") << QByteArray("I am a network");
    QTest::newRow("zeros") << QByteArray(100'000, '\0');
    QTest::newRow("only a beginning") << QByteArray("PK\x03\x04", 4);
}

void TestZipArchive::refusesWhatIsNoZip()
{
    QFETCH(QByteArray, bytes);
    const auto entries = unpackZip(bytes.toStdString(), "net.pt");
    QVERIFY(!entries.has_value());
    QCOMPARE(entries.error().what, "net.pt");
    QVERIFY(!entries.error().why.empty());
}

QTEST_GUILESS_MAIN(TestZipArchive)
#include "tst_ziparchive.moc"
