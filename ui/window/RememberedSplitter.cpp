// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/RememberedSplitter.h"

#include <QSettings>
#include <algorithm>

namespace pareidolia {

RememberedSplitter::RememberedSplitter(const QString& name, Qt::Orientation orientation,
                                       QWidget* parent)
    : QSplitter(orientation, parent), m_key(QStringLiteral("splitters/") + name)
{
    setObjectName(name);
    setChildrenCollapsible(false);
    connect(this, &QSplitter::splitterMoved, this, [this] {
        m_chosen = true;
        QVariantList kept;
        for (const int size : sizes())
            kept.append(size);
        QSettings().setValue(m_key, kept);
    });
}

void RememberedSplitter::recall()
{
    QList<int> kept;
    for (const QVariant& size : QSettings().value(m_key).toList())
        kept.append(size.toInt());
    if (kept.size() != count() || std::ranges::any_of(kept, [](int size) { return size <= 0; }))
        return;
    setSizes(kept);
    m_chosen = true;
}

void RememberedSplitter::fit(QWidget* part, int width)
{
    const int place = indexOf(part);
    if (m_chosen || place < 0 || !isVisible())
        return;
    QList<int> wanted = sizes();
    for (int other = 0; other < count(); ++other)
        if (widget(other)->sizePolicy().horizontalStretch() > 0)
            wanted[other] += wanted[place] - width;
    wanted[place] = width;
    setSizes(wanted);
}

} // namespace pareidolia
