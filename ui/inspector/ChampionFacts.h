// SPDX-License-Identifier: GPL-3.0-or-later
// What there is to say of a champion in a sentence or two.
#pragma once

#include "core/search/Search.h"

#include <QString>

namespace pareidolia {

/// Its log-odds, and what it is made of.
QString championFacts(const Champion& champion);

} // namespace pareidolia
