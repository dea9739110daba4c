// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/RecentThings.h"

#include <QSettings>

namespace pareidolia {

namespace {

constexpr auto key = "recent/things";

} // namespace

RecentThings::RecentThings(QObject* parent)
    : QObject(parent), m_list(tabsFrom(QSettings().value(key).toByteArray()).tabs)
{
    if (m_list.size() > most)
        m_list.resize(most);
}

void RecentThings::add(const TabContent& content)
{
    if (!m_list.empty() && m_list.front() == content)
        return;
    std::erase(m_list, content);
    m_list.insert(m_list.begin(), content);
    if (m_list.size() > most)
        m_list.pop_back();
    keep();
}

void RecentThings::remove(const TabContent& content)
{
    if (std::erase(m_list, content) > 0)
        keep();
}

void RecentThings::clear()
{
    m_list.clear();
    keep();
}

void RecentThings::keep()
{
    QSettings().setValue(key, textOf(m_list));
    Q_EMIT changed();
}

} // namespace pareidolia
