// SPDX-License-Identifier: GPL-3.0-or-later
// The same network run without thought, in a process of its own: how memory is kept and how many
// threads LibTorch has can only be set once in a process.
#pragma once

#include "core/base/Error.h"

#include <string>
#include <string_view>
#include <sys/types.h>

namespace pareidolia::cli {

/// The verb that is not in the help: it answers each line that holds a number of seconds with
/// pictures a second, until its input ends.
inline constexpr std::string_view naiveVerb = "bench-naive";

/// This program again, with that verb. It waits while nobody asks, so that measurements can take
/// turns. One thread.
class NaiveProcess
{
public:
    /// `model`: as the library opens it. Without settings of `malloc` from the environment.
    explicit NaiveProcess(const std::string& model);

    /// Ends it.
    ~NaiveProcess();
    NaiveProcess(const NaiveProcess&) = delete;
    NaiveProcess& operator=(const NaiveProcess&) = delete;

    /// Blocks for as long as it takes.
    Result<double> picturesPerSecond(double seconds);

private:
    int m_channel = -1;
    pid_t m_process = -1;
};

} // namespace pareidolia::cli
