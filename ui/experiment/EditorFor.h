// SPDX-License-Identifier: GPL-3.0-or-later
// Makes the control for a parameter.
#pragma once

#include "core/classifier/ModelInfo.h"
#include "ui/experiment/ParameterEditor.h"

namespace pareidolia {

/// `model`: its labels are offered for classes.
ParameterEditor* editorFor(const Parameter& parameter, const ModelInfo& model);

} // namespace pareidolia
