// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/GraphView.h"

#include "DrawingPause.h"
#include "ViewEvents.h"
#include "core/encoding/CppnRenderer.h"
#include "ui/drawing/Pictures.h"

#include <QToolTip>

using namespace pareidolia;

namespace {

constexpr ImageShape scored{28, 28, 1};
constexpr auto normalised = CoordinateSystem::Normalised;

std::shared_ptr<const CppnGenome> grown(std::uint64_t seed, int mutations = 40,
                                        std::uint32_t outputs = 1)
{
    return std::make_shared<const CppnGenome>(test::grownCppn(seed, mutations, outputs));
}

/// x → sine → gaussian, the output; a second hidden node that leads nowhere.
std::shared_ptr<const CppnGenome> small()
{
    CppnGraph graph = test::bareCppn(1, NodeFunction::Gaussian);
    const std::uint32_t sine = test::addHidden(graph, NodeFunction::Sine);
    const std::uint32_t astray = test::addHidden(graph, NodeFunction::Sigmoid);
    graph.connections = {{InputX, sine, 5},
                         {sine, cppnInputs, -2.5f},
                         {InputBias, cppnInputs, 0.5f},
                         {sine, astray, 1}};
    return std::make_shared<const CppnGenome>(graph);
}

} // namespace

class TestGraphView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void drawsNothingWhileHidden();
    void everyNodeHasItsPicture();
    void fitsWithItsLegend();
    void genomesThatComeFastAreSkipped();
    void nullClears();
    void otherCoordinatesAreDrawnAnew();
    void keysAndWheelZoom();
    void doubleClickFits();
    void anotherGenomeKeepsTheZoom();
    void aNodesTipShowsAndTells();
    void tipsOfColourPicturesNameTheChannels();
    void hoveringPointsOutConnections();
    void tellsScreenReaders();
    void largerLettersMakeRoom();
    void followsTheTheme();

private:
    void give(std::shared_ptr<const CppnGenome> genome)
    {
        m_view->setGenome(genome, scored, normalised);
    }
    const CppnGenome* drawn() const
    {
        return m_view->drawing() ? m_view->drawing()->genome().get() : nullptr;
    }
    QPoint middle(std::uint32_t place) const { return m_view->tile(place).center().toPoint(); }

    std::unique_ptr<GraphView> m_view;
};

void TestGraphView::init()
{
    m_view = std::make_unique<GraphView>();
    m_view->resize(300, 450);
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
}

void TestGraphView::drawsNothingWhileHidden()
{
    m_view->hide();
    const auto genome = grown(1);
    give(genome);
    QVERIFY(!drawn());
    m_view->show();
    QCOMPARE(drawn(), genome.get());

    m_view->hide();
    give(grown(2));
    QVERIFY(drawingPausesPass());
    QCOMPARE(drawn(), genome.get());
}

void TestGraphView::everyNodeHasItsPicture()
{
    const auto genome = grown(3);
    give(genome);
    for (std::uint32_t place = 0; place < genome->graph().size(); ++place) {
        QVERIFY(m_view->rect().contains(m_view->tile(place).toAlignedRect()));
        QCOMPARE(m_view->drawing()->picture(place).size(), QSize(28, 28));
    }
    QCOMPARE(m_view->drawing()->picture(cppnInputs),
             toQImage(renderCppn(*genome, scored, scored, normalised)));
    QVERIFY(m_view->tile(InputX).bottom() < m_view->tile(cppnInputs).top());
    const auto next = small();
    give(next);
    QTRY_COMPARE(drawn(), next.get());
    const QImage window = m_view->grab().toImage();
    QCOMPARE(window.pixelColor(middle(InputBias)), QColor(Qt::white));
    QVERIFY(window.pixelColor(middle(InputX)).lightness() < 20);
}

void TestGraphView::fitsWithItsLegend()
{
    for (const int mutations : {0, 30, 200}) {
        m_view->setGenome(nullptr, scored, normalised);
        const auto genome = grown(4, mutations, 3);
        give(genome);
        QTRY_COMPARE(drawn(), genome.get());
        QVERIFY(m_view->fits());
        for (std::uint32_t place = 0; place < genome->graph().size(); ++place)
            QVERIFY(m_view->tile(place).bottom() <
                    m_view->height() - m_view->fontMetrics().height());
    }
}

void TestGraphView::genomesThatComeFastAreSkipped()
{
    const auto first = grown(1), second = grown(2), third = grown(3);
    give(first);
    QCOMPARE(drawn(), first.get());
    give(second);
    QCOMPARE(drawn(), first.get());
    give(third);
    QCOMPARE(drawn(), first.get());
    QTRY_VERIFY(drawn() != first.get());
    QCOMPARE(drawn(), third.get());
}

void TestGraphView::nullClears()
{
    give(small());
    m_view->setGenome(nullptr, scored, normalised);
    QVERIFY(!drawn());
    QVERIFY(m_view->accessibleDescription().isEmpty());
    askForTip(m_view.get(), {150, 150}); // and nothing breaks
    hover(m_view.get(), {150, 150});
    QTest::keyClick(m_view.get(), Qt::Key_Plus);
    m_view->grab();
}

