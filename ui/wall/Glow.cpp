// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wall/Glow.h"

#include <algorithm>
#include <utility>

namespace pareidolia {

constexpr int frame = 110; ///< milliseconds

Glow::Glow(QObject* parent) : QObject(parent)
{
    m_clock.start();
    m_timer.setInterval(frame);
    connect(&m_timer, &QTimer::timeout, this, &Glow::advance);
}

void Glow::light(std::size_t index)
{
    if (!m_enabled)
        return;
    m_waiting.insert(index);
    if (!m_timer.isActive()) {
        m_timer.start();
        advance();
    }
}

void Glow::setEnabled(bool enabled)
{
    m_enabled = enabled;
    if (enabled)
        return;
    m_timer.stop();
    m_waiting.clear();
    Q_EMIT faded(std::exchange(m_glowing, {}));
}

double Glow::strength(std::size_t index) const
{
    if (!std::ranges::binary_search(m_glowing, index))
        return 0;
    return std::max(0.0, 1 - static_cast<double>(m_clock.elapsed() - m_lastBeat) / fade);
}

void Glow::advance()
{
    const bool dark = m_clock.elapsed() - m_lastBeat > fade;
    std::vector<std::size_t> changed = m_glowing;
    if (dark)
        m_glowing.clear();
    if (!m_waiting.empty() && m_clock.elapsed() - m_lastBeat >= beat) {
        m_lastBeat = m_clock.elapsed();
        m_glowing.assign(m_waiting.begin(), m_waiting.end());
        m_waiting.clear();
        changed.insert(changed.end(), m_glowing.begin(), m_glowing.end());
    }
    if (m_glowing.empty() && m_waiting.empty())
        m_timer.stop();
    Q_EMIT faded(changed);
}

} // namespace pareidolia
