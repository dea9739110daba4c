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
};

/// `choice`: "imagenet", "digits", or the path of a text file with one label per line, also in the
/// form of Caffe's synset_words.txt ("n01440764 tench, Tinca tinca"). Empty: the classes' numbers.
/// A number of labels that differs from `classes` is a usage error that names both.
Result<ClassNames> readClassNames(const std::string& choice, std::size_t classes);

} // namespace pareidolia
