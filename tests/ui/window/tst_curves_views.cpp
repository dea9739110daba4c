// SPDX-License-Identifier: GPL-3.0-or-later
// The views below the wall: curves, heat map, histogram.
#include "ManyClasses.h"

#include <QComboBox>
#include <QSignalSpy>
#include <QTabBar>

using namespace pareidolia;

class TestCurvesViews : public WindowTest
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_fixture.reset(); }
    void viewsAreSwitchedByClicks();
    void theViewStays();
    void theHeatMapTellsAndChooses();
    void theHeatMapFollowsTheWall();
    void aGroupStandsAgainstTheRest();
    void theHistogramCountsChampions();

private:
    QTabBar* tabs() const { return m_fixture->find<QTabBar>("curvesViews"); }
    void show(int view) const
    {
        QTest::mouseClick(tabs(), Qt::LeftButton, {}, tabs()->tabRect(view).center());
    }
    /// The plot as it is drawn when everything is known.
    QImage drawn(QWidget* plot) const
    {
        for (const auto& hovered : {std::optional<std::size_t>(100), {}}) {
            QSignalSpy replotted(plot, SIGNAL(afterReplot()));
            m_page->state().setHoveredClass(hovered);
            if (!replotted.wait())
                return {};
        }
        return plot->grab().toImage();
    }
};

void TestCurvesViews::init()
{
    m_fixture = std::make_unique<WindowFixture>(loadMany);
    QVERIFY(QTest::qWaitForWindowActive(m_fixture->window.get()));
    m_page = openFinished(*m_fixture);
    QVERIFY(m_page);
}

void TestCurvesViews::viewsAreSwitchedByClicks()
{
    QVERIFY(m_fixture->find("curves"));
    QVERIFY(m_fixture->find("curvesGroup"));
    QVERIFY(!m_fixture->find("heatMap"));
    show(1);
    QVERIFY(m_fixture->find("heatMap"));
    QVERIFY(m_fixture->find("curvesLines"));
    QVERIFY(!m_fixture->find("curvesY"));
    show(2);
    QVERIFY(m_fixture->find("histogram"));
    QVERIFY(!m_fixture->find("curvesX"));
    tabs()->setFocus();
    QTest::keyClick(tabs(), Qt::Key_Left);
    QVERIFY(m_fixture->find("heatMap"));
}

void TestCurvesViews::theViewStays()
{
    show(1);
    QVERIFY(m_fixture->restart());
    m_page = openFinished(*m_fixture);
    QVERIFY(m_page);
    QVERIFY(m_fixture->find("heatMap"));
}

void TestCurvesViews::theHeatMapTellsAndChooses()
{
    show(1);
    QWidget* map = m_fixture->find("heatMap");
    QVERIFY(!drawn(map).isNull());
    const QPoint place(map->width() / 2, map->height() / 3);
    QTest::mouseMove(map, place - QPoint(0, 5));
    QTest::mouseMove(map, place);
    const auto hovered = m_page->state().hoveredClass();
    QVERIFY(hovered.has_value());
    QVERIFY2(map->toolTip().startsWith(QStringLiteral("label%1, generation").arg(*hovered)),
             qPrintable(map->toolTip()));
    QTest::mouseClick(map, Qt::LeftButton, {}, place);
    QCOMPARE(m_page->state().currentClass(), hovered);
}

void TestCurvesViews::theHeatMapFollowsTheWall()
{
    show(1);
    QWidget* map = m_fixture->find("heatMap");
    m_page->state().setFilterText(QStringLiteral("cats"));
    const QPoint place(map->width() / 2, map->height() / 3);
    const auto hovered = [&] {
        QTest::mouseMove(map, place - QPoint(1, 0));
        QTest::mouseMove(map, place);
        return m_page->state().hoveredClass().value_or(0);
    };
    QTRY_VERIFY(hovered() >= 40 && hovered() < 60);
    auto* lines = m_fixture->find<QComboBox>("curvesLines");
    lines->setFocus();
    QTest::keyClick(lines, Qt::Key_Down); // by number: all of them
    QTRY_VERIFY(hovered() >= 60);
}

void TestCurvesViews::aGroupStandsAgainstTheRest()
{
    QWidget* curves = m_fixture->find("curves");
    const QImage together = drawn(curves);
    QVERIFY(!together.isNull());
    auto* group = m_fixture->find<QComboBox>("curvesGroup");
    QCOMPARE(group->count(), 4);
    group->setFocus();
    QTest::keyClick(group, Qt::Key_Down);
    QCOMPARE(group->currentText(), QStringLiteral("dogs against the rest"));
    QVERIFY(drawn(curves) != together);
    QTest::keyClick(group, Qt::Key_Home);
    QCOMPARE(drawn(curves), together);
}

void TestCurvesViews::theHistogramCountsChampions()
{
    show(2);
    QWidget* histogram = m_fixture->find("histogram");
    const auto told = [&] {
        std::size_t sum = 0;
        QString last;
        for (int x = 0; x < histogram->width(); ++x) {
            QTest::mouseMove(histogram, {x, histogram->height() / 2});
            const QString tip = histogram->toolTip();
            const QString line = tip.section('\n', 1, 1);
            if (line.isEmpty() || tip == std::exchange(last, tip))
                continue;
            sum += line.section(": ", 1).section(' ', 0, 0).toULong();
        }
        return sum;
    };
    std::size_t champions = 0;
    const RunSession& session = *m_page->group().sessions().front();
    for (const std::size_t target : session.targets())
        champions += session.champion(target).has_value();
    QTRY_COMPARE(told(), champions); // every one in one bin
}

QTEST_MAIN(TestCurvesViews)
#include "tst_curves_views.moc"
