// SPDX-License-Identifier: GPL-3.0-or-later
// Process-wide settings that OpenCV needs before it runs a network.
#pragma once

#include <string>

namespace pareidolia {

/// From now on OpenCV starts no threads and logs nothing. Any thread, any number of times.
void prepareOpenCv();

/// Version and instructions, as in `Classifier::runtime`.
std::string openCvRuntime();

} // namespace pareidolia
