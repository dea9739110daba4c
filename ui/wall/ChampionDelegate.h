// SPDX-License-Identifier: GPL-3.0-or-later
// Paints one champion: picture, label, confidence as number and bar, and its parent's class.
#pragma once

#include <QHash>
#include <QString>
#include <QStyledItemDelegate>

namespace pareidolia {

class Glow;
class Thumbnails;
class WallState;
struct Colours;

class ChampionDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    /// All of them outlive the delegate.
    ChampionDelegate(const WallState* state, const Glow* glow, Thumbnails* thumbnails,
                     QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

    static constexpr int leastSideWithText = 64;

    /// The size of a tile in this font, with pictures of this side.
    static QSize tileSize(const QFont& font, int side);

    /// To be called when the font changes.
    void forgetTexts() { m_labels = m_origins = {}; }

private:
    void paintFrame(QPainter& painter, const QRect& tile, std::size_t place, bool selected,
                    const Colours& colours) const;
    void paintTexts(QPainter& painter, const QRect& room, const QFont& font, const Colours& colours,
                    const QModelIndex& index) const;

    const WallState* m_state;
    const Glow* m_glow;
    Thumbnails* m_thumbnails;

    /// A cache: texts repeat, and measuring them would be half of the painting.
    struct FittedTexts
    {
        QHash<QString, QString> texts;
        int width = 0; ///< the texts' maximum width

        const QString& of(const QString& text, const QFont& font, int room);
    };
    mutable FittedTexts m_labels, m_origins;
};

} // namespace pareidolia
