// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classifier/Classifier.h"

namespace pareidolia {

Result<std::vector<Gradient>> Classifier::gradients(std::span<const GradientQuery>) const
{
    return usageError(info().name, "it gives no gradients",
                      "choose another network, or search by evolution");
}

} // namespace pareidolia
