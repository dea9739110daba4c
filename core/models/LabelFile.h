// SPDX-License-Identifier: GPL-3.0-or-later
// Labels of classes: lists that come with the program, or a text file. Thread: any. Blocks on the
// disk.
#pragma once

#include "core/base/Error.h"
#include "core/classifier/ModelInfo.h"

#include <string>
#include <vector>

namespace pareidolia {

struct ClassNames
{
    std::vector<std::string> labels;
    std::vector<ClassGroup> groups;
    std::string remark; ///< how a file was understood, a sentence; empty for lists of the program
};

/// `choice`: "imagenet", "digits", or the path of a file in one of the layouts of LabelLayout.h.
/// Empty: the classes' numbers. One label too many, which is the background's and stands first, is
/// left out. Any other number of labels than `classes` is a usage error that names both.
Result<ClassNames> readClassNames(const std::string& choice, std::size_t classes);

/// The same where the number of classes is not known: as many as there are labels.
Result<ClassNames> readAllClassNames(const std::string& choice);

} // namespace pareidolia
