// SPDX-License-Identifier: GPL-3.0-or-later
// QCustomPlot 2.1 uses Qt's keywords, which the rest of the program does without (they break
// torch). Include this, never <qcustomplot.h>, and only in .cpp files of this room.
#pragma once

#include <QtGlobal>

#define signals Q_SIGNALS
#define slots Q_SLOTS
#define foreach Q_FOREACH
#include <qcustomplot.h>
#undef signals
#undef slots
#undef foreach
