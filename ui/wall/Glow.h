// SPDX-License-Identifier: GPL-3.0-or-later
// When tiles glow after a takeover. All takeovers with takeovers since the last beat begin to glow
// together, so nothing flashes more than twice a second, however fast the search is.
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <cstddef>
#include <set>
#include <vector>

namespace pareidolia {

class Glow : public QObject
{
    Q_OBJECT

public:
    static constexpr int beat = 500; ///< least milliseconds from one flash to the next
    static constexpr int fade = 450; ///< milliseconds until a flash has faded

    explicit Glow(QObject* parent = nullptr);

    void light(std::size_t index);
    void setEnabled(bool enabled);

    /// 1 just after a takeover, 0 when it has faded.
    double strength(std::size_t index) const;

Q_SIGNALS:
    /// These classes must be repainted.
    void faded(const std::vector<std::size_t>& indices);

private:
    void advance();

    bool m_enabled = true;
    QElapsedTimer m_clock;
    QTimer m_timer;
    qint64 m_lastBeat = -beat;
    std::set<std::size_t> m_waiting;
    std::vector<std::size_t> m_glowing; ///< with takeovers since the last beat
};

} // namespace pareidolia
