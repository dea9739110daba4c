// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/benchmark/ProcessFigures.h"

#include <sys/resource.h>

namespace pareidolia {

namespace {

rusage usage()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage;
}

} // namespace

double peakResidentMegabytes()
{
    return static_cast<double>(usage().ru_maxrss) * 1024 / 1e6; // the kernel tells kibibytes
}

std::uint64_t pageFaults()
{
    return static_cast<std::uint64_t>(usage().ru_minflt);
}

} // namespace pareidolia
