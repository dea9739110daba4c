// SPDX-License-Identifier: GPL-3.0-or-later
// The networks that are loaded. Loading takes a while and happens on a thread of its own.
#pragma once

#include "core/base/Error.h"
#include "core/classifier/Classifier.h"

#include <QFutureSynchronizer>
#include <QObject>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace pareidolia {

/// Main thread; `load` answers there too.
class Networks : public QObject
{
    Q_OBJECT

public:
    using Loaded = Result<std::shared_ptr<const Classifier>>;
    using Loader = std::function<Loaded(const std::string& nameOrPath)>;

    /// `loader` may be called from any thread and block.
    explicit Networks(Loader loader, QObject* parent = nullptr);

    /// Calls `done` from the event loop, unless `context` is gone by then. A network is read once.
    void load(const std::string& nameOrPath, QObject* context,
              std::function<void(const Loaded&)> done);

private:
    Loaded loadNow(const std::string& nameOrPath);

    Loader m_loader;
    std::mutex m_mutex; ///< held while loading: two requests for one network read it once
    std::map<std::string, std::shared_ptr<const Classifier>> m_known;
    QFutureSynchronizer<Loaded> m_loads; ///< last: they use what stands above, and are waited for
};

} // namespace pareidolia
