// SPDX-License-Identifier: GPL-3.0-or-later
// The ancestors of a champion, nearest first, each with the class whose champion it was. One may be
// selected. Wide: belongs into a scroll area.
#pragma once

#include <QImage>
#include <QString>
#include <QWidget>
#include <cstdint>
#include <optional>
#include <vector>

namespace pareidolia {

struct AncestorTile
{
    QImage picture;
    QString label;             ///< the class whose champion it was
    bool changesClass = false; ///< its child took over another class
    QString story;             ///< the tool tip
    std::size_t heldClass = 0;
    std::uint32_t generation = 0; ///< in which it was made
};

class AncestorStrip : public QWidget
{
    Q_OBJECT

public:
    static constexpr int side = 42; ///< of a picture, in units

    explicit AncestorStrip(QWidget* parent = nullptr);

    void setTiles(std::vector<AncestorTile> tiles);
    const std::vector<AncestorTile>& tiles() const { return m_tiles; }

    QSize sizeHint() const override;

Q_SIGNALS:
    void chosen(const pareidolia::AncestorTile& tile);

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    int tileWidth() const;
    QRect placeOf(std::size_t tile) const;
    std::optional<std::size_t> tileAt(const QPoint& place) const;
    void moveTo(std::size_t tile);

    std::vector<AncestorTile> m_tiles;
    std::size_t m_current = 0; ///< for the keyboard
};

} // namespace pareidolia
