// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trying/PictureReader.h"

#include "core/base/ReturnError.h"
#include "ui/session/WhenDone.h"

#include <QtConcurrent>
#include <utility>

namespace pareidolia {

void PictureReader::read(const QStringList& paths)
{
    m_waiting = paths;
    ++m_question;
    readNext();
}

void PictureReader::prepare(PictureFilePointer file)
{
    m_waiting.clear();
    ++m_question;
    await(QtConcurrent::run(
        [input = m_input, file = std::move(file)]() -> Answer { return shownTo(input, *file); }));
}

void PictureReader::readNext()
{
    if (m_waiting.isEmpty())
        return;
    await(QtConcurrent::run([input = m_input, path = m_waiting.takeFirst()]() -> Answer {
        ASSIGN_OR_RETURN(const auto file, readPictureFile(path));
        return shownTo(input, *file);
    }));
}

void PictureReader::await(QFuture<Answer> answer)
{
    whenDone(answer, this, [this, question = m_question](const Answer& picture) {
        if (question != m_question)
            return;
        if (picture)
            Q_EMIT ready(*picture);
        else
            Q_EMIT failed(picture.error());
        if (question == m_question)
            readNext();
    });
}

} // namespace pareidolia
