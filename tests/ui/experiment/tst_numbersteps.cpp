// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/experiment/NumberSteps.h"

#include <QTest>

using namespace pareidolia;

class TestNumberSteps : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void steps_data();
    void steps();
    void upAndDownMeet();
};

void TestNumberSteps::steps_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("from");
    QTest::addColumn<int>("steps");
    QTest::addColumn<QString>("to");
    const auto add = [](const char* key, const char* from, int steps, const char* to) {
        QTest::addRow("%s %s %d", key, from, steps) << key << from << steps << to;
    };
    add("children", "200", 1, "201");
    add("children", "200", -10, "190");
    add("children", "3", -10, "1");
    add("children", "100000", 1, "100000");
    add("children", "many", 1, "many");
    add("seed", "18446744073709551615", 1, "18446744073709551615");
    add("seed", "18446744073709551615", -1, "18446744073709551614");
    add("seed", "0", -1, "0");
    add("generations", "", 1, "100");
    add("generations", "", -1, "");
    add("mutation_rate", "0.1", 1, "0.2");
    add("mutation_rate", "0.2", 1, "0.5");
    add("mutation_rate", "0.3", 1, "0.5");
    add("mutation_rate", "0.3", -1, "0.2");
    add("mutation_rate", "0.1", -1, "0.05");
    add("mutation_rate", "0", 1, "0.0001");
    add("mutation_rate", "0.0001", -1, "0");
    add("mutation_rate", "0", -1, "0");
    add("mutation_rate", "1", 1, "1");
    add("mutation_eta", "15", 1, "20");
    add("mutation_eta", "1000", 1, "1000");
    add("until_min", "", 1, "0.9");
    add("until_min", "0.5", 1, "0.9");
    add("until_min", "0.9", 1, "0.99");
    add("until_min", "0.999", 1, "0.9999");
    add("until_min", "0.9999", -2, "0.99");
    add("until_min", "1", -1, "0.999");
    add("seconds", "", 1, "60");
    add("seconds", "60", 1, "100");
    add("gradient_max_rate", "1e12", -1, "5e+11");
    add("gradient_stop_at", "0.9999", 1, "0.99999");
}

void TestNumberSteps::steps()
{
    QFETCH(QString, key);
    QFETCH(QString, from);
    QFETCH(int, steps);
    QFETCH(QString, to);
    QCOMPARE(stepped(**findParameter(key.toStdString()), from, steps), to);
}

void TestNumberSteps::upAndDownMeet()
{
    const Parameter& rate = **findParameter("mutation_rate");
    QString value = "0";
    QStringList seen;
    for (int i = 0; i < 30; ++i) {
        const QString next = stepped(rate, value, 1);
        if (next != value && next != "0.9" && value.toDouble() < 0.5)
            QCOMPARE(stepped(rate, next, -1), value);
        seen.append(value = next);
    }
    QVERIFY(seen.contains("0.05"));
    QCOMPARE(value, QStringLiteral("1"));
}

QTEST_GUILESS_MAIN(TestNumberSteps)
#include "tst_numbersteps.moc"
