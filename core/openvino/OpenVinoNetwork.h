// SPDX-License-Identifier: GPL-3.0-or-later
// An ONNX network as OpenVINO runs it on the processor: compiled for pictures of one size and for
// micro-batches of one length, every micro-batch on one thread.
#pragma once

#include "core/base/Error.h"
#include "core/image/Image.h"

#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace pareidolia {

/// In how many bits the network computes.
enum class Precision { Float32, BFloat16 };

/// Thread: calls from any number of them at once; each blocks while its micro-batch runs.
class OpenVinoNetwork
{
public:
    struct Form
    {
        ImageShape picture;
        int microBatch = 1;
        bool channelsLast = false; ///< of the numbers that `forward` takes
        Precision precision = Precision::Float32;
    };

    /// `onnx`: a normal form (core/importing), from a source that was tried (NetworkTrial) or that
    /// may crash. Errors name `source`: this build has no OpenVINO, it does not read the network,
    /// or the answers are not one number a class for every picture.
    static Result<std::unique_ptr<OpenVinoNetwork>> compile(std::string_view onnx, const Form& form,
                                                            const std::string& source);
    ~OpenVinoNetwork();

    /// Numbers of the answer to one picture.
    std::size_t numbers() const;

    /// One micro-batch. `input`: pictures × channels × height × width, or channels last; `answers`:
    /// pictures × numbers().
    Result<void> forward(std::span<const float> input, std::span<float> answers) const;

private:
    struct Compiled;
    explicit OpenVinoNetwork(std::unique_ptr<Compiled> compiled);

    std::unique_ptr<Compiled> m_compiled;
};

/// Version and instructions, as in `Classifier::runtime`; "" where this build has no OpenVINO.
std::string openVinoRuntime();

/// Whether this processor computes in that precision faster than in float32.
bool hasNative(Precision precision);

} // namespace pareidolia
