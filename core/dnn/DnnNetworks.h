// SPDX-License-Identifier: GPL-3.0-or-later
// As many copies of one network as there are threads that run it: a `cv::dnn::Net` keeps what it
// computes and serves one thread at a time.
#pragma once

#include "core/classifier/ModelInfo.h"

#include <mutex>
#include <opencv2/dnn/dnn.hpp>
#include <span>
#include <string>
#include <vector>

namespace pareidolia {

/// Thread: any number at once; a new copy is read where all others are at work. Throws what OpenCV
/// throws.
class DnnNetworks
{
public:
    DnnNetworks(std::string onnx, const ImageShape& input);

    /// The network's answer for one picture, `input` being channels × height × width.
    std::vector<double> forward(std::span<float> input) const;

private:
    cv::dnn::Net borrow() const;
    void giveBack(cv::dnn::Net network) const;

    std::string m_onnx;
    std::vector<int> m_input;
    mutable std::mutex m_mutex;
    mutable std::vector<cv::dnn::Net> m_idle;
};

} // namespace pareidolia
