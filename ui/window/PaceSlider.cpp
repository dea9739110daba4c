// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/PaceSlider.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QSlider>
#include <algorithm>
#include <array>
#include <cmath>

namespace pareidolia {

namespace {

/// Generations a second; one more stop has no limit.
constexpr std::array<double, 6> stops{0.5, 1, 2, 5, 10, 20};

} // namespace

PaceSlider::PaceSlider(QWidget* parent)
    : QWidget(parent), m_slider(new QSlider(Qt::Horizontal)), m_label(new QLabel)
{
    m_slider->setObjectName(QStringLiteral("pace"));
    m_slider->setAccessibleName(tr("Pace"));
    m_slider->setToolTip(tr("How many generations a second are shown; to the right end: as fast as "
                            "the machine goes. Step shows one at a time."));
    m_slider->setRange(0, static_cast<int>(stops.size()));
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
    int widest = 0;
    for (int stop = 0; stop <= m_slider->maximum(); ++stop) {
        m_slider->setValue(stop);
        showPace();
        widest = std::max(widest, m_label->sizeHint().width());
    }
    m_label->setMinimumWidth(widest); // nothing moves when the number changes
    connect(m_slider, &QSlider::valueChanged, this, [this] {
        showPace();
        Q_EMIT paceChanged(pace());
    });
}

void PaceSlider::setPace(std::optional<double> pace)
{
    int nearest = static_cast<int>(stops.size());
    if (pace) {
        const auto* stop = std::ranges::min_element(
            stops, {}, [&](double value) { return std::abs(value - *pace); });
        nearest = static_cast<int>(stop - stops.begin());
    }
    m_slider->setValue(nearest);
    showPace();
}

std::optional<double> PaceSlider::pace() const
{
    const auto stop = static_cast<std::size_t>(m_slider->value());
    return stop < stops.size() ? std::optional(stops[stop]) : std::nullopt;
}

void PaceSlider::showPace()
{
    const auto rate = pace();
    m_label->setText(rate ? tr("%1 generations/s").arg(*rate) : tr("as fast as it goes"));
}

} // namespace pareidolia
