// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Progress.h"

#include "app/cli/Shared.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <sys/ioctl.h>
#include <unistd.h>

namespace pareidolia::cli {

namespace {

constexpr auto terminalInterval = std::chrono::milliseconds(100);
constexpr auto plainInterval = std::chrono::seconds(2);
constexpr std::size_t barWidth = 24;

std::size_t terminalWidth()
{
    winsize size{};
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

std::string bar(double share)
{
    const auto full =
        static_cast<std::size_t>(std::clamp(share, 0.0, 1.0) * static_cast<double>(barWidth));
    return "[" + std::string(full, '#') + std::string(barWidth - full, '.') + "] ";
}

std::string timeLeft(std::optional<double> share, double seconds)
{
    if (!share || *share <= 0.01 || *share >= 1)
        return {};
    return ", " + spokenDuration(seconds * (1 - *share) / *share) + " left";
}

} // namespace

Progress::Progress() : m_terminal(isatty(STDERR_FILENO) == 1)
{
    // A short job prints no plain line at all.
    if (!m_terminal)
        m_last = std::chrono::steady_clock::now();
}

Progress::~Progress()
{
    clear();
}

void Progress::clear()
{
    if (m_drawn)
        std::fputs("\r\033[K", stderr);
    m_drawn = false;
}

void Progress::show(std::optional<double> share, double seconds, const std::string& text)
{
    const auto now = std::chrono::steady_clock::now();
    if (now - m_last < (m_terminal ? terminalInterval : plainInterval))
        return;
    m_last = now;
    const std::string line = text + timeLeft(share, seconds);
    if (!m_terminal) {
        tell(line);
        return;
    }
    const std::string drawn = (share ? bar(*share) : "") + line;
    std::fputs(("\r\033[K" + drawn.substr(0, terminalWidth() - 1)).c_str(), stderr);
    std::fflush(stderr);
    m_drawn = true;
}

void Progress::say(const std::string& line)
{
    clear();
    tell(line);
}

std::string spokenDuration(double seconds)
{
    const long whole = std::lround(std::max(seconds, 0.0));
    if (whole < 60)
        return std::to_string(whole) + " s";
    if (whole < 3600)
        return std::to_string(whole / 60) + " min " + std::to_string(whole % 60) + " s";
    return std::to_string(whole / 3600) + " h " + std::to_string(whole / 60 % 60) + " min";
}

} // namespace pareidolia::cli
