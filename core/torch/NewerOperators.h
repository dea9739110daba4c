// SPDX-License-Identifier: GPL-3.0-or-later
// Operators that today's PyTorch writes into TorchScript and the LibTorch at hand may lack.
#pragma once

namespace pareidolia {

/// Registers, once, those that LibTorch does not have; those that it has stay as they are. They are
/// made of its other operators, so that they can be differentiated. Thread: any.
void registerNewerOperators();

} // namespace pareidolia
