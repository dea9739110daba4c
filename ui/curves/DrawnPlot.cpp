// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/curves/DrawnPlot.h"

#include "ui/curves/PlotHeader.h"
#include "ui/drawing/Theme.h"

#include <QEvent>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

namespace pareidolia {

namespace {

constexpr int drawingInterval = 250; ///< milliseconds between two drawings, at least
constexpr int betweenNames = 8;      ///< pixels

class NamedTicker : public QCPAxisTicker
{
public:
    std::function<std::vector<NamedValue>(double from, double to)> names;

protected:
    void generate(const QCPRange& range, const QLocale&, QChar, int, QVector<double>& ticks,
                  QVector<double>* subTicks, QVector<QString>* labels) override
    {
        ticks.clear();
        if (subTicks)
            subTicks->clear();
        if (labels)
            labels->clear();
        for (const auto& [value, name] : names(range.lower, range.upper)) {
            ticks.append(value);
            if (labels)
                labels->append(QString::fromStdString(name));
        }
    }
};

} // namespace

DrawnPlot::DrawnPlot(const char* name, const QString& spoken) : m_plot(new QCustomPlot)
{
    m_plot->setObjectName(QString::fromLatin1(name));
    m_plot->setAccessibleName(spoken);
    m_plot->setNotAntialiasedElements(QCP::aeFills); // most of what drawing would cost
    m_plot->setMinimumHeight(120);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_plot);
    m_drawing.setSingleShot(true);
    m_drawing.setInterval(drawingInterval);
    connect(&m_drawing, &QTimer::timeout, this, [this] {
        if (!isVisible())
            return; // hidden since the request
        draw();
        m_plot->replot(QCustomPlot::rpQueuedReplot);
    });
    connect(m_plot, &QCustomPlot::mouseMove, this,
            [this](QMouseEvent* event) { hover(event->position()); });
    connect(m_plot, &QCustomPlot::mousePress, this,
            [this](QMouseEvent* event) { press(event->position()); });
}

void DrawnPlot::requestDrawing()
{
    if (isVisible() && !m_drawing.isActive())
        m_drawing.start();
}

void DrawnPlot::follow(const RunSession& session)
{
    connect(&session, &RunSession::advanced, this, &DrawnPlot::requestDrawing);
    connect(&session.time(), &TimeMachine::travelled, this, &DrawnPlot::requestDrawing);
}

void DrawnPlot::dressAxis(QCPAxis& axis) const
{
    const Colours colours = coloursOf(themeOf(palette()));
    axis.setBasePen(QPen(colours.grid));
    axis.setTickPen(QPen(colours.grid));
    axis.setSubTickPen(Qt::NoPen);
    axis.setTickLabelColor(colours.quietText);
    axis.setLabelColor(colours.quietText);
    axis.setTickLabelFont(font());
    axis.setLabelFont(font());
    axis.grid()->setPen(QPen(colours.grid, 1, Qt::SolidLine));
    axis.grid()->setZeroLinePen(Qt::NoPen);
}

void DrawnPlot::setTicks(QCPAxis& axis, Ticks ticks)
{
    const auto ticker = QSharedPointer<NamedTicker>::create();
    ticker->names = std::move(ticks);
    axis.setTicker(ticker);
}

void DrawnPlot::applyColours()
{
    m_plot->setBackground(QBrush(coloursOf(themeOf(palette())).behindFigure));
    for (QCPAxis* axis : m_plot->axisRect()->axes())
        dressAxis(*axis);
    requestDrawing();
}

void DrawnPlot::makeTable()
{
    m_plot->axisRect()->setupFullAxesBox();
    for (QCPAxis* axis : {m_plot->xAxis2, m_plot->yAxis2}) {
        axis->setTicks(false);
        axis->setTickLabels(false);
    }
    for (QCPAxis* axis : m_plot->axisRect()->axes())
        axis->grid()->setVisible(false);
    m_plot->yAxis->setRangeReversed(true);
}

void DrawnPlot::nameCells(QCPAxis& axis, const QStringList& names, const QString& title) const
{
    const bool down = axis.orientation() == Qt::Vertical;
    int each = fontMetrics().height();
    for (const QString& name : names)
        each = down ? each : std::max(each, widthOf(name, font()) + betweenNames);
    const QSize area = m_plot->axisRect()->size();
    const bool all = names.size() * each <= std::max(1, down ? area.height() : area.width());
    const auto ticker = QSharedPointer<QCPAxisTickerText>::create();
    for (int i = 0; all && i < names.size(); ++i)
        ticker->addTick(i + 0.5, names[i]);
    axis.setTicker(ticker);
    axis.setTickPen(Qt::NoPen);
    const QString count = tr("%1 classes").arg(names.size());
    axis.setLabel(all               ? title
                  : title.isEmpty() ? count
                                    : QStringLiteral("%1 (%2)").arg(title, count));
}

void DrawnPlot::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        applyColours();
}

void DrawnPlot::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    requestDrawing();
}

void DrawnPlot::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    requestDrawing();
}

} // namespace pareidolia
