// SPDX-License-Identifier: GPL-3.0-or-later
// The heading of a group on the wall: its name and statistics.
#pragma once

#include "core/analysis/Statistics.h"

#include <QFont>
#include <QPainter>
#include <QRect>
#include <QString>

namespace pareidolia {

struct Colours;

struct SectionHeading
{
    QString name;
    int count = 0;
    Statistics statistics; ///< of its champions

    /// "118 classes · median 93 % · 12 over 99 %"
    QString figures() const;

    void paint(QPainter& painter, const QRect& place, const QFont& font,
               const Colours& colours) const;

    static int height(const QFont& font);
};

} // namespace pareidolia
