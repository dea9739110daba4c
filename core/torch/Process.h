// SPDX-License-Identifier: GPL-3.0-or-later
// What a program that runs networks must set for its whole process, once, first in `main`.
#pragma once

namespace pareidolia {

/// Makes freed memory stay with the process: by default glibc gives the activations of every batch
/// back to the kernel and takes them again page by page, up to four times slower. Call before any
/// other thread starts.
void prepareProcess();

} // namespace pareidolia
