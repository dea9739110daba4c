// SPDX-License-Identifier: GPL-3.0-or-later
// The progress of a long job on stderr: a bar on a terminal, elsewhere a line every two seconds.
#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace pareidolia::cli {

class Progress
{
public:
    Progress();

    /// Removes the bar, so that the next output starts on an empty line.
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    /// `share`: of the work that is done, 0–1, if known; `seconds`: since the start.
    void show(std::optional<double> share, double seconds, const std::string& text);

    /// A line that stays.
    void say(const std::string& line);

private:
    void clear();

    bool m_terminal;
    bool m_drawn = false;
    std::chrono::steady_clock::time_point m_last{};
};

/// "3 s", "2 min 5 s", "1 h 12 min"
std::string spokenDuration(double seconds);

} // namespace pareidolia::cli
