// SPDX-License-Identifier: GPL-3.0-or-later
// What was opened last: runs, comparisons, models, pictures. Kept in the settings.
#pragma once

#include "ui/window/TabContent.h"

#include <QObject>

namespace pareidolia {

class RecentThings : public QObject
{
    Q_OBJECT

public:
    static constexpr std::size_t most = 6;

    /// Reads the settings; what cannot be read is forgotten.
    explicit RecentThings(QObject* parent = nullptr);

    /// Latest first; no two are equal.
    const std::vector<TabContent>& list() const { return m_list; }

    void add(const TabContent& content);
    void remove(const TabContent& content);

public Q_SLOTS:
    void clear();

Q_SIGNALS:
    void changed();

private:
    void keep();

    std::vector<TabContent> m_list;
};

} // namespace pareidolia
