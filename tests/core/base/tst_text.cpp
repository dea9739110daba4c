// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Text.h"

#include <QTest>
#include <bit>
#include <clocale>
#include <cmath>
#include <limits>
#include <rapidcheck.h>

using namespace pareidolia;

class TestText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsTheNearestWord_data();
    void findsTheNearestWord();
    void hasNoNearestWordAmongNone();
    void parsesUnsigned();
    void refusesWhatIsNoUnsigned_data();
    void refusesWhatIsNoUnsigned();
    void parsesReal();
    void refusesWhatIsNoReal_data();
    void refusesWhatIsNoReal();
    void writesRealsThatReadBack();
    void writesFloatsThatReadBack();
    void ignoresTheLocale();
    void splits();
    void trims();
    void writesBase64AsTheStandardDoes();
    void readsBackItsBase64();
    void refusesLooseBase64_data();
    void refusesLooseBase64();
};

void TestText::findsTheNearestWord_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("nearest");
    QTest::newRow("same") << "fashion-cppn"
                          << "fashion-cppn";
    QTest::newRow("swapped neighbours") << "mnist-dierct"
                                        << "mnist-direct";
    QTest::newRow("missing letter") << "mnist-gradent"
                                    << "mnist-gradient";
    QTest::newRow("additional letter") << "mnist-ccppn"
                                       << "mnist-cppn";
    QTest::newRow("other letter") << "fashiom-cppn"
                                  << "fashion-cppn";
    QTest::newRow("prefix") << "fashion"
                            << "fashion-cppn";
    QTest::newRow("a swap is one edit, not two") << "ba"
                                                 << "ab";
}

void TestText::findsTheNearestWord()
{
    QFETCH(QString, word);
    QFETCH(QString, nearest);
    const std::vector<std::string> candidates{
        "bcd", "ab", "mnist-direct", "mnist-cppn", "mnist-gradient", "fashion-cppn"};
    QCOMPARE(nearestWord(word.toStdString(), candidates), nearest.toStdString());
}

void TestText::hasNoNearestWordAmongNone()
{
    QCOMPARE(nearestWord("word", {}), std::string());
}

void TestText::parsesUnsigned()
{
    QCOMPARE(parseUnsigned("0"), std::optional<std::uint64_t>(0));
    QCOMPARE(parseUnsigned("007"), std::optional<std::uint64_t>(7));
    QCOMPARE(parseUnsigned("18446744073709551615"),
             std::optional(std::numeric_limits<std::uint64_t>::max()));
}

void TestText::refusesWhatIsNoUnsigned_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char* text : {"", "-1", "+1", " 1", "1 ", "1.0", "1e3", "0x10", "ten", "1,000",
                             "18446744073709551616", "99999999999999999999999"})
        QTest::newRow(*text ? text : "empty") << QByteArray(text);
}

void TestText::refusesWhatIsNoUnsigned()
{
    QFETCH(QByteArray, text);
    QVERIFY(!parseUnsigned(text.toStdString()));
}

void TestText::parsesReal()
{
    QCOMPARE(*parseReal("0.1"), 0.1);
    QCOMPARE(*parseReal("-2.5e-3"), -0.0025);
    QCOMPARE(*parseReal("15"), 15.0);
    QCOMPARE(*parseReal(".5"), 0.5);
}

void TestText::refusesWhatIsNoReal_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char* text : {"", "nan", "inf", "-inf", "1e999", "0,5", "1.0f", "1.0 ", " 1.0",
                             "0x1p3", "half", "1.2.3"})
        QTest::newRow(*text ? text : "empty") << QByteArray(text);
}

void TestText::refusesWhatIsNoReal()
{
    QFETCH(QByteArray, text);
    QVERIFY(!parseReal(text.toStdString()));
}

void TestText::writesRealsThatReadBack()
{
    QCOMPARE(formatReal(0.1), std::string("0.1"));
    QCOMPARE(formatReal(-1e300), std::string("-1e+300"));
    QVERIFY(rc::check("every finite double", [](std::uint64_t bits) {
        const auto value = std::bit_cast<double>(bits);
        RC_PRE(std::isfinite(value));
        const auto back = parseReal(formatReal(value));
        RC_ASSERT(back.has_value());
        RC_ASSERT(std::bit_cast<std::uint64_t>(*back) == bits);
    }));
}

void TestText::writesFloatsThatReadBack()
{
    QCOMPARE(formatFloat(0.5f), std::string("0.5"));
    QCOMPARE(formatFloat(0.1f), std::string("0.100000001"));
    QCOMPARE(formatReal(nineDigits(0.1f)), std::string("0.100000001"));
    QVERIFY(std::isnan(nineDigits(std::numeric_limits<float>::quiet_NaN())));
    QVERIFY(rc::check("every finite float", [](std::uint32_t bits) {
        const auto value = std::bit_cast<float>(bits);
        RC_PRE(std::isfinite(value));
        RC_ASSERT(static_cast<float>(nineDigits(value)) == value);
        RC_ASSERT(formatReal(nineDigits(value)).size() <= 15u); // -1.23456789e-38
    }));
}

void TestText::ignoresTheLocale()
{
    const std::string old = std::setlocale(LC_NUMERIC, nullptr);
    if (!std::setlocale(LC_NUMERIC, "de_DE.UTF-8"))
        QSKIP("no locale with a decimal comma is installed");
    QCOMPARE(formatReal(0.5), std::string("0.5"));
    QCOMPARE(formatFloat(0.5f), std::string("0.5"));
    QCOMPARE(parseReal("0.5").value_or(0), 0.5);
    std::setlocale(LC_NUMERIC, old.c_str());
}

void TestText::splits()
{
    using Parts = std::vector<std::string>;
    QCOMPARE(splitText("a,b,c", ','), (Parts{"a", "b", "c"}));
    QCOMPARE(splitText("abc", ','), Parts{"abc"});
    QCOMPARE(splitText("", ','), Parts{""});
    QCOMPARE(splitText(",a,", ','), (Parts{"", "a", ""}));
}

void TestText::trims()
{
    QCOMPARE(trimmed(" \t a b \r\n"), std::string("a b"));
    QCOMPARE(trimmed(" \n "), std::string());
    QCOMPARE(trimmed(""), std::string());
}

void TestText::writesBase64AsTheStandardDoes()
{
    // The examples of RFC 4648, section 10.
    const std::string word = "foobar";
    const std::array<std::string, 7> expected{"",         "Zg==",     "Zm8=",    "Zm9v",
                                              "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"};
    for (std::size_t length = 0; length <= word.size(); ++length) {
        const std::vector<std::uint8_t> bytes(word.begin(), word.begin() + std::ptrdiff_t(length));
        QCOMPARE(toBase64(bytes), expected[length]);
    }
}

void TestText::readsBackItsBase64()
{
    QVERIFY(rc::check("every sequence of bytes", [](const std::vector<std::uint8_t>& bytes) {
        RC_ASSERT(fromBase64(toBase64(bytes)) == bytes);
    }));
}

void TestText::refusesLooseBase64_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char* text : {"Zg", "Zg=", "Zg===", "====", "=g==", "Z===", "Zg==Zg==", "Zm9v\n",
                             "Zm 9", "Zh==", "Zm9=", "Zm8_", "Zm-v"})
        QTest::newRow(text) << QByteArray(text);
}

void TestText::refusesLooseBase64()
{
    QFETCH(QByteArray, text);
    QVERIFY(!fromBase64(text.toStdString()));
}

QTEST_GUILESS_MAIN(TestText)
#include "tst_text.moc"
