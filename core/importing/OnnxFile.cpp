// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/OnnxFile.h"

#include "core/importing/OnnxExternal.h"
#include "core/importing/OnnxLimits.h"
#include "core/importing/OnnxProblem.h"
#include "core/importing/OnnxTensor.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <google/protobuf/io/zero_copy_stream_impl.h>
#include <sys/stat.h>

namespace pareidolia::onnx {

namespace {

void requireWhole(const ModelProto& model, bool parsed)
{
    if (!parsed || !model.has_graph() || model.graph().node_size() == 0)
        throw OnnxProblem{"it is not a complete ONNX file", "download it or export it again"};
}

void requireSize(std::int64_t size)
{
    if (size == 0)
        throw OnnxProblem{"it is empty", "download it or export it again"};
    if (size > mostBytes)
        throw OnnxProblem{"it is larger than 2 GB, the limit of the format"};
}

} // namespace

ModelProto readModel(const std::filesystem::path& path)
{
    // Whatever opens is asked what it is: a pipe would block for ever.
    const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    struct stat facts = {};
    if (file.number() < 0 || fstat(file.number(), &facts) != 0)
        throw OnnxProblem{std::string("it cannot be read: ") + std::strerror(errno),
                          "check the path"};
    if (!S_ISREG(facts.st_mode))
        throw OnnxProblem{"it is not a regular file", "check the path"};
    requireSize(facts.st_size);
    ModelProto model;
    google::protobuf::io::FileInputStream stream(file.number());
    requireWhole(model, model.ParseFromZeroCopyStream(&stream));
    const std::filesystem::path folder = path.parent_path();
    ExternalData external(folder.empty() ? "." : folder);
    forEachTensor(model, [&](TensorProto& tensor) { external.bring(tensor); });
    return model;
}

ModelProto readModel(std::string_view bytes)
{
    requireSize(static_cast<std::int64_t>(bytes.size()));
    ModelProto model;
    requireWhole(model, model.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())));
    ExternalData external({});
    forEachTensor(model, [&](TensorProto& tensor) { external.bring(tensor); });
    return model;
}

} // namespace pareidolia::onnx
