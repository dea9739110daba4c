// SPDX-License-Identifier: GPL-3.0-or-later
// The untuned network in a process of its own: LibTorch's number of threads and the settings of
// malloc can only be chosen once per process.
#pragma once

#include "core/base/Error.h"

#include <string>
#include <string_view>
#include <sys/types.h>

namespace pareidolia::cli {

/// A verb that the help hides: it answers each line with a number of seconds by the pictures per
/// second that it reached in that time, until its input ends.
inline constexpr std::string_view naiveVerb = "bench-naive";

/// A second process of this program, with that verb. It only works when asked, so that measurements
/// can alternate. One thread.
class NaiveProcess
{
public:
    /// `model`: a name in the library or a path. Settings of malloc in the environment are not
    /// passed on.
    explicit NaiveProcess(const std::string& model);

    /// Ends the process.
    ~NaiveProcess();
    NaiveProcess(const NaiveProcess&) = delete;
    NaiveProcess& operator=(const NaiveProcess&) = delete;

    /// Blocks for that time.
    Result<double> picturesPerSecond(double seconds);

private:
    int m_channel = -1;
    pid_t m_process = -1;
};

} // namespace pareidolia::cli
