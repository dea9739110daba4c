// SPDX-License-Identifier: GPL-3.0-or-later
// Drafts of an import, made away from the event loop while people change their minds: of many
// wishes only the last is answered.
#pragma once

#include "core/models/NetworkImporter.h"

#include <QObject>
#include <QThreadPool>
#include <memory>
#include <optional>
#include <stop_token>

namespace pareidolia {

using ImportDraftPointer = std::shared_ptr<const ImportDraft>;

/// Main thread; its end stops the work and waits for it.
class Drafter : public QObject
{
    Q_OBJECT

public:
    explicit Drafter(NetworkImporter importer, QObject* parent = nullptr);
    ~Drafter() override;

    void draft(const ImportSettings& settings);

    /// What is under way is not answered.
    void forget();

    bool isBusy() const { return m_busy; }

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
    QThreadPool m_pool; ///< last: it is waited for, and uses what stands above
};

} // namespace pareidolia
