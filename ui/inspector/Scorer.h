// SPDX-License-Identifier: GPL-3.0-or-later
// Scores single pictures in another thread; of several requests only the last is answered.
#pragma once

#include "core/classifier/Classifier.h"

#include <QObject>
#include <memory>
#include <optional>
#include <vector>

namespace pareidolia {

struct RankedClass
{
    std::size_t index = 0;
    double logOdds = 0;
};

class Scorer : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Answers with `ranked`, from the event loop.
    void score(std::shared_ptr<const Classifier> classifier, const Image& picture, std::size_t top);

    /// The question under way is not answered any more.
    void forget()
    {
        m_next.reset();
        m_forgotten = true;
    }

Q_SIGNALS:
    /// Highest confidence first; empty if the network failed or gave no numbers.
    void ranked(const std::vector<RankedClass>& classes);

private:
    struct Question
    {
        std::shared_ptr<const Classifier> classifier;
        Image picture;
        std::size_t top = 0;
    };
    void ask();

    std::optional<Question> m_next; ///< waits for the current one
    bool m_busy = false;
    bool m_forgotten = false; ///< nobody waits for the one under way
};

} // namespace pareidolia
