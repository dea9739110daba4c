// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runfile/GenomeKeeping.h"

#include <QtTest>
#include <algorithm>
#include <nlohmann/json.hpp>

using namespace pareidolia;

namespace {

class SizedGenome : public Genome
{
public:
    explicit SizedGenome(std::size_t bytes) : m_bytes(bytes) {}
    nlohmann::ordered_json toJson() const override { return {}; }
    std::size_t bytes() const override { return m_bytes; }

private:
    std::size_t m_bytes;
};

GenomePointer genome(std::size_t bytes)
{
    return std::make_shared<const SizedGenome>(bytes);
}

constexpr std::size_t large = 8u << 20;

std::vector<std::uint32_t> idsOf(const std::vector<std::pair<IndividualId, GenomePointer>>& due)
{
    std::vector<std::uint32_t> ids;
    for (const auto& [id, pointer] : due)
        ids.push_back(id.generation);
    return ids;
}

void storeAll(GenomeKeeping& keeping, bool all)
{
    for (const auto& [id, pointer] : keeping.due(all))
        keeping.store(id, pointer->bytes());
}

} // namespace

class TestGenomeKeeping : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void smallOnesAllStay();
    void ofLargeOnesTheChampions();
    void milestonesStay();
    void manyLargeOnesWait();
    void whatCannotBeRemadeDoesNotWait();
    void overBudgetTheOldestGo();
};

void TestGenomeKeeping::smallOnesAllStay()
{
    GenomeKeeping keeping(true);
    for (std::uint32_t i = 0; i < 5; ++i)
        keeping.note(0, {i, 0}, i * 0.001, genome(1000));
    QCOMPARE(idsOf(keeping.due(false)), (std::vector<std::uint32_t>{0, 1, 2, 3, 4}));
    storeAll(keeping, false);
    QVERIFY(keeping.due(true).empty());
    QVERIFY(keeping.takeSurplus().empty());
}

void TestGenomeKeeping::ofLargeOnesTheChampions()
{
    GenomeKeeping keeping(true);
    keeping.note(0, {0, 0}, -3, genome(large));
    keeping.note(0, {1, 0}, -2, genome(large));
    keeping.note(1, {1, 0}, -2, genome(large));
    keeping.note(0, {2, 0}, -1, genome(large)); // the one before still holds class 1
    QCOMPARE(idsOf(keeping.due(false)), (std::vector<std::uint32_t>{1, 2}));
}

void TestGenomeKeeping::milestonesStay()
{
    GenomeKeeping keeping(true);
    keeping.note(0, {0, 0}, -1, genome(large));
    keeping.note(0, {1, 0}, 0.1, genome(large)); // over .5
    keeping.note(0, {2, 0}, 0.2, genome(large));
    keeping.note(0, {3, 0}, 3, genome(large)); // over .9
    QCOMPARE(idsOf(keeping.due(false)), (std::vector<std::uint32_t>{1, 3}));
}

void TestGenomeKeeping::manyLargeOnesWait()
{
    GenomeKeeping keeping(true);
    for (std::uint32_t i = 0; i < 10; ++i)
        keeping.note(i, {i, 0}, -1, genome(large));
    QCOMPARE(keeping.due(false).size(), GenomeKeeping::mostAtOnce / large);
    QCOMPARE(keeping.due(true).size(), std::size_t{10});
    storeAll(keeping, false);
    storeAll(keeping, false);
    QCOMPARE(idsOf(keeping.due(false)), (std::vector<std::uint32_t>{8, 9}));
}

void TestGenomeKeeping::whatCannotBeRemadeDoesNotWait()
{
    GenomeKeeping keeping(false);
    for (std::uint32_t i = 0; i < 10; ++i)
        keeping.note(i, {i, 0}, -1, genome(large));
    QCOMPARE(keeping.due(false).size(), std::size_t{10});
}

void TestGenomeKeeping::overBudgetTheOldestGo()
{
    GenomeKeeping keeping(true);
    constexpr std::uint32_t count = GenomeKeeping::budget / large + 20;
    keeping.note(1, {0, 1}, 0.1, genome(large)); // a milestone, overtaken soon
    storeAll(keeping, true);
    keeping.note(1, {0, 2}, 0.2, genome(large));
    for (std::uint32_t i = 1; i < count; ++i) {
        keeping.note(0, {i, 0}, -1 + i * 1e-6, genome(large));
        storeAll(keeping, true);
    }
    const auto surplus = keeping.takeSurplus();
    QCOMPARE(surplus.size(), std::size_t{21});
    QCOMPARE(surplus.front(), (IndividualId{1, 0}));
    QVERIFY(std::ranges::is_sorted(surplus));
    QVERIFY(keeping.takeSurplus().empty());
}

QTEST_GUILESS_MAIN(TestGenomeKeeping)
#include "tst_genomekeeping.moc"
