// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/ScreeningFigures.h"

#include <QTest>
#include <nlohmann/json.hpp>

using namespace pareidolia;

class TestScreeningFigures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSaidMarginIsSaidAgainOnlyWhenItGrows();
    void figuresComeBack();
};

void TestScreeningFigures::aSaidMarginIsSaidAgainOnlyWhenItGrows()
{
    ScreeningFigures figures;
    const auto add = [&](double error, double margin) {
        return figures.add({.children = 10, .exact = 3, .sample = 1, .largestError = error}, margin,
                           7);
    };
    QCOMPARE(add(0.5, 0.5), std::string());
    QCOMPARE(add(0.51, 0.5),
             std::string("screening was wrong by 0.51 log-odds in generation 7, more than its "
                         "margin of 0.5, so that takeovers may be missed: raise screening_margin "
                         "to 0.6"));
    QCOMPARE(add(0.58, 0.5), std::string());
    QVERIFY(add(0.61, 0.5).ends_with("to 0.7"));
    QCOMPARE(add(0.61, 0.7), std::string());
    QCOMPARE(add(0.55, 0.5), std::string()); // it was told to set more
    QVERIFY(add(1000, 0.5).ends_with("to 100"));
    QCOMPARE(figures.children, std::uint64_t{70});
    QCOMPARE(figures.exact, std::uint64_t{21});
    QCOMPARE(figures.largestError, 1000.0);
}

void TestScreeningFigures::figuresComeBack()
{
    const ScreeningFigures figures{.children = 10,
                                   .exact = 5,
                                   .sample = 4,
                                   .missed = 3,
                                   .largestError = 0.1 + 0.2,
                                   .advised = 0.4};
    for (const ScreeningFigures& each : {figures, ScreeningFigures{}}) {
        const auto back = screeningFromJson(screeningToJson(each).dump());
        QVERIFY(back && *back == each);
    }
    for (const char* text : {"", "[]", "{}", "nonsense", R"({"children": 1})",
                             R"({"children": 1, "scored_exactly": 2, "sample": 0,
                                 "missed_in_sample": 0, "largest_error": 0,
                                 "advised_margin": null})",
                             R"({"children": -1, "scored_exactly": 0, "sample": 0,
                                 "missed_in_sample": 0, "largest_error": 0,
                                 "advised_margin": null})"})
        QVERIFY2(!screeningFromJson(text), text);
}

QTEST_GUILESS_MAIN(TestScreeningFigures)
#include "tst_screeningfigures.moc"
