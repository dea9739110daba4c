// SPDX-License-Identifier: GPL-3.0-or-later
// Lets a program without windows paint text: fonts belong to a QGuiApplication.
#pragma once

namespace pareidolia {

/// Makes sure that there is a QGuiApplication. If there is none, creates one on Qt's off-screen
/// platform, whether or not there is a display, without changing the environment. Main thread only;
/// throws std::logic_error if there is a QCoreApplication of another kind.
///
/// It exists until the process ends and is never destroyed: fonts and images that outlive main()
/// would use it, and a second one cannot be created reliably.
void ensureGui();

} // namespace pareidolia
