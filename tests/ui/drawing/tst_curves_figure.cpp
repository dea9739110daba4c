// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drawing/CurvesLayout.h"

#include <QFontMetricsF>
#include <QGuiApplication>
#include <QTest>
#include <array>
#include <cmath>
#include <limits>
#include <set>
#include <utility>

using namespace pareidolia;

namespace {

QImage paintCurves(const CurvesFigure& figure)
{
    return painted(drawingOf(figure));
}

CurvesFigure figureOf(int generations, double top, int lines)
{
    CurvesFigure figure;
    CurvesRun& run = figure.runs.emplace_back();
    figure.title = "Ten digits, none of them there";
    figure.subtitle = "mnist-direct · seed 1";
    for (int i = 0; i < lines; ++i)
        figure.lines.push_back(
            {.label = "class " + std::to_string(i), .number = static_cast<std::size_t>(i)});
    for (int g = 0; g <= generations; ++g) {
        const double median = -5 + (top + 5) * g / std::max(generations, 1);
        run.add(g, std::array{median - 3, median - 1, median, median + 1, median + 3},
                figure.scale);
        for (CurvesLine& line : figure.lines)
            line.add(g, median + 0.5, figure.scale);
    }
    return figure;
}

std::vector<FigureText> textsOf(const CurvesLayout& layout)
{
    std::vector<FigureText> texts{layout.title, layout.subtitle, layout.xTitle, layout.yTitle};
    texts.insert(texts.end(), layout.endings.begin(), layout.endings.end());
    for (const AxisTick& tick : layout.xTicks)
        texts.push_back(tick.label);
    for (const AxisTick& tick : layout.yTicks)
        texts.push_back(tick.label);
    for (const LegendEntry& entry : layout.legend)
        texts.push_back(entry.label);
    std::erase_if(texts, [](const FigureText& text) { return text.text.isEmpty(); });
    return texts;
}

} // namespace

class TestCurvesFigure : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fitsEverything_data();
    void fitsEverything();
    void holdsTheDataInThePlot();
    void placesConfidencesAtTheirLogOdds();
    void tellsTheEnd();
    void leavesGapsWhereNothingIsFinite();
    void paintsTheSameAgain();
    void knowsWhatHasNoPlace();
    void confidencesHaveTicksOfTheirOwn();
    void tellsLinesApart();
    void marksWhereASettingChanged();
};

void TestCurvesFigure::fitsEverything_data()
{
    QTest::addColumn<int>("generations");
    QTest::addColumn<double>("top");
    QTest::addColumn<int>("lines");
    QTest::addColumn<QSize>("size");
    QTest::newRow("usual") << 200 << 14.0 << 0 << QSize(1600, 1000);
    QTest::newRow("long and certain") << 20'000 << 600.0 << 3 << QSize(1600, 1000);
    QTest::newRow("small") << 50 << 9.0 << 10 << QSize(640, 400);
    QTest::newRow("smallest") << 1'000'000 / 100 << 30.0 << 2 << QSize(10, 10);
    QTest::newRow("one generation") << 0 << 5.0 << 1 << QSize(1600, 1000);
    QTest::newRow("tall") << 200 << 40.0 << 5 << QSize(800, 1600);
}

void TestCurvesFigure::fitsEverything()
{
    QFETCH(int, generations);
    QFETCH(double, top);
    QFETCH(int, lines);
    QFETCH(QSize, size);
    CurvesFigure figure = figureOf(generations, top, lines);
    figure.size = size;
    const CurvesLayout layout = layOut(figure);
    QCOMPARE(paintCurves(figure).size(), layout.size);
    QVERIFY(layout.plot.width() > layout.size.width() / 3.0);
    QVERIFY(layout.plot.height() > layout.size.height() / 4.0);
    QVERIFY(!layout.xTicks.empty());
    QVERIFY(layout.yTicks.size() >= 2);

    const QRectF paper(QPointF(), layout.size);
    const auto texts = textsOf(layout);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        QVERIFY2(paper.contains(texts[i].place), qPrintable(texts[i].text));
        for (std::size_t j = 0; j < i; ++j)
            QVERIFY2(!texts[i].place.intersects(texts[j].place),
                     qPrintable(texts[i].text + " on " + texts[j].text));
    }
    const QFontMetricsF metrics(layout.textFont);
    for (const auto* ticks : {&layout.xTicks, &layout.yTicks})
        for (const AxisTick& tick : *ticks) {
            QVERIFY(metrics.horizontalAdvance(tick.label.text) <= tick.label.place.width());
            QVERIFY(metrics.height() <= tick.label.place.height() + 0.01);
        }
    for (const LegendEntry& entry : layout.legend)
        QVERIFY(QFontMetricsF(layout.smallFont).horizontalAdvance(entry.label.text) <=
                entry.label.place.width());
}

