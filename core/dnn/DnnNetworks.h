// SPDX-License-Identifier: GPL-3.0-or-later
// One copy of a network per thread that runs it: a `cv::dnn::Net` has state and serves one thread
// at a time.
#pragma once

#include "core/base/Error.h"
#include "core/classifier/ModelInfo.h"

#include <memory>
#include <mutex>
#include <opencv2/dnn/dnn.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pareidolia {

/// Version and instructions, as in `Classifier::runtime`.
std::string openCvRuntime();

/// Thread: any number at once; a new copy is read when all others are in use.
class DnnNetworks
{
public:
    /// Checks the file, lets another program read and run it, and only then does so here. Of `info`
    /// the input counts. Errors name `source`.
    static Result<std::unique_ptr<DnnNetworks>> open(const ModelInfo& info, std::string_view onnx,
                                                     const std::string& source);

    /// Unchecked, and not read yet: `open` is for everybody but the program that tries networks.
    DnnNetworks(std::string onnx, const ImageShape& input, std::string source);

    /// The network's answer for one picture, `input` being channels × height × width.
    Result<std::vector<double>> forward(std::span<float> input) const;

    /// Why it does not read the network or score a grey picture with it; "" if it does.
    std::string trouble() const;

private:
    std::vector<double> forwardOrThrow(std::span<float> input) const;
    cv::dnn::Net borrow() const;
    void giveBack(cv::dnn::Net network) const;

    std::string m_onnx;
    std::vector<int> m_input;
    std::string m_source;
    mutable std::mutex m_mutex;
    mutable std::vector<cv::dnn::Net> m_idle;
};

} // namespace pareidolia
