// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drawing/RunDrawings.h"

#include "core/run/RunReport.h"
#include "tests/support/DriveRun.h"
#include "tests/support/FakeRun.h"

#include <QTest>

using namespace pareidolia;

class TestSheetsAndCurves : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aSheetOfOneRun();
    void aSheetOfAComparisonHasASectionASide();
    void onlyTheClassesThatAreWanted();
    void sidesTellWhatDiffers();
    void curvesOfAComparison();
    void linesEndWhereTheChampionsAre();
    void numbersOfSeveralRuns();

private:
    std::vector<RunSnapshot> m_runs;
};

void TestSheetsAndCurves::initTestCase()
{
    for (const char* encoding : {"direct", "cppn"}) {
        RunSpec spec = smallSpec();
        spec.encoding = encoding;
        const auto run = makeRun(spec, std::make_shared<FakeClassifier>());
        for (int generation = 0; generation < 12; ++generation)
            QVERIFY(advance(*run).has_value());
        m_runs.push_back(run->snapshot());
    }
}

void TestSheetsAndCurves::aSheetOfOneRun()
{
    const ContactSheet sheet = contactSheetOf({m_runs.data(), 1});
    QCOMPARE(sheet.sections.size(), 1u);
    QVERIFY(sheet.sections[0].title.empty());
    QCOMPARE(sheet.sections[0].entries.size(), 4u);
    QCOMPARE(sheet.title, std::string("Champions of fake"));
    QVERIFY(std::ranges::count(sheet.facts, "generation 11") == 1);
}

void TestSheetsAndCurves::aSheetOfAComparisonHasASectionASide()
{
    const ContactSheet sheet = contactSheetOf(m_runs);
    QCOMPARE(sheet.sections.size(), 2u);
    QVERIFY(sheet.sections[0].title.starts_with("A: evolution, direct encoding, median "));
    QVERIFY(sheet.sections[1].title.starts_with("B: evolution, CPPN encoding, median "));
    for (std::size_t side = 0; side < 2; ++side)
        for (std::size_t index = 0; index < 4; ++index)
            QVERIFY(sheet.sections[side].entries[index].picture ==
                    *m_runs[side].champion(index).individual->picture);
    QVERIFY(std::ranges::count(sheet.facts, "240 evaluations each") == 1);
}

void TestSheetsAndCurves::onlyTheClassesThatAreWanted()
{
    const std::vector<std::size_t> wanted{1, 3};
    const ContactSheet sheet = contactSheetOf(m_runs, wanted);
    for (const ContactSheetSection& section : sheet.sections) {
        QCOMPARE(section.entries.size(), 2u);
        QCOMPARE(section.entries[1].label, std::string("label3"));
    }
}

void TestSheetsAndCurves::sidesTellWhatDiffers()
{
    std::vector<RunSnapshot> runs = m_runs;
    RunSpec seeded = runs[1].spec();
    seeded.settings.seed = 7;
    runs[1].settings = SettingsLog(seeded);
    auto other = std::make_shared<FakeClassifier>();
    other->mutableInfo().name = "other";
    runs[1].classifier = other;
    QCOMPARE(sideLabel(runs, 1), std::string("B: evolution, CPPN encoding on other, seed 7"));
    QCOMPARE(sideLabel(m_runs, 1), std::string("B: evolution, CPPN encoding"));
    const ContactSheet sheet = contactSheetOf(runs);
    QCOMPARE(sheet.title, std::string("Champions of two networks"));
    QVERIFY(std::ranges::none_of(sheet.facts,
                                 [](const std::string& fact) { return fact.starts_with("seed"); }));
}

void TestSheetsAndCurves::curvesOfAComparison()
{
    const CurvesFigure figure = curvesOf(m_runs, CurvesX::Evaluations);
    QCOMPARE(figure.runs.size(), 2u);
    QCOMPARE(titleOf(figure.scale.x), QStringLiteral("evaluations"));
    QCOMPARE(figure.runs[1].x.size(), 12u);
    QCOMPARE(figure.runs[1].x.back(), 240.0);
    QCOMPARE(figure.runs[0].quantiles[CurvesRun::Median].back(),
             m_runs[0].statistics.logOddsQuantiles[2]);
    QVERIFY(!painted(drawingOf(figure)).isNull());
}

void TestSheetsAndCurves::linesEndWhereTheChampionsAre()
{
    const CurvesFigure figure = curvesOf(m_runs, CurvesX::Generations, m_runs[0].archive.targets());
    QCOMPARE(figure.lines.size(), 8u);
    for (const CurvesLine& line : figure.lines) {
        QVERIFY(std::ranges::is_sorted(line.x));
        QVERIFY(std::ranges::is_sorted(line.y));
        QCOMPARE(line.x.back(), 11.0);
        QCOMPARE(line.y.back(), m_runs[line.side].champion(line.index).logOdds);
        QVERIFY(line.label.ends_with(line.side == 0 ? ", A" : ", B"));
    }
}

void TestSheetsAndCurves::numbersOfSeveralRuns()
{
    const QStringList lines =
        QString::fromStdString(curvesCsv(m_runs)).split('\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 1 + 2 * 12);
    QVERIFY(lines[0].startsWith("run,generation,"));
    QVERIFY(lines[1].startsWith("A,0,20,"));
    QVERIFY(lines[13].startsWith("B,0,20,"));
}

QTEST_MAIN(TestSheetsAndCurves)
#include "tst_sheets_and_curves.moc"