void TestGraphView::otherCoordinatesAreDrawnAnew()
{
    const auto genome = small();
    give(genome);
    const QImage before = m_view->drawing()->picture(5);
    m_view->setGenome(genome, scored, CoordinateSystem::Pixel);
    QTRY_VERIFY(m_view->drawing()->picture(5) != before);
}

void TestGraphView::keysAndWheelZoom()
{
    give(grown(5));
    const double fitting = m_view->scale();
    QTest::keyClick(m_view.get(), Qt::Key_Plus);
    QCOMPARE(m_view->scale(), 1.25 * fitting);
    QTest::keyClick(m_view.get(), Qt::Key_1);
    QCOMPARE(m_view->tile(InputX).width(), 48.0);
    QTest::keyClick(m_view.get(), Qt::Key_0);
    QCOMPARE(m_view->scale(), fitting);

    const QPointF place = m_view->tile(InputBias).center();
    turnWheel(m_view.get(), place, 3);
    QVERIFY(m_view->scale() > 1.9 * fitting);
    QVERIFY((m_view->tile(InputBias).center() - place).manhattanLength() < 2);
    const QPointF before = m_view->tile(InputBias).center();
    drag(m_view.get(), {100, 100}, {80, 110});
    QVERIFY((m_view->tile(InputBias).center() - before - QPointF(-20, 10)).manhattanLength() < 2);
    QTest::keyClick(m_view.get(), Qt::Key_Right);
    QVERIFY(m_view->tile(InputBias).center().x() < before.x() - 20);
}

void TestGraphView::doubleClickFits()
{
    give(grown(5));
    turnWheel(m_view.get(), {50, 50}, 2);
    QVERIFY(!m_view->fits());
    QTest::mouseDClick(m_view.get(), Qt::LeftButton, {}, {100, 100});
    QVERIFY(m_view->fits());
}

void TestGraphView::anotherGenomeKeepsTheZoom()
{
    give(grown(5));
    QTest::keyClick(m_view.get(), Qt::Key_1);
    const auto next = grown(6);
    give(next);
    QTRY_COMPARE(drawn(), next.get());
    QVERIFY(m_view->isOneToOne());
}

void TestGraphView::aNodesTipShowsAndTells()
{
    give(small());
    askForTip(m_view.get(), middle(cppnInputs));
    QTRY_VERIFY(QToolTip::text().contains("<img"));
    QVERIFY(QToolTip::text().contains("Output: gaussian"));
    QVERIFY(QToolTip::text().contains("−2.50 × sine"));
    QVERIFY(QToolTip::text().contains("0.50 × bias"));
    QVERIFY(QToolTip::text().indexOf("sine") < QToolTip::text().indexOf("bias"));
    askForTip(m_view.get(), middle(6));
    QTRY_VERIFY(QToolTip::text().contains("No output depends on it"));
    askForTip(m_view.get(), middle(InputDistance));
    QTRY_VERIFY(QToolTip::text().contains("Input distance"));
    askForTip(m_view.get(), {m_view->width() - 2, m_view->height() - 2});
    QTRY_VERIFY(QToolTip::text().contains("Wheel"));
}

void TestGraphView::tipsOfColourPicturesNameTheChannels()
{
    give(std::make_shared<const CppnGenome>(test::bareCppn(3, NodeFunction::Sine)));
    for (const auto& [place, name] : {std::pair{4u, "hue"}, {5u, "saturation"}, {6u, "value"}}) {
        askForTip(m_view.get(), middle(place));
        QTRY_VERIFY(QToolTip::text().contains(QStringLiteral("Output %1: sine").arg(name)));
    }
    QVERIFY(QToolTip::text().contains("no inputs"));
}

void TestGraphView::hoveringPointsOutConnections()
{
    give(small());
    const QImage before = m_view->grab().toImage();
    hover(m_view.get(), middle(InputBias));
    QVERIFY(m_view->grab().toImage() != before);
    hover(m_view.get(), {1, 1});
    QCOMPARE(m_view->grab().toImage(), before);
}

void TestGraphView::tellsScreenReaders()
{
    QVERIFY(!m_view->accessibleName().isEmpty());
    give(small());
    QCOMPARE(m_view->accessibleDescription(),
             QStringLiteral("CPPN of 7 nodes and 4 connections: the inputs x, y, distance and "
                            "bias, 2 hidden nodes, and the output; functions: sine 1, sigmoid 1, "
                            "gaussian 1"));
}

void TestGraphView::largerLettersMakeRoom()
{
    give(small());
    const double before = m_view->drawing()->size().height();
    m_view->setFont(enlarged(m_view->font(), 2));
    QTRY_VERIFY(m_view->drawing()->size().height() > before);
}

void TestGraphView::followsTheTheme()
{
    give(small());
    const QColor light = m_view->grab().toImage().pixelColor(3, 3);
    m_view->setPalette(QPalette(Qt::white, Qt::black, Qt::gray, Qt::black, Qt::gray, Qt::white,
                                Qt::white, Qt::black, Qt::black));
    QVERIFY(m_view->grab().toImage().pixelColor(3, 3).lightness() < light.lightness());
}

QTEST_MAIN(TestGraphView)
#include "tst_graphview.moc"
