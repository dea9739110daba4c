// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/PaceSlider.h"

#include "ui/drawing/Theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <algorithm>
#include <array>
#include <cmath>

namespace pareidolia {

namespace {

/// Generations a second. Left of them: one at a time; right of them: no limit.
constexpr std::array<double, 6> stops{0.5, 1, 2, 5, 10, 20};
constexpr int oneAtATime = 0;
constexpr int unlimited = static_cast<int>(stops.size()) + 1;

} // namespace

PaceSlider::PaceSlider(QWidget* parent)
    : QWidget(parent), m_slider(new QSlider(Qt::Horizontal)), m_label(new QLabel)
{
    m_slider->setObjectName(QStringLiteral("pace"));
    m_slider->setAccessibleName(tr("Pace"));
    m_slider->setToolTip(tr("Generations per second (< and >). Left end: one at a time, then "
                            "pause. Right end: no limit."));
    m_slider->setRange(oneAtATime, unlimited);
    m_slider->setPageStep(1);
    m_slider->setFixedWidth(110);
    auto* title = new QLabel(tr("Pace"));
    title->setBuddy(m_slider);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 0, 8, 0);
    row->addWidget(title);
    row->addWidget(m_slider);
    row->addWidget(m_label);
    setPace(Pace::of(5));
    keepWidth();
    connect(m_slider, &QSlider::valueChanged, this, [this] {
        showPace();
        Q_EMIT paceChanged(pace());
    });
}

void PaceSlider::keepWidth()
{
    int widest = 0;
    const Pace now = pace();
    for (int stop = oneAtATime; stop <= unlimited; ++stop) {
        const QSignalBlocker quiet(m_slider);
        m_slider->setValue(stop);
        showPace();
        widest = std::max(widest, widthOf(m_label->text(), m_label->font()) + 2);
    }
    m_label->setMinimumWidth(widest); // nothing moves when the number changes
    setPace(now);
}

void PaceSlider::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        keepWidth();
}

void PaceSlider::setPace(const Pace& pace)
{
    int stop = unlimited;
    if (pace.oneAtATime)
        stop = oneAtATime;
    else if (pace.generationsPerSecond) {
        const auto* nearest = std::ranges::min_element(
            stops, {}, [&](double value) { return std::abs(value - *pace.generationsPerSecond); });
        stop = static_cast<int>(nearest - stops.begin()) + 1;
    }
    const QSignalBlocker quiet(m_slider);
    m_slider->setValue(stop);
    showPace();
}

Pace PaceSlider::pace() const
{
    const int stop = m_slider->value();
    if (stop == oneAtATime)
        return Pace::single();
    return stop == unlimited ? Pace::unlimited()
                             : Pace::of(stops.at(static_cast<std::size_t>(stop - 1)));
}

void PaceSlider::slower()
{
    m_slider->setValue(m_slider->value() - 1);
}

void PaceSlider::faster()
{
    m_slider->setValue(m_slider->value() + 1);
}

void PaceSlider::showPace()
{
    const Pace now = pace();
    m_label->setText(now.oneAtATime ? tr("one at a time")
                     : now.generationsPerSecond
                         ? tr("%1 generations/s").arg(*now.generationsPerSecond)
                         : tr("no limit"));
}

} // namespace pareidolia
