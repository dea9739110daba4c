// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dnn/DnnNetworks.h"

#include <utility>

namespace pareidolia {

DnnNetworks::DnnNetworks(std::string onnx, const ImageShape& input)
    : m_onnx(std::move(onnx)), m_input{1, input.channels, input.height, input.width}
{}

cv::dnn::Net DnnNetworks::borrow() const
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_idle.empty()) {
            cv::dnn::Net network = std::move(m_idle.back());
            m_idle.pop_back();
            return network;
        }
    }
    cv::dnn::Net network = cv::dnn::readNetFromONNX(m_onnx.data(), m_onnx.size());
    network.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
    network.setPreferableTarget(cv::dnn::DNN_TARGET_CPU);
    return network;
}

void DnnNetworks::giveBack(cv::dnn::Net network) const
{
    const std::lock_guard lock(m_mutex);
    m_idle.push_back(std::move(network));
}

std::vector<double> DnnNetworks::forward(std::span<float> input) const
{
    cv::dnn::Net network = borrow(); // after an exception it is not used again
    network.setInput(cv::Mat(m_input, CV_32F, input.data()));
    cv::Mat answer;
    network.forward(answer);
    if (answer.type() != CV_32F || !answer.isContinuous())
        answer.convertTo(answer, CV_32F);
    const auto* first = answer.ptr<float>();
    std::vector<double> numbers(first, first + answer.total());
    giveBack(std::move(network));
    return numbers;
}

} // namespace pareidolia
