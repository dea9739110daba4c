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

/// Thread: any number at once; a new copy is read when all others are in use.
class DnnNetworks
{
public:
    /// Checks the file, lets a child process read and run it, and only then reads it in this
    /// process. Of `info`, only the input is used. Errors name `source`.
    static Result<std::unique_ptr<DnnNetworks>> open(const ModelInfo& info, std::string_view onnx,
                                                     const std::string& source);

    /// The network's output for one picture; `input`: channels × height × width.
    Result<std::vector<double>> forward(std::span<float> input) const;

private:
    DnnNetworks(std::string onnx, const ImageShape& input, std::string source);

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
