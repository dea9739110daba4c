// SPDX-License-Identifier: GPL-3.0-or-later
// Drags pictures into other programs: as files, and the first one as its pixels, too.
#pragma once

#include "core/base/Error.h"
#include "core/run/RunSnapshot.h"

#include <QTemporaryDir>
#include <vector>

class QWidget;

namespace pareidolia {

class ChampionDrag
{
public:
    /// Returns when the pictures are let go; `source` is where they come from. Fifty at most: for
    /// more, there is saving, which does not hold up the window. Main thread.
    Result<void> drag(QWidget* source, const RunSnapshot& run, std::vector<std::size_t> classes);

private:
    QTemporaryDir m_folder; ///< files that the other program may still read
};

} // namespace pareidolia