void TestCurvesFigure::holdsTheDataInThePlot()
{
    const CurvesFigure figure = figureOf(100, 12, 2);
    const CurvesLayout layout = layOut(figure);
    for (const auto quantile : {CurvesRun::Minimum, CurvesRun::Maximum})
        for (std::size_t i = 0; i < figure.runs[0].x.size(); ++i)
            QVERIFY(
                layout.plot.contains(QPointF(layout.xOf(figure.runs[0].x[i]),
                                             layout.yOf(figure.runs[0].quantiles[quantile][i]))));
    QCOMPARE(layout.legend.size(), std::size_t(5));
}

void TestCurvesFigure::placesConfidencesAtTheirLogOdds()
{
    const CurvesLayout layout = layOut(figureOf(100, 12, 0));
    int seen = 0;
    for (const AxisTick& tick : layout.yTicks) {
        QCOMPARE(tick.position, layout.yOf(tick.value));
        QVERIFY(std::abs(tick.label.place.center().y() - tick.position) < 0.01);
        if (tick.label.text == "99 %") {
            QVERIFY(std::abs(tick.value - std::log(99.0)) < 1e-9);
            ++seen;
        }
        if (tick.label.text == "50 %") {
            QCOMPARE(tick.value, 0.0);
            ++seen;
        }
    }
    QCOMPARE(seen, 2);
}

void TestCurvesFigure::tellsTheEnd()
{
    const CurvesLayout layout = layOut(figureOf(100, std::log(9999.0), 0));
    QCOMPARE(layout.endings[0].text, QString("99.99 %"));
    QVERIFY(layout.endings[0].place.left() > layout.plot.right());
}

void TestCurvesFigure::leavesGapsWhereNothingIsFinite()
{
    CurvesFigure figure = figureOf(10, 12, 1);
    const double infinity = std::numeric_limits<double>::infinity();
    auto& median = figure.runs[0].quantiles[CurvesRun::Median];
    figure.runs[0].quantiles[CurvesRun::Minimum][3] = -infinity;
    median[3] = std::nan("");
    figure.lines[0].y[10] = infinity;
    const CurvesLayout layout = layOut(figure);
    QVERIFY(std::isfinite(layout.range.bottom) && std::isfinite(layout.range.top));
    QVERIFY(!paintCurves(figure).isNull());
    median.back() = std::nan("");
    QVERIFY(layOut(figure).endings[0].text.isEmpty());
    QVERIFY(!paintCurves(CurvesFigure{}).isNull());
}

void TestCurvesFigure::paintsTheSameAgain()
{
    for (Theme theme : {Theme::Dark, Theme::Light}) {
        CurvesFigure figure = figureOf(100, 12, 7);
        figure.theme = theme;
        const QImage once = paintCurves(figure);
        QVERIFY(once == paintCurves(figure));
        const CurvesLayout layout = layOut(figure);
        const QPoint median(
            static_cast<int>(layout.xOf(50)),
            static_cast<int>(layout.yOf(figure.runs[0].quantiles[CurvesRun::Median][50])));
        QCOMPARE(once.pixelColor(median), coloursOf(theme).accent);
    }
}

void TestCurvesFigure::knowsWhatHasNoPlace()
{
    const double infinity = std::numeric_limits<double>::infinity();
    CurvesScale scale;
    QVERIFY(std::isnan(scale.yOf(-infinity))); // a class without a champion
    QCOMPARE(scale.yOf(-3), -3.0);
    scale.y = CurvesY::Confidence;
    QCOMPARE(scale.yOf(-infinity), 0.0);
    QCOMPARE(scale.yOf(0), 0.5);
    QVERIFY(std::isnan(scale.yOf(std::nan(""))));
}

void TestCurvesFigure::confidencesHaveTicksOfTheirOwn()
{
    const CurvesScale scale{.y = CurvesY::Confidence};
    QStringList names;
    for (const NamedValue& tick : scale.ticksUp(-0.1, 1.02, 0.2))
        names.append(QString::fromStdString(tick.name));
    QCOMPARE(names, (QStringList{"0 %", "20 %", "40 %", "60 %", "80 %", "100 %"}));
}

void TestCurvesFigure::tellsLinesApart()
{
    CurvesFigure figure;
    std::set<std::pair<QRgb, Qt::PenStyle>> pens;
    for (std::size_t side = 0; side < 2; ++side) {
        figure.runs.push_back({.side = side});
        for (std::size_t number = 0; number < categoryColours; ++number)
            figure.lines.push_back({.number = number, .side = side});
    }
    for (const CurvesLine& line : figure.lines)
        pens.insert({figure.penOf(line).color().rgb(), figure.penOf(line).style()});
    QCOMPARE(pens.size(), figure.lines.size());
    QVERIFY(figure.penOf(figure.runs[0]).color() != figure.penOf(figure.runs[1]).color());
}

void TestCurvesFigure::marksWhereASettingChanged()
{
    CurvesFigure figure = figureOf(100, 12, 0);
    const QImage before = paintCurves(figure);
    figure.marks.push_back({.x = 50});
    const CurvesLayout layout = layOut(figure);
    QCOMPARE(layout.legend.back().label.text, QStringLiteral("a setting changed"));
    QVERIFY(paintCurves(figure) != before);
}

QTEST_MAIN(TestCurvesFigure)
#include "tst_curves_figure.moc"
