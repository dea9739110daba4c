// SPDX-License-Identifier: GPL-3.0-or-later
// What a preset may be called, so that its name is a good file name everywhere.
#pragma once

#include "core/base/Error.h"

#include <span>
#include <string>

namespace pareidolia {

/// Letters of any script, digits, "-", "_" and blanks, beginning with a letter or digit; none of
/// `taken`, whatever the case. A usage error says which of this is not so.
Result<void> checkPresetName(const std::string& name, std::span<const std::string> taken);

} // namespace pareidolia
