// SPDX-License-Identifier: GPL-3.0-or-later
// Large pictures made small for tiles. Smooth ones cost a third of a millisecond each: as many are
// made while painting as fit into a few milliseconds, the others are painted roughly and follow.
// What is kept is bounded. Main thread.
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
    static constexpr int paintingTime = 8;        ///< milliseconds that making them may take

    explicit Thumbnails(QObject* parent = nullptr);

    /// To be called before tiles are painted: the time begins anew.
    void beginPainting();

    /// Paints `picture` onto `target`. `version`: another one for every picture that the class has.
    void paint(QPainter& painter, const QRect& target, const QImage& picture, std::size_t place,
               quint64 version);

    /// Versions begin anew.
    void forget() { m_kept.clear(); }

    qsizetype bytes() const { return m_kept.totalCost(); }

Q_SIGNALS:
    /// These were painted roughly; painted again, they become smooth.
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
