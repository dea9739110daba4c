// SPDX-License-Identifier: GPL-3.0-or-later
// Where run files lie: those that nobody has given a name yet, for every run is saved from its
// beginning, and finished ones that come with the program.
#pragma once

#include "core/run/RunSpec.h"

#include <QString>
#include <QStringList>
#include <vector>

namespace pareidolia {

inline const QString runFileExtension = QStringLiteral(".pareidolia");

/// A finished run for teaching: played at once, without waiting for a search.
struct Example
{
    QString file; ///< not to be written: a copy is opened
    RunSpec spec; ///< its summary tells what one sees
};

/// In the order of their names; those that cannot be read are left out.
std::vector<Example> examples();

class RunFolder
{
public:
    /// Empty: there is none, and nothing is saved.
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
