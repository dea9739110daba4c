// SPDX-License-Identifier: GPL-3.0-or-later
// The curves on the screen are those on paper.
#include "ui/curves/CurvesPlot.h"

#include "tests/support/FakeRun.h"
#include "ui/curves/PlotHeader.h"
#include "ui/drawing/CurvesLayout.h"
#include "ui/drawing/RunDrawings.h"

#include <QSignalSpy>
#include <QTest>
#include <array>

using namespace pareidolia;

class TestCurvesPlot : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void screenAndPaperHaveTheSameDescription();
    void theScreenDrawsWhatIsDescribed_data();
    void theScreenDrawsWhatIsDescribed();
    void ticksAreThoseOfThePaper_data() { theScreenDrawsWhatIsDescribed_data(); }
    void ticksAreThoseOfThePaper();
    void aGroupIsARunOfItsOwn();

private:
    /// Runs to generation 20, with a setting that changed in generation 10.
    RunSession* finished(const char* encoding)
    {
        RunSpec spec = smallSpec();
        spec.encoding = encoding;
        spec.limits.generations = 20;
        auto run = makeRun(spec, m_network);
        auto* session = new RunSession(m_engine, std::move(run), m_network, this);
        session->runUntil(200);
        if (!QTest::qWaitFor([&] { return session->state() == RunState::Paused; }))
            return nullptr;
        if (!session->change("children", "30"))
            return nullptr;
        session->start();
        return QTest::qWaitFor([&] { return session->state() == RunState::Finished; }) ? session
                                                                                       : nullptr;
    }
    QCustomPlot& plot() const { return *m_plot->findChild<QCustomPlot*>("curves"); }
    void draw() const
    {
        QSignalSpy drawn(&plot(), &QCustomPlot::afterReplot);
        m_plot->requestDrawing();
        QVERIFY(drawn.wait());
    }

    std::shared_ptr<FakeClassifier> m_network;
    std::shared_ptr<Engine> m_engine = std::make_shared<Engine>(1);
    std::vector<RunSession*> m_sessions;
    std::unique_ptr<WallState> m_state;
    std::unique_ptr<CurvesPlot> m_plot;
};

void TestCurvesPlot::initTestCase()
{
    m_network = std::make_shared<FakeClassifier>();
    m_network->mutableInfo().groups = {{"even", {0, 2}}};
    m_sessions = {finished("direct"), finished("cppn")};
    QVERIFY(m_sessions[0] && m_sessions[1]);
    m_state = std::make_unique<WallState>();
    m_state->setCurrentClass(2);
    m_plot = std::make_unique<CurvesPlot>(m_sessions, m_state.get());
    m_plot->resize(900, 400);
    m_plot->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_plot.get()));
    draw();
}

void TestCurvesPlot::cleanupTestCase()
{
    m_plot.reset();
    qDeleteAll(m_sessions);
    m_sessions.clear();
}

void TestCurvesPlot::screenAndPaperHaveTheSameDescription()
{
    const CurvesFigure& screen = m_plot->figure();
    const std::vector<RunSnapshot> snapshots{m_sessions[0]->snapshot(), m_sessions[1]->snapshot()};
    CurvesFigure paper = curvesOf(snapshots, CurvesX::Generations, std::array<std::size_t, 1>{2});
    paper.theme = screen.theme;
    for (std::size_t side = 0; side < 2; ++side) {
        QCOMPARE(screen.runs[side].x, paper.runs[side].x);
        for (std::size_t q = 0; q < 5; ++q)
            QCOMPARE(screen.runs[side].quantiles[q], paper.runs[side].quantiles[q]);
        QCOMPARE(screen.penOf(screen.runs[side]), paper.penOf(paper.runs[side]));
        QCOMPARE(screen.bandOf(screen.runs[side], true), paper.bandOf(paper.runs[side], true));
        // A screen that was busy may have missed champions between; never the last one.
        QCOMPARE(screen.lines[side].x.back(), paper.lines[side].x.back());
        QCOMPARE(screen.lines[side].y.back(), paper.lines[side].y.back());
        QCOMPARE(screen.penOf(screen.lines[side]), paper.penOf(paper.lines[side]));
        QCOMPARE(screen.marks[side].x, paper.marks[side].x);
    }
    QCOMPARE(screen.range().top, paper.range().top);
    QCOMPARE(screen.range().left, paper.range().left);
}

