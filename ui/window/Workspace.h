// SPDX-License-Identifier: GPL-3.0-or-later
// Where one was: the tabs that were open when the program ended. A run is its spec; the same spec
// and seed grow the same pictures again.
#pragma once

#include "ui/window/TabContent.h"

namespace pareidolia {

struct Workspace
{
    /// Whose: of windows that go on where one left, or of those that were asked for one thing (on
    /// the command line). The latter leave the tabs of another day alone.
    enum class Of { GoingOn, Asked };

    ReadTabs open;
    int front = 0;      ///< of all tabs, the start page being the first
    bool closed = true; ///< the window was; else something ended it

    /// As it was kept; what is broken is left out.
    static Workspace fromSettings(Of whose);
    void keep(Of whose) const;

    /// Tabs of a window that was asked for one thing and did not end by itself: those whose runs
    /// are written down and that nobody goes on writing. They are found once.
    static std::vector<TabContent> takeAbandoned();

    /// Whether people want their tabs back.
    static bool isWanted();
    static void setWanted(bool wanted);
};

} // namespace pareidolia
