// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dnn/DnnProcess.h"

#include <mutex>
#include <opencv2/core.hpp>
#include <opencv2/core/utils/logger.hpp>

namespace pareidolia {

void prepareOpenCv()
{
    static std::once_flag once;
    std::call_once(once, [] {
        cv::setNumThreads(0); // "all functions run sequentially"
        cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
    });
}

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

} // namespace pareidolia
