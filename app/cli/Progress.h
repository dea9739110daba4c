// SPDX-License-Identifier: GPL-3.0-or-later
// How a long job shows that it moves: a bar that redraws itself on a terminal, plain lines now and
// then elsewhere. All on stderr.
#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace pareidolia::cli {

class Progress
{
public:
    Progress();

    /// Removes the bar, so that what is printed next starts on a clean line.
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    /// `share`: how much is done, 0–1, if that is known; `seconds`: since the start.
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
