// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Escaped.h"

#include "core/base/Error.h"

#include <QTest>
#include <rapidcheck.h>

using namespace pareidolia;

class TestEscaped : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void escapes_data();
    void escapes();
    void findsWhereUtf8Ends();
    void nothingHiddenIsLeft();
    void sentencesAreOneLine();
};

void TestEscaped::escapes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("shown");
    QTest::newRow("plain") << QByteArray("Möwe, 鳥 😀") << QByteArray("Möwe, 鳥 😀");
    QTest::newRow("line break") << QByteArray("a\nb\r\tc") << QByteArray("a\\nb\\r\\tc");
    QTest::newRow("colours of a terminal")
        << QByteArray("\x1b[31mred") << QByteArray("\\x1b[31mred");
    QTest::newRow("delete") << QByteArray("a\x7f") << QByteArray("a\\u007f");
    QTest::newRow("C1") << QByteArray("a\xc2\x9b") << QByteArray("a\\u009b");
    QTest::newRow("right to left")
        << QByteArray("a\xe2\x80\xaegpj.exe") << QByteArray("a\\u202egpj.exe");
    QTest::newRow("Latin-1") << QByteArray("caf\xe9") << QByteArray("caf\\xe9");
    QTest::newRow("surrogate") << QByteArray("\xed\xa0\x80") << QByteArray("\\xed\\xa0\\x80");
    QTest::newRow("overlong") << QByteArray("\xc0\x80\xe0\x80\x80")
                              << QByteArray("\\xc0\\x80\\xe0\\x80\\x80");
    QTest::newRow("cut off") << QByteArray("\xf0\x9f\x98") << QByteArray("\\xf0\\x9f\\x98");
    QTest::newRow("zero") << QByteArray("a\0b", 3) << QByteArray("a\\x00b");
}

void TestEscaped::escapes()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, shown);
    QCOMPARE(QByteArray::fromStdString(escaped(text.toStdString())), shown);
}

void TestEscaped::findsWhereUtf8Ends()
{
    QCOMPARE(validUtf8("Möwe"), std::size_t{5});
    QCOMPARE(validUtf8("M\xf6we"), std::size_t{1});
    QCOMPARE(validUtf8(""), std::size_t{0});
    QCOMPARE(validUtf8("a\xe2\x80"), std::size_t{1});
    QCOMPARE(validUtf8("\xf4\x90\x80\x80"), std::size_t{0}); // beyond Unicode
}

void TestEscaped::nothingHiddenIsLeft()
{
    const bool held = rc::check("what is shown is UTF-8 on one line, and stays as it is", [] {
        const std::string shown = escaped(*rc::gen::arbitrary<std::string>());
        RC_ASSERT(validUtf8(shown) == shown.size());
        for (const char one : shown)
            RC_ASSERT(static_cast<unsigned char>(one) >= 0x20 && one != 0x7f);
        RC_ASSERT(escaped(shown) == shown);
    });
    QVERIFY(held);
}

void TestEscaped::sentencesAreOneLine()
{
    const Error plain{"a\nb.png", "it broke\nin two", "mend it"};
    QCOMPARE(plain.sentence(), std::string("a\\nb.png: it broke in two; mend it"));
    const Error code{"a.pt", "it is a checkpoint", "export it in Python:\nimport torch\nprint(1)"};
    QCOMPARE(code.sentence(), std::string("a.pt: it is a checkpoint; export it in Python: import "
                                          "torch; print(1)"));
    QCOMPARE((Error{"a", "b", ""}.sentence()), std::string("a: b"));
}

QTEST_APPLESS_MAIN(TestEscaped)
#include "tst_escaped.moc"
