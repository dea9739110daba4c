// SPDX-License-Identifier: GPL-3.0-or-later
// Where a champion came from: its ancestors, nearest first, each with the class whose champion it
// was.
#pragma once

#include <QImage>
#include <QString>
#include <QWidget>
#include <vector>

namespace pareidolia {

struct AncestorTile
{
    QImage picture;
    QString label;             ///< the class that it held
    bool changesClass = false; ///< its child took another class
    QString story;             ///< the tool tip
};

class AncestorStrip : public QWidget
{
    Q_OBJECT

public:
    explicit AncestorStrip(QWidget* parent = nullptr);

    void setTiles(std::vector<AncestorTile> tiles);
    const std::vector<AncestorTile>& tiles() const { return m_tiles; }

    QSize sizeHint() const override;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    int tileWidth() const;
    std::size_t visibleTiles() const;
    QRect placeOf(std::size_t tile) const;

    std::vector<AncestorTile> m_tiles;
};

} // namespace pareidolia
