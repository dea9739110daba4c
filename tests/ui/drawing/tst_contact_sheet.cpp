// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drawing/ContactSheetLayout.h"

#include <QFontMetricsF>
#include <QGuiApplication>
#include <QTest>

using namespace pareidolia;

namespace {

QImage paintContactSheet(const ContactSheet& sheet)
{
    return painted(drawingOf(sheet));
}

ContactSheet sheetOf(int entries, ImageShape shape = {28, 28, 1})
{
    ContactSheet sheet;
    sheet.sections.emplace_back();
    for (int i = 0; i < entries; ++i) {
        ContactSheetEntry entry{Image(shape), "class " + std::to_string(i), 0.5f, 0.37 * i};
        for (std::size_t p = 0; p < entry.picture.pixels.size(); ++p)
            entry.picture.pixels[p] =
                static_cast<std::uint8_t>(p * 7 + static_cast<std::size_t>(i));
        if (i % 10 == 3)
            entry.label += " with a name that is far too long for any picture to carry";
        if (i % 10 == 7)
            entry.picture = {};
        sheet.sections[0].entries.push_back(std::move(entry));
    }
    sheet.title = "Noise that a network takes for digits";
    sheet.subtitle = "MNIST";
    sheet.facts = {"lenet-mnist 3f9a0c", "MAP-Elites", "seed 1", "generation 200", "Pareidolia"};
    return sheet;
}

/// Every text with its font, and every picture.
struct Placed
{
    QRect place;
    QString text;
    QFont font;
};

std::vector<Placed> everythingOn(const ContactSheetLayout& layout)
{
    std::vector<Placed> all;
    const auto add = [&all](const PlacedText& text, const QFont& font) {
        if (!text.text.isEmpty())
            all.push_back({text.place, text.text, font});
    };
    add(layout.title, layout.titleFont);
    add(layout.subtitle, layout.subtitleFont);
    for (const ContactSheetCell& cell : layout.cells) {
        all.push_back({cell.picture, {}, {}});
        add(cell.label, layout.labelFont);
        add(cell.confidence, layout.confidenceFont);
    }
    for (const PlacedText& line : layout.facts)
        add(line, layout.factsFont);
    return all;
}

} // namespace

class TestContactSheet : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fitsEverything_data();
    void fitsEverything();
    void putsTenDigitsInTwoRows();
    void obeysColumnsAndScale();
    void keepsToTheRhythm();
    void makesLabelAndConfidenceTheLargestTexts();
    void enlargesEveryPixelExactly();
    void averagesLargePictures();
    void designsTheEmptyCell();
    void paintsNothingButAHeadline();
    void paintsTheSameAgain();
};

void TestContactSheet::fitsEverything_data()
{
    QTest::addColumn<int>("entries");
    QTest::addColumn<int>("side");
    for (int entries : {1, 2, 3, 7, 10, 100, 1000})
        for (int side : {0, 16, 300})
            if (entries <= 100 || side == 0)
                QTest::addRow("%d of %d px", entries, side) << entries << side;
}

void TestContactSheet::fitsEverything()
{
    QFETCH(int, entries);
    QFETCH(int, side);
    ContactSheet sheet = sheetOf(entries);
    sheet.pictureSide = side;
    const ContactSheetLayout layout = layOut(sheet);
    QCOMPARE(layout.cells.size(), std::size_t(entries));
    QVERIFY(layout.rows * layout.columns >= entries);

    const QRect paper = QRect(QPoint(), layout.size).adjusted(24, 24, -24, -24);
    const auto all = everythingOn(layout);
    for (const Placed& one : all) {
        QVERIFY2(paper.contains(one.place), qPrintable(one.text));
        QVERIFY2(QFontMetricsF(one.font).horizontalAdvance(one.text) <= one.place.width(),
                 qPrintable(one.text));
        if (!one.text.isEmpty())
            QVERIFY(QFontMetricsF(one.font).height() <= one.place.height());
    }
    if (entries <= 100)
        for (std::size_t i = 0; i < all.size(); ++i)
            for (std::size_t j = 0; j < i; ++j)
                QVERIFY2(!all[i].place.intersects(all[j].place),
                         qPrintable(all[i].text + " on " + all[j].text));
    for (const ContactSheetCell& cell : layout.cells) // labels may be cut, numbers never
        QVERIFY(!cell.confidence.text.contains(QChar(0x2026)));
    QCOMPARE(layout.title.text, QString::fromStdString(sheet.title));
}

