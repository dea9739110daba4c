// SPDX-License-Identifier: GPL-3.0-or-later
// Nothing: CMake wants a source beside headers that it compiles first.
