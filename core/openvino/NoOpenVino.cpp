// SPDX-License-Identifier: GPL-3.0-or-later
// OpenVinoNetwork where the program was built without OpenVINO.
#include "core/openvino/OpenVinoNetwork.h"

namespace pareidolia {

struct OpenVinoNetwork::Compiled
{};

OpenVinoNetwork::~OpenVinoNetwork() = default;

Result<std::unique_ptr<OpenVinoNetwork>> OpenVinoNetwork::compile(std::string_view, const Form&,
                                                                  const std::string& source)
{
    return failure(source,
                   "ONNX networks are scored by OpenVINO, which this program was built without",
                   "run packaging/openvino/make where PyPI can be reached, and build again");
}

std::size_t OpenVinoNetwork::numbers() const
{
    return 0;
}

Result<void> OpenVinoNetwork::forward(std::span<const float>, std::span<float>) const
{
    return {};
}

std::string openVinoRuntime()
{
    return {};
}

bool hasNative(Precision precision)
{
    return precision == Precision::Float32;
}

} // namespace pareidolia
