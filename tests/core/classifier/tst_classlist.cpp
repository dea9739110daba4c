// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classifier/ClassList.h"

#include <QTest>

using namespace pareidolia;
using Classes = std::vector<std::size_t>;

class TestClassList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
    void namesTheNearestLabel();
    void knowsGroups();

private:
    const std::vector<std::string> m_labels{"zero",        "one", "two", "Ankle boot",
                                            "T-shirt/top", "7",   "six"};
};

void TestClassList::reads_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QList<int>>("classes");
    QTest::newRow("nothing is everything") << "" << QList<int>{0, 1, 2, 3, 4, 5, 6};
    QTest::newRow("numbers") << "2,0" << QList<int>{0, 2};
    QTest::newRow("ranges") << "0,2-4" << QList<int>{0, 2, 3, 4};
    QTest::newRow("overlap") << "1-3,2" << QList<int>{1, 2, 3};
    QTest::newRow("labels") << "two,zero" << QList<int>{0, 2};
    QTest::newRow("blanks and case") << " ZERO , ankle boot " << QList<int>{0, 3};
    QTest::newRow("a label with a dash") << "T-shirt/top" << QList<int>{4};
    QTest::newRow("a label before a number") << "7" << QList<int>{5};
    QTest::newRow("a mix") << "six,0-1" << QList<int>{0, 1, 6};
}

void TestClassList::reads()
{
    QFETCH(QString, text);
    QFETCH(QList<int>, classes);
    const auto seen = parseClasses(text.toStdString(), m_labels);
    QVERIFY(seen.has_value());
    QCOMPARE(*seen, Classes(classes.begin(), classes.end()));
}

void TestClassList::refuses_data()
{
    QTest::addColumn<QString>("text");
    for (const char* text : {"99", "3-1", "0-99", "zer", "-1", "1,,2", ",", "1-", "0x1", "1.5",
                             "18446744073709551616"})
        QTest::newRow(text) << text;
}

void TestClassList::refuses()
{
    QFETCH(QString, text);
    const auto seen = parseClasses(text.toStdString(), m_labels);
    QVERIFY(!seen.has_value());
    QCOMPARE(seen.error().kind, Error::Kind::Usage);
}

void TestClassList::namesTheNearestLabel()
{
    const auto seen = parseClasses("ankleboot", m_labels);
    QVERIFY(!seen.has_value());
    QVERIFY(seen.error().sentence().find("Ankle boot") != std::string::npos);
}

void TestClassList::knowsGroups()
{
    const std::vector<ClassGroup> groups{{"even", {0, 2, 4}}, {"six", {1}}};
    const auto seen = parseClasses("Even, 5", m_labels, groups);
    QVERIFY(seen.has_value());
    QCOMPARE(*seen, (Classes{0, 2, 4, 5}));
    QCOMPARE(*parseClasses("six", m_labels, groups), Classes{6}); // a label wins
    const auto nearest = parseClasses("evem", m_labels, groups);
    QVERIFY(!nearest.has_value());
    QVERIFY(nearest.error().sentence().find("\"even\"") != std::string::npos);
}

QTEST_GUILESS_MAIN(TestClassList)
#include "tst_classlist.moc"
