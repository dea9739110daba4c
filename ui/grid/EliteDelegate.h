// SPDX-License-Identifier: GPL-3.0-or-later
// Paints one champion: picture, label, confidence as number and bar, and where it came from.
#pragma once

#include <QStyledItemDelegate>

namespace pareidolia {

class Glow;
class GridState;

class EliteDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    /// `state` and `glow` outlive the delegate.
    EliteDelegate(const GridState* state, const Glow* glow, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

    static constexpr int leastSideWithText = 64;

    /// Size of every tile in this font, with pictures of this side.
    static QSize tileSize(const QFont& font, int side);

private:
    const GridState* m_state;
    const Glow* m_glow;
};

} // namespace pareidolia
