// SPDX-License-Identifier: GPL-3.0-or-later
// Facts about a champion in one or two sentences.
#pragma once

#include "core/search/Search.h"

#include <QString>

namespace pareidolia {

/// Its log-odds, and its encoding.
QString championFacts(const Champion& champion);

} // namespace pareidolia
