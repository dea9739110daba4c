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
    void readsTheLayoutsThatPeopleHave_data();
    void readsTheLayoutsThatPeopleHave();
    void readsUtf16();
    void leavesTheBackgroundOut();
    void tellsHowItWasRead();
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

void TestLabelFile::readsTheLayoutsThatPeopleHave_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("layout");
    QTest::newRow("lines") << QByteArray("zero\none\ntwo\n") << "one label a line";
    QTest::newRow("numbered") << QByteArray("0 zero\n1 one\n2 two\n") << "numbered lines";
    QTest::newRow("numbered from one, unsorted")
        << QByteArray("3: two\n1: zero\n2: one\n") << "numbered lines";
    QTest::newRow("synsets") << QByteArray("n00000001 zero, nought\nn00000002 one\nn00000003 two\n")
                             << "synsets and names";
    QTest::newRow("list") << QByteArray(R"(["zero", "one", "two"])") << "a list in JSON";
    QTest::newRow("numbers to labels")
        << QByteArray(R"({"1": "one", "0": "zero", "2": "two"})") << "numbers and labels in JSON";
    QTest::newRow("labels to numbers")
        << QByteArray(R"({"one": 1, "zero": 0, "two": 2})") << "numbers and labels in JSON";
    QTest::newRow("Keras")
        << QByteArray(R"({"0": ["n1", "zero"], "1": ["n2", "one"], "2": ["n3", "two"]})")
        << "Keras' class index";
    QTest::newRow("transformers")
        << QByteArray(R"({"architectures": ["x"], "id2label": {"0": "zero", "1": "one", "2": "two"},
                         "label2id": {}})")
        << "numbers and labels in JSON";
    QTest::newRow("Python") << QByteArray("{0: 'zero',\n 1: \"one\",\n 2: 'two',}")
                            << "a dictionary of Python";
    QTest::newRow("Python's list") << QByteArray("['zero', \"one\", 'two']") << "a list of Python";
    QTest::newRow("table") << QByteArray("ClassId,SignName\n2,two\n0,zero\n1,\"one\"\n")
                           << "a table with the column \"SignName\"";
    QTest::newRow("table with tabs") << QByteArray("name\tgroup\nzero\ta\none\tb\ntwo\tc\n")
                                     << "a table with the column \"name\"";
    QTest::newRow("with a mark") << QByteArray("\xEF\xBB\xBF[\"zero\", \"one\", \"two\"]")
                                 << "a list in JSON";
}

void TestLabelFile::readsTheLayoutsThatPeopleHave()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, layout);
    const auto names = readClassNames(write("a.labels", text.toStdString()), 3);
    QVERIFY2(names, names ? "" : names.error().sentence().c_str());
    QCOMPARE(names->labels, (std::vector<std::string>{"zero", "one", "two"}));
    QVERIFY2(QString::fromStdString(names->remark).contains(layout), names->remark.c_str());
}

void TestLabelFile::readsUtf16()
{
    const QString text = QStringLiteral("Möwe\r\n鳥\r\n😀\r\n");
    for (const bool bigEndian : {false, true}) {
        QByteArray bytes = bigEndian ? "\xfe\xff" : "\xff\xfe";
        for (const QChar unit : text) {
            const char high = static_cast<char>(unit.unicode() >> 8);
            const char low = static_cast<char>(unit.unicode() & 0xff);
            bytes += bigEndian ? high : low;
            bytes += bigEndian ? low : high;
        }
        const auto names = readClassNames(write("w.txt", bytes.toStdString()), 3);
        QVERIFY2(names, names ? "" : names.error().sentence().c_str());
        QCOMPARE(names->labels, (std::vector<std::string>{"Möwe", "鳥", "😀"}));
        QVERIFY(!readClassNames(write("w.txt", bytes.chopped(1).toStdString()), 3));
    }
}

void TestLabelFile::leavesTheBackgroundOut()
{
    const std::string file = write("b.txt", "background\ncat\ndog\n");
    const auto names = readClassNames(file, 2);
    QVERIFY2(names, names ? "" : names.error().sentence().c_str());
    QCOMPARE(names->labels, (std::vector<std::string>{"cat", "dog"}));
    QVERIFY2(names->remark.find("“background”, was left out") != std::string::npos,
             names->remark.c_str());
    QCOMPARE(readClassNames(file, 3)->labels.front(), std::string("background"));
    QVERIFY(!readClassNames(write("b.txt", "cat\ndog\ncow\n"), 2));
}

void TestLabelFile::tellsHowItWasRead()
{
    const auto names = readClassNames(write("n.txt", "0 cat\n1 \x1b[31mdog\n"), 2);
    QVERIFY(names);
    QCOMPARE(names->remark, std::string("n.txt was read as numbered lines: 2 labels, from “cat” to "
                                        "“\\x1b[31mdog”."));
    QVERIFY(readClassNames("digits", 10)->remark.empty());
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
    QTest::newRow("Latin-1") << QByteArray("Kr\xE4he\nM\xF6we\ncaf\xE9\n") << "line 1 is not UTF-8";
    QTest::newRow("GBK") << QByteArray("a\nb\n\xC4\xF1\n") << "line 3 is not UTF-8";
    QTest::newRow("other JSON") << QByteArray("{\"a\": {\"b\": [1.5]}}") << "not one of labels";
    QTest::newRow("numbers with gaps")
        << QByteArray("{0: 'a', 1: 'b', 3: 'c'}") << "not one of labels";
    QTest::newRow("a short line of a table")
        << QByteArray("id,name\n0,a\n1\n2,c\n") << "line 3 has 1 columns";
    QTest::newRow("a picture") << QByteArray("\x89PNG\r\n\x1a\n") << "it is a PNG picture";
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
