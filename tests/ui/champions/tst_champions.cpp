// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/champions/ChampionFilter.h"
#include "ui/champions/ChampionModel.h"

#include "tests/support/FakeRun.h"

#include <QAbstractItemModelTester>
#include <QImage>
#include <QSignalSpy>
#include <QTest>

using namespace pareidolia;

class TestChampions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void followsTheRun();
    void followersStayWholeWhileNewsArrive();
    void searchesForSomeClassesOnly();
    void filters_data();
    void filters();
    void groups();
    void hiddenClassesStayAway();
    void orders();
    void aFollowerShowsTheSame();
    void showsAnotherRunInstead();

private:
    /// A run of so many generations that is over.
    RunSession* finished(std::uint32_t generations, const std::string& classes = {});
    QStringList labelsOf(const QAbstractItemModel& model) const;

    std::shared_ptr<FakeClassifier> m_network;
    std::shared_ptr<Engine> m_engine;
};

void TestChampions::init()
{
    qDeleteAll(findChildren<RunSession*>());
    m_network = std::make_shared<FakeClassifier>(5);
    m_network->mutableInfo().labels = {"zero", "one", "two", "three", "Seven"};
    m_engine = std::make_shared<Engine>(2);
}

RunSession* TestChampions::finished(std::uint32_t generations, const std::string& classes)
{
    RunSpec spec = smallSpec();
    spec.classes = classes;
    spec.limits.generations = generations;
    auto* session = new RunSession(m_engine, makeRun(spec, m_network), m_network, this);
    session->start();
    [&] { QTRY_COMPARE(session->state(), RunState::Finished); }();
    return session;
}

QStringList TestChampions::labelsOf(const QAbstractItemModel& model) const
{
    QStringList labels;
    for (int row = 0; row < model.rowCount(); ++row)
        labels.append(model.index(row, 0).data().toString());
    return labels;
}

void TestChampions::followsTheRun()
{
    auto* session = new RunSession(m_engine, makeRun(smallSpec(), m_network), m_network, this);
    ChampionModel model(session);
    ChampionFilter filter;
    filter.setSourceModel(&model);
    const QAbstractItemModelTester modelTester(
        &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const QAbstractItemModelTester filterTester(
        &filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 5);
    QVERIFY(model.index(0).data(ChampionModel::PictureRole).value<QImage>().isNull());
    QVERIFY(model.index(0).data(ChampionModel::SpokenRole).toString().isEmpty());
    QSignalSpy fell(&model, &ChampionModel::championsFell);
    for (int i = 0; i < 10; ++i) {
        session->step();
        QTRY_VERIFY(session->news().latest &&
                    session->news().latest->generation == static_cast<std::uint32_t>(i));
        filter.setOrder(i % 2 ? ChampionFilter::Order::ByConfidence
                              : ChampionFilter::Order::ByLatestChange);
        filter.setWanted({.text = i % 3 ? ">0.5" : ""});
    }
    QVERIFY(!fell.isEmpty());
    QCOMPARE(model.index(4).data().toString(), QStringLiteral("Seven"));
    QCOMPARE(model.index(0).data(ChampionModel::PictureRole).value<QImage>().size(), QSize(6, 5));
    QVERIFY(model.index(0).data(Qt::ToolTipRole).toString().contains("class 0"));
    QVERIFY(model.index(0).data(ChampionModel::ChangeRole).toULongLong() > 0);
}

void TestChampions::followersStayWholeWhileNewsArrive()
{
    const auto mode = QAbstractItemModelTester::FailureReportingMode::QtTest;
    auto* a = new RunSession(m_engine, makeRun(smallSpec(), m_network), m_network, this);
    auto* b = new RunSession(m_engine, makeRun(smallSpec(), m_network), m_network, this);
    ChampionModel modelA(a), modelB(b);
    ChampionFilter leader, follower;
    leader.setSourceModel(&modelA);
    follower.setSourceModel(&modelB);
    follower.follow(&leader);
    const QAbstractItemModelTester leaderTester(&leader, mode), followerTester(&follower, mode);
    a->start();
    b->start();
    for (int i = 0; i < 6; ++i) {
        const auto generation = b->news().latest ? b->news().latest->generation : 0;
        QTRY_VERIFY(b->news().latest && b->news().latest->generation > generation);
        leader.setOrder(i % 2 ? ChampionFilter::Order::ByConfidence
                              : ChampionFilter::Order::ByLatestChange);
        leader.setWanted({.text = i % 3 ? ">0.3" : ""});
        leader.refresh();
        follower.showInstead(i % 2 ? &modelA : nullptr);
        QCOMPARE(follower.rowCount(), leader.rowCount());
    }
}

void TestChampions::searchesForSomeClassesOnly()
{
    RunSession* session = finished(1, "1,3");
    ChampionModel model(session);
    QCOMPARE(labelsOf(model), QStringList({"one", "three"}));
    QCOMPARE(model.rowOf(3), 1);
    QCOMPARE(model.rowOf(2), -1);
    QCOMPARE(model.classOf(1), 3u);
}

void TestChampions::filters_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("shown");
    QTest::newRow("nothing") << QString() << QStringList({"zero", "one", "two", "three", "Seven"});
    QTest::newRow("word") << "seven" << QStringList({"Seven"});
    QTest::newRow("part") << "e" << QStringList({"zero", "one", "three", "Seven"});
    QTest::newRow("number") << "2" << QStringList({"two"});
    QTest::newRow("two words") << "e thr" << QStringList({"three"});
    QTest::newRow("above all") << ">1.5" << QStringList();
    QTest::newRow("percent") << "> 0%" << QStringList({"zero", "one", "two", "three", "Seven"});
    QTest::newRow("below") << "<150% two" << QStringList({"two"});
    QTest::newRow("no number") << ">x" << QStringList();
}

