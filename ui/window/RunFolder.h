// SPDX-License-Identifier: GPL-3.0-or-later
// Where runs lie that nobody has given a name yet: every run is written down from its beginning.
#pragma once

#include <QString>
#include <QStringList>

namespace pareidolia {

inline const QString runFileEnding = QStringLiteral(".pareidolia");

class RunFolder
{
public:
    /// Empty: there is none, and nothing is written down.
    explicit RunFolder(QString path = {}) : m_path(std::move(path)) {}

    const QString& path() const { return m_path; }

    /// A name that no file has; empty where there is no folder.
    QString newFile() const;

    /// Whether a file lies here, so that nobody has named it.
    bool holds(const QString& file) const;

    /// Removes a file if it lies here, and what SQLite left beside it.
    void discard(const QString& file) const;

    /// Removes the oldest of those that nobody wants, and nobody writes, where there are too many
    /// bytes of them.
    void tidy(const QStringList& wanted) const;

private:
    QString m_path;
};

} // namespace pareidolia
