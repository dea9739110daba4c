// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/networks/Drafter.h"

#include "core/base/ReturnError.h"
#include "ui/session/WhenDone.h"

#include <QtConcurrent>
#include <exception>
#include <utility>

namespace pareidolia {

namespace {

using Answer = Result<ImportDraftPointer>;

/// Nothing escapes a thread.
Answer draftNow(const NetworkImporter& importer, const ImportSettings& settings,
                const std::stop_token& stop)
{
    try {
        ASSIGN_OR_RETURN(auto draft, importer.draft(settings, stop));
        return std::make_shared<const ImportDraft>(std::move(draft));
    } catch (const std::exception& exception) {
        return failure("the import", exception.what(), "free some memory and try again");
    }
}

} // namespace

Drafter::Drafter(NetworkImporter importer, QObject* parent)
    : QObject(parent), m_importer(std::move(importer))
{
    m_pool.setMaxThreadCount(1);
}

Drafter::~Drafter()
{
    m_stop.request_stop();
}

void Drafter::draft(const ImportSettings& settings)
{
    forget();
    m_next = settings;
    if (!m_busy)
        ask();
}

void Drafter::forget()
{
    m_next.reset();
    ++m_question;
    m_stop.request_stop();
}

void Drafter::ask()
{
    m_busy = true;
    m_stop = {};
    const auto work = [importer = m_importer, settings = *std::exchange(m_next, std::nullopt),
                       stop = m_stop.get_token()] { return draftNow(importer, settings, stop); };
    whenDone(QtConcurrent::run(&m_pool, work), this,
             [this, question = m_question](const Answer& answer) {
                 m_busy = false;
                 if (m_next)
                     ask();
                 if (question != m_question)
                     return;
                 if (answer)
                     Q_EMIT drafted(*answer);
                 else
                     Q_EMIT failed(answer.error());
             });
}

} // namespace pareidolia
