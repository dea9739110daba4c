// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/Wording.h"

#include <QCoreApplication>

namespace pareidolia {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Wording", text);
}

} // namespace

QString plainWayOf(const RunSpec& spec)
{
    if (spec.search == "gradient-ascent")
        return tr("gradient ascent");
    return spec.encoding == "cppn" ? tr("patterns") : tr("noise");
}

QString wayOf(const RunSpec& spec)
{
    if (spec.search == "gradient-ascent")
        return plainWayOf(spec);
    return spec.encoding == "cppn" ? tr("patterns (CPPN)") : tr("noise (direct)");
}

} // namespace pareidolia
