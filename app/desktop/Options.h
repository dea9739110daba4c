// SPDX-License-Identifier: GPL-3.0-or-later
// What the window is asked for on the command line.
#pragma once

#include "core/base/Error.h"

#include <QString>
#include <QStringList>
#include <optional>

namespace pareidolia {

struct Options
{
    QStringList files;
    QString preset;
    QString comparison;
    bool start = false;
    bool newWindow = false;  ///< even if one is open
    QString log;             ///< where diagnostics go; empty: nowhere
    QString screenshot;      ///< the PNG file of a picture of the window; empty: none
    double afterSeconds = 3; ///< of running, before the screenshot

    bool help = false;
    bool version = false;
};

/// `arguments` begin with the program's name. Usage errors name the option.
Result<Options> parseOptions(const QStringList& arguments);

/// Arguments that say the same in any folder, but for what only the program itself needs.
QStringList argumentsOf(const Options& options);

QString helpText();

} // namespace pareidolia