void TestCurvesPlot::theScreenDrawsWhatIsDescribed_data()
{
    QTest::addColumn<int>("x");
    QTest::addColumn<int>("y");
    QTest::newRow("log-odds") << 0 << 0;
    QTest::newRow("confidences") << 0 << 1;
    QTest::newRow("evaluations") << 1 << 0;
    QTest::newRow("seconds") << 2 << 1;
}

void TestCurvesPlot::theScreenDrawsWhatIsDescribed()
{
    QFETCH(int, x);
    QFETCH(int, y);
    m_plot->setX(static_cast<CurvesX>(x));
    m_plot->setY(static_cast<CurvesY>(y));
    draw();
    const CurvesFigure& figure = m_plot->figure();
    QCOMPARE(static_cast<int>(figure.scale.x), x);
    QCOMPARE(static_cast<int>(figure.scale.y), y);
    QCOMPARE(plot().graphCount(), 12); // five of each run, and a class in both
    for (std::size_t side = 0; side < 2; ++side) {
        const QCPGraph& median = *plot().graph(static_cast<int>(side) * 5 + 4);
        QCOMPARE(median.pen(), figure.penOf(figure.runs[side]));
        const auto& values = figure.runs[side].quantiles[CurvesRun::Median];
        QCOMPARE(median.dataCount(), static_cast<int>(values.size()));
        for (int i = 0; i < median.dataCount(); ++i) {
            QCOMPARE(median.data()->at(i)->key, figure.runs[side].x[static_cast<std::size_t>(i)]);
            QCOMPARE(median.data()->at(i)->value, values[static_cast<std::size_t>(i)]);
        }
        QCOMPARE(plot().graph(10 + static_cast<int>(side))->pen(),
                 figure.penOf(figure.lines[side]));
    }
    QCOMPARE(plot().xAxis->range().upper, figure.range().right);
    QCOMPARE(plot().yAxis->range().upper, figure.range().top);
    QCOMPARE(plot().xAxis->label(), titleOf(figure.scale.x));
}

void TestCurvesPlot::ticksAreThoseOfThePaper()
{
    QFETCH(int, x);
    QFETCH(int, y);
    m_plot->setX(static_cast<CurvesX>(x));
    m_plot->setY(static_cast<CurvesY>(y));
    draw();
    const CurvesFigure& figure = m_plot->figure();
    const CurvesLayout paper = layOut(figure);
    // Both name few enough values to have room, so not always the same ones; but a value has the
    // same name on both.
    const auto compare = [](QCPAxis& axis, const std::vector<AxisTick>& printed) {
        const QVector<double> values = axis.tickVector();
        const QVector<QString> names = axis.tickVectorLabels();
        QVERIFY(values.size() >= 2);
        int shared = 0;
        for (const AxisTick& tick : printed)
            for (int i = 0; i < values.size(); ++i)
                if (std::abs(values[i] - tick.value) < 1e-9) {
                    QCOMPARE(names[i], tick.label.text);
                    ++shared;
                }
        QVERIFY(shared >= 1);
    };
    compare(*plot().xAxis, paper.xTicks);
    compare(*plot().yAxis, paper.yTicks);
}

void TestCurvesPlot::aGroupIsARunOfItsOwn()
{
    m_plot->setGroup(0);
    draw();
    const CurvesFigure& figure = m_plot->figure();
    QCOMPARE(figure.runs.size(), 4u); // against the rest, on both sides
    QCOMPARE(figure.sides(), 2u);
    QVERIFY(figure.runs[0].isRest && !figure.runs[1].isRest);
    QCOMPARE(figure.penOf(figure.runs[0]).style(), Qt::DashLine);
    QVERIFY(figure.runs[1].quantiles[CurvesRun::Minimum].empty());
    QVERIFY(figure.runs[1].end().has_value());
}

QTEST_MAIN(TestCurvesPlot)
#include "tst_curvesplot.moc"
