// SPDX-License-Identifier: GPL-3.0-or-later
// Reads dropped pictures, one after the other, in another thread.
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

    /// The input that pictures are fitted to; nothing: they stay as they are.
    void setInput(const std::optional<ImageShape>& input) { m_input = input; }

    /// Forgets waiting files of earlier calls. Answers with signals, in order.
    void read(const QStringList& paths);

    /// The same for a picture that was already read.
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
    unsigned m_question = 0; ///< answers to earlier ones are dropped
};

} // namespace pareidolia
