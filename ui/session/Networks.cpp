// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/Networks.h"

#include "core/base/Log.h"
#include "ui/session/WhenDone.h"

#include <QtConcurrent>
#include <utility>

namespace pareidolia {

Networks::Networks(Loader loader, QObject* parent) : QObject(parent), m_loader(std::move(loader))
{
    m_pool.setMaxThreadCount(1);
}

void Networks::load(const std::string& nameOrPath, QObject* context,
                    std::function<void(const Loaded&)> done)
{
    whenDone(QtConcurrent::run(&m_pool, [this, nameOrPath] { return loadNow(nameOrPath); }),
             context, std::move(done));
}

void Networks::forget(const std::string& nameOrPath)
{
    // On the thread that owns the list.
    m_pool.start([this, nameOrPath] { m_known.erase(nameOrPath); });
}

Networks::Loaded Networks::loadNow(const std::string& nameOrPath)
{
    if (const auto known = m_known.find(nameOrPath); known != m_known.end())
        return known->second;
    Loaded loaded = m_loader(nameOrPath);
    diagnostics::log("networks", loaded ? nameOrPath + " is loaded" : loaded.error().sentence());
    if (loaded)
        m_known[nameOrPath] = *loaded;
    return loaded;
}

} // namespace pareidolia
