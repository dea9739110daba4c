// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/Networks.h"

#include <QThreadPool>
#include <QtConcurrent>
#include <utility>

namespace pareidolia {

Networks::Networks(Loader loader, QObject* parent) : QObject(parent), m_loader(std::move(loader)) {}

Networks::~Networks()
{
    const std::scoped_lock lock(m_mutex); // a load under way uses this object
}

void Networks::load(const std::string& nameOrPath, QObject* context,
                    std::function<void(const Loaded&)> done)
{
    QtConcurrent::run([this, nameOrPath] {
        return loadNow(nameOrPath);
    }).then(context, [done = std::move(done)](const Loaded& loaded) { done(loaded); });
}

Networks::Loaded Networks::loadNow(const std::string& nameOrPath)
{
    const std::scoped_lock lock(m_mutex);
    if (const auto known = m_known.find(nameOrPath); known != m_known.end())
        return known->second;
    Loaded loaded = m_loader(nameOrPath);
    if (loaded)
        m_known[nameOrPath] = *loaded;
    return loaded;
}

} // namespace pareidolia