void TestChampions::filters()
{
    QFETCH(QString, text);
    QFETCH(QStringList, shown);
    ChampionModel model(finished(3));
    ChampionFilter filter;
    filter.setSourceModel(&model);
    filter.setWanted({.text = text});
    QCOMPARE(labelsOf(filter), shown);
}

void TestChampions::groups()
{
    m_network->mutableInfo().groups = {{.name = "odd", .classes = {1, 3}},
                                       {.name = "first few", .classes = {0, 1}}};
    ChampionModel model(finished(3));
    QCOMPARE(model.sectionNames().size(), 3);
    QCOMPARE(model.index(1).data(ChampionModel::GroupsRole).toStringList(),
             QStringList({"odd", "first few"}));
    QCOMPARE(model.index(1).data(ChampionModel::SectionRole).toInt(), 0); // its first one
    QCOMPARE(model.index(4).data(ChampionModel::SectionRole).toInt(), 2); // that of all others
    ChampionFilter filter;
    filter.setSourceModel(&model);
    const QAbstractItemModelTester tester(&filter,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    filter.setOrder(ChampionFilter::Order::ByGroup);
    QCOMPARE(labelsOf(filter), QStringList({"one", "three", "zero", "two", "Seven"}));
    filter.setWanted({.groups = {"first few"}});
    QCOMPARE(labelsOf(filter), QStringList({"one", "zero"}));
    filter.setWanted({.groups = {"first few", "odd"}}); // in any of them
    QCOMPARE(labelsOf(filter), QStringList({"one", "three", "zero"}));
    filter.setWanted({.text = "group:OD o"});
    QCOMPARE(labelsOf(filter), QStringList({"one"}));
    filter.setWanted({.text = "First Few "});
    QCOMPARE(labelsOf(filter), QStringList({"one", "zero"}));
    filter.setWanted({.text = "first"});
    QCOMPARE(labelsOf(filter), QStringList());
}

void TestChampions::hiddenClassesStayAway()
{
    ChampionModel model(finished(3));
    ChampionFilter filter;
    filter.setSourceModel(&model);
    const QAbstractItemModelTester tester(&filter,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    filter.setWanted({.hidden = {0, 4}});
    QCOMPARE(labelsOf(filter), QStringList({"one", "two", "three"}));
    filter.setWanted({.text = "e", .hidden = {0, 4}}); // both must be met
    QCOMPARE(labelsOf(filter), QStringList({"one", "three"}));
    filter.setWanted({});
    QCOMPARE(filter.rowCount(), 5);
}

void TestChampions::orders()
{
    ChampionModel model(finished(6));
    ChampionFilter filter;
    filter.setSourceModel(&model);
    filter.setOrder(ChampionFilter::Order::ByLabel);
    QCOMPARE(labelsOf(filter), QStringList({"one", "Seven", "three", "two", "zero"}));
    filter.setOrder(ChampionFilter::Order::ByConfidence);
    for (int row = 1; row < filter.rowCount(); ++row)
        QVERIFY(filter.index(row - 1, 0).data(ChampionModel::LogOddsRole).toDouble() >=
                filter.index(row, 0).data(ChampionModel::LogOddsRole).toDouble());
    filter.setOrder(ChampionFilter::Order::ByClass);
    QCOMPARE(labelsOf(filter), QStringList({"zero", "one", "two", "three", "Seven"}));
}

void TestChampions::aFollowerShowsTheSame()
{
    ChampionModel a(finished(3)), b(finished(9));
    ChampionFilter leader, follower;
    leader.setSourceModel(&a);
    follower.setSourceModel(&b);
    follower.follow(&leader);
    leader.setOrder(ChampionFilter::Order::ByConfidence);
    QCOMPARE(labelsOf(follower), labelsOf(leader));
    leader.setWanted({.text = "e"});
    QCOMPARE(labelsOf(follower), labelsOf(leader));
    QCOMPARE(follower.rowCount(), 4);
    leader.setWanted({});
    leader.setOrder(ChampionFilter::Order::ByLabel);
    QCOMPARE(labelsOf(follower), labelsOf(leader));
}

void TestChampions::showsAnotherRunInstead()
{
    ChampionModel a(finished(0)), b(finished(9));
    ChampionFilter filter;
    filter.setSourceModel(&a);
    filter.setOrder(ChampionFilter::Order::ByLabel);
    const auto logOdds = [&] {
        return filter.index(0, 0).data(ChampionModel::LogOddsRole).toDouble();
    };
    const double own = logOdds();
    filter.showInstead(&b);
    QCOMPARE(logOdds(), b.index(1).data(ChampionModel::LogOddsRole).toDouble());
    QVERIFY(logOdds() != own);
    filter.showInstead(nullptr);
    QCOMPARE(logOdds(), own);
}

QTEST_GUILESS_MAIN(TestChampions)
#include "tst_champions.moc"
