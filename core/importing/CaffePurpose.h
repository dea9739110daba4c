// SPDX-License-Identifier: GPL-3.0-or-later
// What a Caffe network is for and whether it can be read at all, told in one sentence before its
// weights are looked at. All throw BadLayer.
#pragma once

#include "core/importing/CaffeFormat.h"
#include "core/importing/CaffeWiring.h"

#include <string>
#include <vector>

namespace pareidolia {

/// Detectors, embeddings and networks that estimate numbers give no class of a picture.
void refuseOtherPurposes(const caffe::NetParameter& network);

/// All types that cannot be converted, with their numbers.
void refuseUnknownTypes(const CaffeWiring& wiring);

/// True if the answer's name says that it is a description of the picture, and nothing says that it
/// is one number per class.
bool looksLikeEmbedding(const CaffeWiring& wiring);

/// "a", "b" and 3 more
std::string namedTogether(const std::vector<std::string>& names);

} // namespace pareidolia
