// SPDX-License-Identifier: GPL-3.0-or-later
// The committed tables of ImageNet's classes: whole, unmistakable, and where people look.
#include "core/base/Files.h"
#include "core/base/Text.h"
#include "core/classifier/ClassList.h"

#include <QtTest>
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

using namespace pareidolia;

namespace {

constexpr std::size_t classCount = 1000;
constexpr std::size_t indexColumn = 0, wnidColumn = 1, nameColumn = 2, groupColumn = 3;

const std::string folder = PAREIDOLIA_SOURCE "/resources/labels/";

std::vector<std::vector<std::string>> tableRows()
{
    std::vector<std::vector<std::string>> rows;
    for (const std::string& line : splitText(*readFile(folder + "imagenet.tsv"), '\n'))
        if (!line.empty())
            rows.push_back(splitText(line, '\t'));
    return rows;
}

std::vector<std::size_t> range(std::size_t first, std::size_t last)
{
    std::vector<std::size_t> classes;
    for (std::size_t c = first; c <= last; ++c)
        classes.push_back(c);
    return classes;
}

} // namespace

class TestImagenetLabels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyClassHasItsRow();
    void namesAreUnmistakable();
    void anchors_data();
    void anchors();
    void groupsPartTheClasses();
    void thePapersBand();
    void overlappingGroups();

private:
    std::vector<std::size_t> classesOf(const std::string& list) const
    {
        const auto classes = parseClasses(list, m_names, m_groups);
        return classes ? *classes : std::vector<std::size_t>();
    }

    std::vector<std::vector<std::string>> m_rows;
    std::vector<std::string> m_names;
    std::vector<ClassGroup> m_groups;
};

void TestImagenetLabels::initTestCase()
{
    m_rows = tableRows();
    QVERIFY(!m_rows.empty());
    QCOMPARE(m_rows.front(), (std::vector<std::string>{"index", "wnid", "name", "group"}));
    m_rows.erase(m_rows.begin());
    QCOMPARE(m_rows.size(), classCount);

    std::map<std::string, std::vector<std::size_t>> members;
    for (std::size_t c = 0; c < m_rows.size(); ++c) {
        QCOMPARE(m_rows[c].size(), std::size_t{4});
        m_names.push_back(m_rows[c][nameColumn]);
        members[m_rows[c][groupColumn]].push_back(c);
    }
    for (const auto& [name, classes] : members)
        m_groups.push_back({name, classes});
    const auto overlapping =
        nlohmann::ordered_json::parse(*readFile(folder + "imagenet-groups.json"));
    for (const auto& [name, classes] : overlapping.items())
        m_groups.push_back({name, classes.get<std::vector<std::size_t>>()});
}

void TestImagenetLabels::everyClassHasItsRow()
{
    std::string last;
    for (std::size_t c = 0; c < classCount; ++c) {
        QCOMPARE(m_rows[c][indexColumn], std::to_string(c));
        const std::string& wnid = m_rows[c][wnidColumn];
        QVERIFY2(wnid.size() == 9 && wnid.front() == 'n', wnid.c_str());
        QVERIFY2(last < wnid, wnid.c_str());
        last = wnid;
    }
}

void TestImagenetLabels::namesAreUnmistakable()
{
    // As a list of classes reads them: capitals do not count, and a comma would part a name.
    std::set<QString> taken;
    for (const ClassGroup& group : m_groups) {
        const QString name = QString::fromStdString(group.name).toLower();
        QVERIFY2(!name.contains(',') && !taken.contains(name), qPrintable(name));
        taken.insert(name);
    }
    for (std::size_t c = 0; c < classCount; ++c) {
        const QString name = QString::fromStdString(m_names[c]).toLower();
        QVERIFY2(!name.isEmpty() && !name.contains(',') && name == name.trimmed(),
                 qPrintable(name));
        QVERIFY2(!taken.contains(name), qPrintable(name));
        taken.insert(name);
        QCOMPARE(classesOf(m_names[c]), std::vector{c});
    }
}

void TestImagenetLabels::anchors_data()
{
    QTest::addColumn<int>("index");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("group");
    QTest::newRow("first") << 0 << QByteArray("tench") << QByteArray("fish");
    QTest::newRow("bird of two") << 134 << QByteArray("crane (bird)") << QByteArray("birds");
    QTest::newRow("dog") << 207 << QByteArray("golden retriever") << QByteArray("dogs");
    QTest::newRow("cat") << 281 << QByteArray("tabby") << QByteArray("cats");
    QTest::newRow("no house cat") << 291 << QByteArray("lion") << QByteArray("wild carnivores");
    QTest::newRow("machine of two")
        << 517 << QByteArray("crane (machine)") << QByteArray("tools and machines");
    QTest::newRow("music") << 889 << QByteArray("violin") << QByteArray("instruments");
    QTest::newRow("fruit") << 954 << QByteArray("banana") << QByteArray("food");
    QTest::newRow("last") << 999 << QByteArray("toilet tissue")
                          << QByteArray("furniture and household");
}

void TestImagenetLabels::anchors()
{
    QFETCH(int, index);
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, group);
    const auto& row = m_rows[static_cast<std::size_t>(index)];
    QCOMPARE(QByteArray::fromStdString(row[nameColumn]), name);
    QCOMPARE(QByteArray::fromStdString(row[groupColumn]), group);
}

void TestImagenetLabels::groupsPartTheClasses()
{
    std::map<std::string, std::size_t> sizes;
    for (const auto& row : m_rows)
        ++sizes[row[groupColumn]];
    QVERIFY(sizes.size() >= 15 && sizes.size() <= 30);
    QVERIFY(!sizes.contains(""));
    QVERIFY(sizes["other things"] <= 20);
    for (const auto& [name, size] : sizes)
        QVERIFY2(size <= 150, name.c_str());
}

void TestImagenetLabels::thePapersBand()
{
    QCOMPARE(classesOf("dogs"), range(151, 268));
    auto band = range(151, 268);
    for (const std::size_t cat : range(281, 285))
        band.push_back(cat);
    QCOMPARE(classesOf("dogs and cats"), band);
}

void TestImagenetLabels::overlappingGroups()
{
    QCOMPARE(classesOf("animals"), range(0, 397));
    const auto mammals = classesOf("mammals");
    QVERIFY(std::ranges::includes(mammals, classesOf("dogs,cats,primates,other mammals")));
    QVERIFY(!std::ranges::includes(mammals, classesOf("tench")));
    QVERIFY(std::ranges::includes(classesOf("insects and spiders"), classesOf("insects")));
}

QTEST_GUILESS_MAIN(TestImagenetLabels)
#include "tst_imagenetlabels.moc"
