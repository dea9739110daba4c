// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wall/Thumbnails.h"

#include <QPainter>
#include <utility>

namespace pareidolia {

Thumbnails::Thumbnails(QObject* parent) : QObject(parent)
{
    m_painting.start();
    m_soon.setSingleShot(true);
    m_soon.setInterval(0); // when everything else that waits has been done
    connect(&m_soon, &QTimer::timeout, this,
            [this] { Q_EMIT lacking(std::exchange(m_lacking, {})); });
}

void Thumbnails::paint(QPainter& painter, const QRect& target, const QImage& picture,
                       std::size_t place, quint64 version)
{
    const QSize size = (QSizeF(target.size()) * painter.device()->devicePixelRatioF()).toSize();
    if (picture.width() <= size.width()) {
        painter.drawImage(target, picture);
        return;
    }
    const Thumbnail* known = m_kept.object(place);
    if (!known || known->version != version || known->image.size() != size) {
        if (m_painting.elapsed() >= paintingTime) {
            painter.drawImage(target, picture);
            m_lacking.push_back(place);
            m_soon.start();
            return;
        }
        QImage small = picture.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
                           .convertToFormat(QImage::Format_RGB32); // as screens have it
        const auto cost = small.sizeInBytes();
        m_kept.insert(place, new Thumbnail{version, std::move(small)}, cost);
        known = m_kept.object(place);
    }
    if (known)
        painter.drawImage(target, known->image);
}

} // namespace pareidolia
