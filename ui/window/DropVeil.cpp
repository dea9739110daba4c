// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/DropVeil.h"

#include "ui/drawing/Theme.h"
#include "ui/widgets/Page.h"

#include <QApplication>
#include <QDragEnterEvent>
#include <QMimeData>
#include <QPainter>

namespace pareidolia {

namespace {

constexpr int margin = 16;
constexpr double radius = 8;

} // namespace

DropVeil::DropVeil(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("dropVeil"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    hide();
    qApp->installEventFilter(this);
}

bool DropVeil::eventFilter(QObject* watched, QEvent* event)
{
    const auto* widget = qobject_cast<QWidget*>(watched);
    const QWidget* parent = parentWidget();
    if (!widget || !parent || widget->window() != parent->window())
        return QWidget::eventFilter(watched, event);
    switch (event->type()) {
    case QEvent::DragEnter:
        // What leaves this window is not dropped on it.
        if (const auto* enter = static_cast<QDragEnterEvent*>(event);
            !enter->source() && !localFiles(*enter->mimeData()).isEmpty()) {
            setGeometry(parent->rect());
            raise();
            show();
        }
        break;
    case QEvent::DragLeave:
    case QEvent::Drop:
        hide();
        break;
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}

void DropVeil::paintEvent(QPaintEvent*)
{
    const Colours colours = coloursOf(themeOf(palette()));
    QColor behind = palette().color(QPalette::Window);
    behind.setAlphaF(0.85F);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), behind);
    painter.setPen(QPen(colours.accent, 2, Qt::DashLine));
    painter.drawRoundedRect(QRectF(rect()).adjusted(margin, margin, -margin, -margin), radius,
                            radius);
    painter.setPen(colours.text);
    painter.setFont(enlarged(font(), 1.6));
    painter.drawText(rect(), Qt::AlignCenter, tr("Drop runs, networks or pictures"));
}

} // namespace pareidolia
