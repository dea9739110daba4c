// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/experiment/SeedButton.h"

#include <QPainter>
#include <QRandomGenerator>

namespace pareidolia {

namespace {

constexpr int mostSeed = 1'000'000;
constexpr double sideOfButton = 0.6; ///< the die's
constexpr double pip = 0.09;         ///< radius, of the die's side

} // namespace

SeedButton::SeedButton(QWidget* parent) : QToolButton(parent)
{
    setObjectName(QStringLiteral("anotherSeed"));
    setAutoRaise(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Another seed"));
    setToolTip(tr("Another random seed"));
}

QString SeedButton::anotherSeed(const QString& than)
{
    QString seed = than;
    while (seed == than)
        seed = QString::number(QRandomGenerator::global()->bounded(1, mostSeed));
    return seed;
}

void SeedButton::paintEvent(QPaintEvent* event)
{
    QToolButton::paintEvent(event);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double side = sideOfButton * std::min(width(), height());
    QRectF die(0, 0, side, side);
    die.moveCenter(QRectF(rect()).center());
    const QColor colour = palette().color(QPalette::ButtonText);
    painter.setPen(QPen(colour, 1.2));
    painter.drawRoundedRect(die, side / 5, side / 5);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    for (const QPointF place : {QPointF(.28, .28), QPointF(.72, .28), QPointF(.5, .5),
                                QPointF(.28, .72), QPointF(.72, .72)})
        painter.drawEllipse(die.topLeft() + place * side, pip * side, pip * side);
}

} // namespace pareidolia
