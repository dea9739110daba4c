// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/exporting/PreviewView.h"

#include "ui/drawing/Theme.h"
#include "ui/session/WhenDone.h"

#include <QPainter>
#include <QtConcurrent>
#include <utility>

namespace pareidolia {

PreviewView::PreviewView(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("preview"));
    setAccessibleName(tr("Preview"));
    setToolTip(tr("This is what will be saved"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setMinimumSize(320, 240);
}

void PreviewView::show(Drawing drawing, double scale)
{
    m_next = Wish{std::move(drawing), scale};
    if (!m_busy)
        paintNext();
}

void PreviewView::paintNext()
{
    m_busy = true;
    const Wish wish = *std::exchange(m_next, std::nullopt);
    const auto painting =
        QtConcurrent::run([wish] { return pareidolia::painted(wish.drawing, wish.scale); });
    whenDone(painting, this, [this](const QImage& picture) {
        m_busy = false;
        if (m_next)
            return paintNext();
        m_picture = picture;
        m_shown = {};
        update();
        Q_EMIT painted();
    });
}

void PreviewView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Colours colours = coloursOf(themeOf(palette()));
    painter.fillRect(rect(), palette().color(QPalette::Mid));
    if (m_picture.isNull()) {
        painter.setPen(colours.text);
        painter.drawText(rect(), Qt::AlignCenter, tr("Painting …"));
        return;
    }
    const QSize room = size() * devicePixelRatioF();
    QSize shown = m_picture.size();
    if (shown.width() > room.width() || shown.height() > room.height())
        shown.scale(room, Qt::KeepAspectRatio);
    if (m_shown.size() != shown) {
        m_shown = QPixmap::fromImage(
            m_picture.scaled(shown, Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
        m_shown.setDevicePixelRatio(devicePixelRatioF());
    }
    const QSizeF target = m_shown.deviceIndependentSize();
    painter.drawPixmap(
        QPointF((width() - target.width()) / 2, (height() - target.height()) / 2).toPoint(),
        m_shown);
}

} // namespace pareidolia
