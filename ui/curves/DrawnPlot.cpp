// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/curves/DrawnPlot.h"

#include "ui/curves/PlotHeader.h"
#include "ui/curves/PlotLook.h"

#include <QEvent>
#include <QVBoxLayout>

namespace pareidolia {

DrawnPlot::DrawnPlot(const char* name, const QString& spoken, QWidget* parent)
    : QWidget(parent), m_plot(new QCustomPlot)
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
            return; // hidden since it was asked for
        draw();
        m_plot->replot(QCustomPlot::rpQueuedReplot);
    });
}

void DrawnPlot::requestDrawing()
{
    if (isVisible() && !m_drawing.isActive())
        m_drawing.start();
}

void DrawnPlot::applyColours()
{
    dressPlot(*m_plot, palette(), font());
    requestDrawing();
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
