// SPDX-License-Identifier: GPL-3.0-or-later
// One window for all programs that a user starts: a later one hands its arguments to the first and
// ends. Over a local socket in the user's own folder. Main thread.
#pragma once

#include <QLocalServer>
#include <QObject>
#include <QStringList>
#include <memory>

namespace pareidolia {

class HandOver : public QObject
{
    Q_OBJECT

public:
    /// `circumstances`: a display, a data folder. Programs that differ in them never hand over to
    /// each other.
    explicit HandOver(const QStringList& circumstances, QObject* parent = nullptr);
    ~HandOver() override;

    /// Whether a window is there and has accepted the arguments, the first one first. One that was
    /// killed, or does not answer within a second in all, is never asked again. Blocks meanwhile.
    bool toFirst(const QStringList& arguments) const;

    /// How the sockets of such windows begin.
    const QString& name() const { return m_name; }

    /// Receives the arguments of later programs from now on.
    void becomeFirst();

    /// Later programs have windows of their own from now on.
    void resign() { m_server.reset(); }

Q_SIGNALS:
    /// Another program was started with these and has ended.
    void received(const QStringList& arguments);

private:
    void answer();

    QString m_name;
    std::unique_ptr<QLocalServer> m_server;
};

} // namespace pareidolia
