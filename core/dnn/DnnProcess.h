// SPDX-License-Identifier: GPL-3.0-or-later
// What must hold in the whole process before OpenCV runs a network.
#pragma once

#include <string>

namespace pareidolia {

/// OpenCV starts no threads from now on and logs nothing. Any thread, any number of times.
void prepareOpenCv();

/// Version and instructions, as in `Classifier::runtime`.
std::string openCvRuntime();

} // namespace pareidolia
