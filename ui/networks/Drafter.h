// SPDX-License-Identifier: GPL-3.0-or-later
// Makes drafts of an import in another thread: of several requests only the last is answered.
#pragma once

#include "core/models/NetworkImporter.h"

#include <QObject>
#include <QThreadPool>
#include <memory>
#include <optional>
#include <stop_token>

namespace pareidolia {

using ImportDraftPointer = std::shared_ptr<const ImportDraft>;

/// Main thread; the destructor cancels the work and waits for it.
class Drafter : public QObject
{
    Q_OBJECT

public:
    explicit Drafter(NetworkImporter importer, QObject* parent = nullptr);
    ~Drafter() override;

    void draft(const ImportSettings& settings);

    /// The current request is not answered.
    void forget();

Q_SIGNALS:
    void drafted(ImportDraftPointer draft);
    void failed(const Error& error);

private:
    void ask();

    NetworkImporter m_importer;
    std::optional<ImportSettings> m_next;
    std::stop_source m_stop;
    unsigned m_question = 0;
    bool m_busy = false;
    QThreadPool m_pool; ///< last: its destructor waits for work that uses the members above
};

} // namespace pareidolia