void TestContactSheet::putsTenDigitsInTwoRows()
{
    const ContactSheetLayout layout = layOut(sheetOf(10));
    QCOMPARE(layout.columns, 5);
    QCOMPARE(layout.rows, 2);
    QCOMPARE(layout.cells[0].picture.size(), QSize(224, 224));
    QCOMPARE(layout.size.width(), paintContactSheet(sheetOf(10)).width());
    QCOMPARE(layout.facts.size(), std::size_t(1));
}

void TestContactSheet::obeysColumnsAndScale()
{
    ContactSheet sheet = sheetOf(10);
    sheet.columns = 3;
    sheet.pixelScale = 3;
    const ContactSheetLayout layout = layOut(sheet);
    QCOMPARE(layout.columns, 3);
    QCOMPARE(layout.rows, 4);
    QCOMPARE(layout.cells[0].picture.size(), QSize(84, 84));
    QCOMPARE(layout.cells[3].picture.left(), layout.cells[0].picture.left());
    QVERIFY(layout.cells[3].picture.top() > layout.cells[0].picture.bottom());
}

void TestContactSheet::keepsToTheRhythm()
{
    const ContactSheetLayout layout = layOut(sheetOf(10));
    for (const ContactSheetCell& cell : layout.cells) {
        QCOMPARE(cell.picture.left() % 8, 0);
        QCOMPARE(cell.picture.top() % 8, 0);
    }
    QCOMPARE(layout.size.height() % 8, 0);
}

void TestContactSheet::makesLabelAndConfidenceTheLargestTexts()
{
    for (int entries : {1, 10, 100}) {
        const ContactSheetLayout layout = layOut(sheetOf(entries));
        QVERIFY(layout.labelFont.pixelSize() > layout.factsFont.pixelSize());
        QCOMPARE(layout.confidenceFont.pixelSize(), layout.labelFont.pixelSize());
    }
}

void TestContactSheet::enlargesEveryPixelExactly()
{
    const ContactSheet sheet = sheetOf(1);
    const QRect place = layOut(sheet).cells[0].picture;
    const QImage painted = paintContactSheet(sheet);
    const int scale = place.width() / 28;
    for (int y = 0; y < place.height(); ++y)
        for (int x = 0; x < place.width(); ++x) {
            const auto p = static_cast<std::size_t>(y / scale * 28 + x / scale);
            const int grey = sheet.sections[0].entries[0].picture.pixels[p];
            QCOMPARE(painted.pixelColor(place.left() + x, place.top() + y),
                     QColor(grey, grey, grey));
        }
}

void TestContactSheet::averagesLargePictures()
{
    ContactSheet sheet = sheetOf(1, {256, 128, 3});
    sheet.pictureSide = 64;
    QCOMPARE(layOut(sheet).cells[0].picture.size(), QSize(64, 32));
    QVERIFY(!paintContactSheet(sheet).isNull());
}

void TestContactSheet::designsTheEmptyCell()
{
    const ContactSheet sheet = sheetOf(10);
    const ContactSheetCell cell = layOut(sheet).cells[7];
    QVERIFY(cell.empty);
    QCOMPARE(cell.label.text, QString("class 7"));
    QCOMPARE(cell.confidence.text, QString("no picture"));
    const QImage painted = paintContactSheet(sheet);
    const Colours colours = coloursOf(sheet.theme);
    QCOMPARE(painted.pixelColor(cell.picture.topLeft()), colours.emptyPicture);
    QCOMPARE(painted.pixelColor(cell.picture.center()), colours.quietText);
}

void TestContactSheet::paintsNothingButAHeadline()
{
    ContactSheet sheet = sheetOf(0);
    QVERIFY(!paintContactSheet(sheet).isNull());
    sheet = {};
    QVERIFY(!paintContactSheet(sheet).isNull());
}

void TestContactSheet::paintsTheSameAgain()
{
    for (Theme theme : {Theme::Dark, Theme::Light}) {
        ContactSheet sheet = sheetOf(10);
        sheet.theme = theme;
        const QImage once = paintContactSheet(sheet);
        QVERIFY(once == paintContactSheet(sheet));
        QCOMPARE(once.pixelColor(0, 0), coloursOf(theme).behindPictures);
    }
}

QTEST_MAIN(TestContactSheet)
#include "tst_contact_sheet.moc"
