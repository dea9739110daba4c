// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dnn/DnnNetworks.h"

#include "core/base/ReturnError.h"
#include "core/dnn/NetworkTrial.h"
#include "core/importing/OnnxReader.h"

#include <algorithm>
#include <opencv2/core.hpp>
#include <opencv2/core/utils/logger.hpp>
#include <utility>

namespace pareidolia {

namespace {

constexpr const char* advice = "choose another network, or export it with simpler operators";

/// OpenCV's messages are nested and tell its source lines: what is left is the node's operator and
/// the innermost cause.
std::string messageOf(const cv::Exception& exception)
{
    std::string cause = exception.err;
    const std::size_t node = cause.find("Node [");
    const std::string where =
        node == std::string::npos
            ? ""
            : " at " + cause.substr(node + 6, cause.find_first_of("@]", node) - node - 6);
    if (const std::size_t inner = cause.rfind("error: ("); inner != std::string::npos)
        if (const std::size_t start = cause.find(") ", inner); start != std::string::npos)
            cause.erase(0, start + 2);
    cause = cause.substr(0, cause.find(" in function"));
    std::string message = "OpenCV cannot read it" + where + " (" + cause + ")";
    std::ranges::replace(message, '\n', ' ');
    return message;
}

Result<CheckedOnnx> checkedFor(const ImageShape& input, std::string_view onnx,
                               const std::string& source)
{
    OnnxOptions options;
    if (input.width == input.height)
        options.size = input.width;
    auto checked = checkOnnx(onnx, source, options);
    const std::array<std::int64_t, 3> told{input.channels, input.height, input.width};
    if (checked && checked->input != told)
        return failure(source, "its network takes pictures of another size than its manifest says",
                       "create the model file again");
    return checked;
}

/// From now on OpenCV starts no threads and logs nothing.
void prepareOpenCv()
{
    static std::once_flag once;
    std::call_once(once, [] {
        cv::setNumThreads(0); // "all functions run sequentially"
        cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
    });
}

} // namespace

std::string openCvRuntime()
{
    std::string instructions;
    for (const auto& [feature, name] :
         {std::pair{CV_CPU_AVX512_SKX, " AVX512"}, std::pair{CV_CPU_AVX2, " AVX2"},
          std::pair{CV_CPU_AVX, " AVX"}})
        if (instructions.empty() && cv::checkHardwareSupport(feature))
            instructions = name;
    return "OpenCV " CV_VERSION + instructions;
}

DnnNetworks::DnnNetworks(std::string onnx, const ImageShape& input, std::string source)
    : m_onnx(std::move(onnx)),
      m_input{1, input.channels, input.height, input.width},
      m_source(std::move(source))
{
    prepareOpenCv();
}

Result<std::unique_ptr<DnnNetworks>> DnnNetworks::open(const ModelInfo& info, std::string_view onnx,
                                                       const std::string& source)
{
    ASSIGN_OR_RETURN(auto checked, checkedFor(info.input, onnx, source));
    auto trouble = troubleInTrial(checked.bytes, info.input);
    if (!trouble)
        return tl::unexpected(trouble.error());
    auto networks = std::make_unique<DnnNetworks>(std::move(checked.bytes), info.input, source);
    if (trouble->empty())
        trouble = networks->trouble();
    if (!trouble->empty())
        return failure(source, *trouble, advice);
    return networks;
}

std::string DnnNetworks::trouble() const
{
    const ImageShape shape{m_input[3], m_input[2], m_input[1]};
    std::vector<float> grey(shape.bytes(), 0.5f);
    const auto answer = forward(grey);
    return answer ? "" : answer.error().why;
}

Result<std::vector<double>> DnnNetworks::forward(std::span<float> input) const
{
    try {
        return forwardOrThrow(input);
    } catch (const cv::Exception& exception) {
        return failure(m_source, messageOf(exception), advice);
    } catch (const std::exception& exception) {
        return failure(m_source, std::string("OpenCV fails (") + exception.what() + ")", advice);
    }
}

std::vector<double> DnnNetworks::forwardOrThrow(std::span<float> input) const
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

} // namespace pareidolia
