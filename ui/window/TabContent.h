// SPDX-License-Identifier: GPL-3.0-or-later
// What a tab shows, as it is remembered: enough to open it again, for a run is its spec.
#pragma once

#include "core/run/RunSpec.h"

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <vector>

namespace pareidolia {

/// A value: one run, two that are compared, or pictures before a network.
struct TabContent
{
    std::vector<RunSpec> runs;
    QStringList files;   ///< the run files, one each; empty or missing: none
    std::string network; ///< to try; where there are no runs
    QString file;        ///< a picture to try or a model; empty: none

    /// Two that show the same run files are one, whatever the specs have become.
    bool operator==(const TabContent& other) const;

    /// Whose network has to be there.
    const std::string& model() const { return runs.empty() ? network : runs.front().model; }

    /// "MNIST · noise", "MNIST: noise against patterns", "cat.png".
    QString title() const;
};

/// Text for the settings.
QByteArray textOf(const std::vector<TabContent>& tabs);

struct ReadTabs
{
    std::vector<TabContent> tabs;
    bool whole = true; ///< nothing had to be left out
};

/// Leaves out what cannot be read: people edit settings, and programs change.
ReadTabs tabsFrom(const QByteArray& text);

} // namespace pareidolia
