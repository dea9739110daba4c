// SPDX-License-Identifier: GPL-3.0-or-later
// Large pictures scaled down for tiles. Smooth scaling costs a third of a millisecond each: as many
// are scaled while painting as fit into a few milliseconds, the others are painted coarsely at
// first. Memory is bounded. Main thread.
#pragma once

#include <QCache>
#include <QElapsedTimer>
#include <QImage>
#include <QObject>
#include <QTimer>
#include <cstddef>
#include <vector>

class QPainter;

namespace pareidolia {

class Thumbnails : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype budget = 24 << 20; ///< bytes
    static constexpr int paintingTime = 8;        ///< milliseconds for scaling per painting

    explicit Thumbnails(QObject* parent = nullptr);

    /// To be called before tiles are painted: restarts the time budget.
    void beginPainting() { m_painting.start(); }

    /// Paints `picture` onto `target`. `version`: different for every picture that the class has.
    void paint(QPainter& painter, const QRect& target, const QImage& picture, std::size_t place,
               quint64 version);

    /// Versions start again.
    void forget() { m_kept.clear(); }

    qsizetype bytes() const { return m_kept.totalCost(); }

Q_SIGNALS:
    /// These were painted coarsely; painted again, they become smooth.
    void lacking(const std::vector<std::size_t>& places);

private:
    struct Thumbnail
    {
        quint64 version;
        QImage image;
    };

    QCache<std::size_t, Thumbnail> m_kept{budget};
    QElapsedTimer m_painting;
    std::vector<std::size_t> m_lacking;
    QTimer m_soon;
};

} // namespace pareidolia
