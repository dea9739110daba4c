// SPDX-License-Identifier: GPL-3.0-or-later
// A network from a stranger's file may crash what reads it, or take all memory and never end: a
// program of its own, pareidolia-try-onnx, compiles and runs each of them first.
#pragma once

#include "core/base/Error.h"
#include "core/openvino/OpenVinoNetwork.h"

#include <span>
#include <string>
#include <string_view>

namespace pareidolia {

/// Lets that program compile and run the network, with limits of time and memory; once, where the
/// user's cache can remember it. Returns how many numbers the network answers per picture. Errors
/// name `source`: what OpenVINO says, a crash, a limit; or the program is missing. Thread: any;
/// blocks for as long as that takes, two minutes at most.
Result<std::size_t> numbersInTrial(std::string_view onnx, const OpenVinoNetwork::Form& form,
                                   const std::string& source);

/// What that program does. Its arguments: width, height, channels, pictures in a micro-batch, and
/// the size of the ONNX file, which is its standard input. Writes one line of JSON: "numbers", or
/// "trouble". Returns the exit status.
int beTrial(std::span<char*> arguments);

} // namespace pareidolia
