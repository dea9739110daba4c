// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the pictures that people drop, one after the other, away from the event loop.
#pragma once

#include "ui/trying/PictureFile.h"

#include <QObject>
#include <QStringList>
#include <optional>

namespace pareidolia {

class PictureReader : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// What the pictures are made ready for; nothing: they stay as they are.
    void setInput(const std::optional<ImageShape>& input) { m_input = input; }

    /// Forgets files that wait from earlier calls. Answers by signals, in order.
    void read(const QStringList& paths);

    /// The same for one that is read already.
    void prepare(PictureFilePointer file);

Q_SIGNALS:
    void ready(const ShownPicture& picture);
    void failed(const Error& error);

private:
    using Answer = Result<ShownPicture>;

    void readNext();
    void await(QFuture<Answer> answer);

    std::optional<ImageShape> m_input;
    QStringList m_waiting;
    unsigned m_question = 0; ///< answers to earlier ones are not told
};

} // namespace pareidolia
