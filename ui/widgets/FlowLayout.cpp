// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/FlowLayout.h"

#include <algorithm>

namespace pareidolia {

QLayoutItem* FlowLayout::itemAt(int index) const
{
    return index >= 0 && index < count() ? m_items[static_cast<std::size_t>(index)].get() : nullptr;
}

QLayoutItem* FlowLayout::takeAt(int index)
{
    if (!itemAt(index))
        return nullptr;
    QLayoutItem* item = m_items[static_cast<std::size_t>(index)].release();
    m_items.erase(m_items.begin() + index);
    return item;
}

QSize FlowLayout::minimumSize() const
{
    QSize least;
    for (const auto& item : m_items)
        least = least.expandedTo({item->minimumSize().width(), item->sizeHint().height()});
    return least.grownBy(contentsMargins());
}

QSize FlowLayout::sizeHint() const
{
    const QMargins margins = contentsMargins();
    int width = margins.left() + margins.right() - spacing();
    for (const auto& item : m_items)
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
    for (const auto& item : m_items)
        if (!item->isEmpty())
            shown.push_back(item.get());
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
