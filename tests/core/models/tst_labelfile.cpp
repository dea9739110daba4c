// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/LabelFile.h"

#include "core/base/Files.h"

#include <QDir>
#include <QTemporaryDir>
#include <QtTest>

using namespace pareidolia;

class TestLabelFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsOneALine();
    void readsSynsets();
    void knowsDigits();
    void numbersWhereNobodyNames();
    void readsTheTableOfImagenet();
    void refuses_data();
    void refuses();

private:
    std::string write(const QString& name, const std::string& text) const
    {
        const std::string path = m_folder.filePath(name).toStdString();
        if (!writeFile(path, text))
            qFatal("the disk is full");
        return path;
    }

    QTemporaryDir m_folder;
};

void TestLabelFile::readsOneALine()
{
    const auto names =
        readClassNames(write("a.txt", "\xEF\xBB\xBF"
                                      "cat\r\n great white shark, Jaws \nno1 dog\n\n"),
                       3);
    QVERIFY2(names, names ? "" : names.error().sentence().c_str());
    QCOMPARE(names->labels,
             (std::vector<std::string>{"cat", "great white shark, Jaws", "no1 dog"}));
    QVERIFY(names->groups.empty());
}

void TestLabelFile::readsSynsets()
{
    const auto names = readClassNames(
        write("s.txt", "n01440764 tench, Tinca tinca\nn01443537 goldfish, Carassius auratus\n"), 2);
    QVERIFY(names);
    QCOMPARE(names->labels, (std::vector<std::string>{"tench", "goldfish"}));
}

void TestLabelFile::knowsDigits()
{
    const auto names = readClassNames("digits", 10);
    QVERIFY(names);
    QCOMPARE(names->labels[7], std::string("seven"));
}

void TestLabelFile::numbersWhereNobodyNames()
{
    const auto names = readClassNames("", 3);
    QVERIFY(names);
    QCOMPARE(names->labels, (std::vector<std::string>{"0", "1", "2"}));
}

void TestLabelFile::readsTheTableOfImagenet()
{
    QDir(m_folder.path()).mkdir("labels");
    write("labels/imagenet.tsv", "index\twnid\tname\tgroup\n0\tn01\ttench\tfish\n"
                                 "1\tn02\tcollie\tdogs\n2\tn03\tgoldfish\tfish\n");
    qputenv("PAREIDOLIA_RESOURCES", m_folder.path().toUtf8());
    const auto table = readClassNames("imagenet", 3);
    QVERIFY2(table, table ? "" : table.error().sentence().c_str());
    QCOMPARE(table->labels, (std::vector<std::string>{"tench", "collie", "goldfish"}));
    QCOMPARE(table->groups, (std::vector<ClassGroup>{{"fish", {0, 2}}, {"dogs", {1}}}));

    write("labels/imagenet-groups.json", R"({"pets": [2, 1]})");
    const auto more = readClassNames("imagenet", 3);
    QVERIFY(more);
    QCOMPARE(more->groups.back(), (ClassGroup{"pets", {1, 2}}));

    write("labels/imagenet-groups.json", R"({"pets": [3]})");
    QVERIFY(!readClassNames("imagenet", 3));
    write("labels/imagenet.tsv", "index\twnid\n0\tn01\n");
    QVERIFY(!readClassNames("imagenet", 3));
    qunsetenv("PAREIDOLIA_RESOURCES");
}

void TestLabelFile::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("naming");
    QTest::newRow("too few") << QByteArray("a\nb\n") << "2 labels, but the network has 3 classes";
    QTest::newRow("too many") << QByteArray("a\nb\nc\nd") << "4 labels";
    QTest::newRow("nothing") << QByteArray() << "0 labels";
    QTest::newRow("a gap") << QByteArray("a\n\nc") << "line 2 is empty";
    QTest::newRow("bytes") << QByteArray("a\n\0\nc", 5) << "line 2 is not a label";
    QTest::newRow("an essay") << QByteArray(1000, 'a') << "line 1 is not a label";
}

void TestLabelFile::refuses()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, naming);
    const auto names = readClassNames(write("bad.txt", text.toStdString()), 3);
    QVERIFY(!names);
    QCOMPARE(names.error().kind, Error::Kind::Usage);
    QVERIFY2(QString::fromStdString(names.error().sentence()).contains(naming),
             names.error().sentence().c_str());
}

QTEST_APPLESS_MAIN(TestLabelFile)
#include "tst_labelfile.moc"
