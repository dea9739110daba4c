// SPDX-License-Identifier: GPL-3.0-or-later
// OpenCV's reader of ONNX was not written for files of strangers: a program of its own,
// pareidolia-try-onnx, reads and runs each of them first.
#pragma once

#include "core/base/Error.h"
#include "core/image/Image.h"

#include <span>
#include <string>
#include <string_view>

namespace pareidolia {

/// Lets that program try the network. What went wrong with it, e.g. "OpenCV crashes on it"; "" if
/// nothing. Errors: the program is missing or cannot be started. Thread: any; blocks for as long
/// as the network takes, two minutes at most.
Result<std::string> troubleInTrial(std::string_view onnx, const ImageShape& input);

/// What that program does. Its arguments: width, height, channels and the size of the ONNX file,
/// which is its standard input. Writes a line that is empty if all is well. Returns the exit
/// status.
int beTrial(std::span<char*> arguments);

} // namespace pareidolia
