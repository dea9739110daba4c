// SPDX-License-Identifier: GPL-3.0-or-later
// A run as it was at any moment, while it goes on or rests. Nothing blocks: the pictures of another
// moment are read in the background, and until those in view are there, the moment before stays.
#pragma once

#include "core/run/EventLog.h"
#include "core/search/Archive.h"

#include <QImage>
#include <QObject>
#include <QTimer>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace pareidolia {

class RunSession;

/// Main thread. Belongs to its session.
class TimeMachine : public QObject
{
    Q_OBJECT

public:
    explicit TimeMachine(RunSession* session);

    /// What somebody has before his eyes: these pictures come first.
    struct Looking
    {
        std::vector<std::size_t> classes;
        int side = 0; ///< of a tile, in pixels of the screen
    };
    void setLooking(std::function<Looking()> looking) { m_looking = std::move(looking); }

    /// The generation that is shown; nothing: now.
    std::optional<std::uint32_t> generation() const { return m_shown; }

    /// The one that was asked for last; shown as soon as its pictures are there.
    std::optional<std::uint32_t> destination() const { return m_destination; }

    /// Nothing: to now, at once.
    void travelTo(std::optional<std::uint32_t> generation);

    /// As it was then. Of the past only what the log tells, no genome and no picture.
    const std::optional<Champion>& champion(std::size_t index) const;

    /// Of the champion; one that still has to be painted is null, and follows. One that cannot be
    /// read, e.g. because its file is busy, is tried again for a few seconds.
    QImage picture(std::size_t index);

    /// Tiles have another size: pictures of the past that are too small for them follow.
    void lookAgain();

Q_SIGNALS:
    /// Another moment is shown.
    void travelled();

    /// Pictures that had been lacking are there.
    void followed(const std::vector<std::size_t>& classes);

private:
    struct Kept
    {
        QImage image;     ///< null: it could not be had so far
        int side = 0;     ///< it is as large as that allows
        int failures = 0; ///< in a row
    };
    using Holders = std::vector<std::optional<ImprovementRecord>>;

    void depart();
    void arrive(std::uint32_t generation, const Holders& holders);
    void fetchLacking();
    /// Calls `then` when the pictures of the classes in view are there; false: they are already.
    bool fetch(const Holders& holders, std::function<void()> then);
    void keep(const std::vector<ImprovementRecord>& records, const std::vector<QImage>& pictures,
              int side);
    void forgetAllBut(const Holders& holders, const std::vector<std::size_t>& classes);
    void paintLacking();
    Looking looking() const;

    RunSession* m_session;
    std::function<Looking()> m_looking;
    std::optional<std::uint32_t> m_destination;
    std::optional<std::uint32_t> m_shown;
    Holders m_holders;                                ///< of the moment that is shown
    std::vector<std::optional<Champion>> m_champions; ///< of it
    std::map<IndividualId, Kept> m_kept;
    qsizetype m_keptBytes = 0;
    bool m_busy = false; ///< a job is under way
    QTimer m_lacking{this}, m_retry{this};
    std::vector<std::size_t> m_unpainted; ///< classes of now
    QTimer m_painting{this};
};

} // namespace pareidolia
