// SPDX-License-Identifier: GPL-3.0-or-later
// What the numbers of a network's output are, as far as its file tells.
#pragma once

namespace pareidolia {

enum class AnswerKind { Logits, Probabilities, LogProbabilities };

} // namespace pareidolia
