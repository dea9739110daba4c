// SPDX-License-Identifier: GPL-3.0-or-later
// Lets a program without windows paint text: fonts belong to a QGuiApplication.
#pragma once

namespace pareidolia {

/// Makes sure that there is a QGuiApplication. If there is none, makes one on Qt's own off-screen
/// platform, whether or not there is a display, and leaves the environment alone. Main thread only;
/// throws std::logic_error if a QCoreApplication stands in the way.
///
/// The one it makes lives until the process ends and is never destroyed: fonts and images that
/// outlive main() would reach into it, and a second one cannot be made reliably after the first.
void ensureGui();

} // namespace pareidolia
