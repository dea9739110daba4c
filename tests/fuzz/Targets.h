// SPDX-License-Identifier: GPL-3.0-or-later
// What fuzzers feed with bytes. Whatever these are, the call returns; a promise that a reader
// breaks ends the process.
#pragma once

#include <string>
#include <string_view>

namespace pareidolia::fuzz {

/// The normaliser of ONNX: what it gives is normal already. Whether it gave anything.
bool feedOnnx(std::string_view bytes);

/// Caffe's reader: a description beside the sample's weights, and weights beside its description.
void feedPrototxt(std::string_view text);
void feedCaffemodel(std::string_view bytes);

/// The gate of model files, and LibTorch behind it: a data.pkl of the sample network, which is run.
/// Whether it was.
bool feedPickle(std::string_view bytes);

/// The reader of run files, as they are and with every row's proof mended. Whether there was a run.
bool feedRunFile(std::string_view bytes);

} // namespace pareidolia::fuzz
