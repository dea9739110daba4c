// SPDX-License-Identifier: GPL-3.0-or-later
// A row of controls that wraps into the next line if it does not fit: large fonts and long words
// need more room than a narrow window has. Controls of one line have one height if possible; hidden
// ones take no room, and one that is wider than the row has a row of its own and is narrowed to it.
#pragma once

#include <QLayout>
#include <memory>
#include <vector>

namespace pareidolia {

class FlowLayout : public QLayout
{
    Q_OBJECT

public:
    using QLayout::QLayout;

    void addItem(QLayoutItem* item) override { m_items.emplace_back(item); }
    int count() const override { return static_cast<int>(m_items.size()); }
    QLayoutItem* itemAt(int index) const override;
    QLayoutItem* takeAt(int index) override;

    Qt::Orientations expandingDirections() const override { return {}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override { return arrange({0, 0, width, 0}, false); }
    QSize minimumSize() const override;
    QSize sizeHint() const override;
    void setGeometry(const QRect& rectangle) override;

private:
    /// Returns the height that is needed, and places the items if `move` is set.
    int arrange(const QRect& rectangle, bool move) const;

    std::vector<std::unique_ptr<QLayoutItem>> m_items;
};

} // namespace pareidolia
