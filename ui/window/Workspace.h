// SPDX-License-Identifier: GPL-3.0-or-later
// The tabs of a window, in the settings while it is open, and found again when it has ended. Every
// window has its own list.
#pragma once

#include "ui/window/TabContent.h"

#include <memory>

namespace pareidolia {

class FileLock;

class Workspace
{
public:
    /// `folder`: where every window keeps a lock while it is open; empty: nowhere.
    explicit Workspace(const QString& folder);
    ~Workspace();

    struct Tabs
    {
        ReadTabs open;
        int front = 0;           ///< of all tabs, the start page being the first
        bool moreToCome = false; ///< a window is closing: its tabs can be had soon
    };

    /// The tabs of windows that have ended: closed to go on where they were left, or killed. They
    /// are this window's from now on. What is broken is left out.
    Tabs adoptEnded();

    void keep(const std::vector<TabContent>& tabs, int front) const;

    /// The window is closing. Unless it goes on where the last one was left, its tabs are
    /// forgotten.
    void close(bool goesOn) const;

    /// Whether people want their tabs back.
    static bool isWanted();
    static void setWanted(bool wanted);

private:
    QString lockOf(const QString& window) const;

    QString m_folder;
    QString m_window; ///< this one's name in the settings
    std::unique_ptr<FileLock> m_lock;
};

} // namespace pareidolia
