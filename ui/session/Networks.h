// SPDX-License-Identifier: GPL-3.0-or-later
// The networks that are loaded. A thread of its own loads them.
#pragma once

#include "core/base/Error.h"
#include "core/classifier/Classifier.h"

#include <QObject>
#include <QThreadPool>
#include <functional>
#include <map>
#include <memory>
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

    /// The next `load` reads it anew: its file was changed, or is another one.
    void forget(const std::string& nameOrPath);

private:
    Loaded loadNow(const std::string& nameOrPath);

    Loader m_loader;
    std::map<std::string, std::shared_ptr<const Classifier>> m_known;

    /// One thread: two requests for one network read it once, and others are left to what people
    /// wait for. Last: it is waited for, and uses what stands above.
    QThreadPool m_pool;
};

} // namespace pareidolia
