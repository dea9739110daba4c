// SPDX-License-Identifier: GPL-3.0-or-later
// Process-wide settings that a program which runs networks needs, once, first in `main`.
#pragma once

namespace pareidolia {

/// Keeps freed memory in the process: by default glibc returns the activations of every batch to
/// the kernel and gets them again page by page, up to four times slower. Call before any other
/// thread starts.
void prepareProcess();

} // namespace pareidolia
