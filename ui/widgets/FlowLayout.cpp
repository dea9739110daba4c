// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/FlowLayout.h"

#include <algorithm>
#include <iterator>

namespace pareidolia {

FlowLayout::~FlowLayout()
{
    for (QLayoutItem* item : m_items)
        delete item;
}

void FlowLayout::addItem(QLayoutItem* item)
{
    m_items.push_back(item);
}

QLayoutItem* FlowLayout::itemAt(int index) const
{
    return index >= 0 && index < count() ? m_items[static_cast<std::size_t>(index)] : nullptr;
}

QLayoutItem* FlowLayout::takeAt(int index)
{
    QLayoutItem* item = itemAt(index);
    if (item)
        m_items.erase(m_items.begin() + index);
    return item;
}

int FlowLayout::heightForWidth(int width) const
{
    return arrange({0, 0, width, 0}, false);
}

QSize FlowLayout::minimumSize() const
{
    QSize least;
    for (const QLayoutItem* item : m_items)
        least = least.expandedTo({item->minimumSize().width(), item->sizeHint().height()});
    return least.grownBy(contentsMargins());
}

QSize FlowLayout::sizeHint() const
{
    const QMargins margins = contentsMargins();
    int width = margins.left() + margins.right() - spacing();
    for (const QLayoutItem* item : m_items)
        width += item->sizeHint().width() + spacing();
    return {width, minimumSize().height()};
}

void FlowLayout::setGeometry(const QRect& rectangle)
{
    QLayout::setGeometry(rectangle);
    arrange(rectangle, true);
}

int FlowLayout::arrange(const QRect& rectangle, bool move) const
{
    const QRect room = rectangle.marginsRemoved(contentsMargins());
    const auto sizeOf = [&](const QLayoutItem* item) {
        const QSize usual = item->sizeHint();
        if (usual.width() <= room.width())
            return usual;
        return QSize(room.width(), item->hasHeightForWidth() ? item->heightForWidth(room.width())
                                                             : usual.height());
    };
    std::vector<QLayoutItem*> shown;
    std::ranges::copy_if(m_items, std::back_inserter(shown),
                         [](const QLayoutItem* item) { return !item->isEmpty(); });
    int top = room.top();
    std::size_t first = 0;
    while (first < shown.size()) {
        // As many as fit into this line.
        int width = -spacing();
        int height = 0;
        std::size_t end = first;
        for (; end < shown.size(); ++end) {
            const QSize size = sizeOf(shown[end]);
            if (end > first && width + spacing() + size.width() > room.width())
                break;
            width += spacing() + size.width();
            height = std::max(height, size.height());
        }
        if (move)
            for (int left = room.left(); first < end; ++first) {
                const QSize size = sizeOf(shown[first]);
                shown[first]->setGeometry({left, top, size.width(), height});
                left += size.width() + spacing();
            }
        first = end;
        top += height + (end < shown.size() ? spacing() : 0);
    }
    return top - rectangle.top() + contentsMargins().bottom();
}

} // namespace pareidolia
