// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/OnnxExternal.h"

#include "core/base/Text.h"
#include "core/importing/OnnxProblem.h"
#include "core/importing/OnnxTensor.h"
#include "onnx.pb.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace pareidolia::onnx {

namespace {

struct Place
{
    std::string location;
    std::int64_t offset = 0;
    std::optional<std::int64_t> length;
};

std::int64_t placeNumber(const std::string& text, const TensorProto& tensor)
{
    const auto number = parseUnsigned(text);
    if (!number || *number > static_cast<std::uint64_t>(INT64_MAX))
        throw OnnxProblem{"the place of the tensor " + shown(tensor.name()) +
                          " in its file is no number: " + shown(text)};
    return static_cast<std::int64_t>(*number);
}

Place placeOf(const TensorProto& tensor)
{
    Place place;
    for (const StringStringEntryProto& entry : tensor.external_data())
        if (entry.key() == "location")
            place.location = entry.value();
        else if (entry.key() == "offset")
            place.offset = placeNumber(entry.value(), tensor);
        else if (entry.key() == "length")
            place.length = placeNumber(entry.value(), tensor);
    return place;
}

/// The parts of a path that does not leave its folder.
std::vector<std::string> insideParts(const std::string& location)
{
    std::vector<std::string> parts;
    for (const std::string& part : splitText(location, '/'))
        if (part != ".")
            parts.push_back(part);
    const bool inside =
        !parts.empty() && location.find('\0') == std::string::npos &&
        std::ranges::none_of(parts, [](const auto& part) { return part.empty() || part == ".."; });
    if (!inside)
        throw OnnxProblem{"its weights are in the file " + shown(location) +
                              ", which is not in its folder",
                          "export it with its data beside it"};
    return parts;
}

} // namespace

Descriptor::~Descriptor()
{
    if (m_number >= 0)
        close(m_number);
}

Descriptor::Descriptor(Descriptor&& other) noexcept : m_number(std::exchange(other.m_number, -1)) {}

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept
{
    std::swap(m_number, other.m_number);
    return *this;
}

void ExternalData::openFile(const std::string& location)
{
    if (m_file.number() >= 0 && location == m_location)
        return;
    const std::vector<std::string> parts = insideParts(location);
    if (m_folder.empty())
        throw OnnxProblem{"its weights are in another file, " + shown(location),
                          "open the file in its folder, beside its data"};
    constexpr int flags = O_RDONLY | O_CLOEXEC;
    Descriptor file(open(m_folder.c_str(), flags | O_DIRECTORY));
    for (std::size_t i = 0; i < parts.size() && file.number() >= 0; ++i) {
        const int kind = i + 1 < parts.size() ? O_DIRECTORY : O_NONBLOCK;
        file = Descriptor(openat(file.number(), parts[i].c_str(), flags | O_NOFOLLOW | kind));
    }
    const int why = errno;
    struct stat facts = {};
    if (file.number() < 0 && (why == ENOENT || why == ENOTDIR))
        throw OnnxProblem{"its weights are in the file " + shown(location) +
                              ", which is not beside it",
                          "put that file into the same folder, under this name"};
    if (file.number() < 0 && why == ELOOP)
        throw OnnxProblem{"the file " + shown(location) + " with its weights is a link",
                          "put a copy of the file in place of the link"};
    if (file.number() < 0 || fstat(file.number(), &facts) != 0 || !S_ISREG(facts.st_mode))
        throw OnnxProblem{"the file " + shown(location) + " with its weights cannot be read" +
                              (file.number() < 0 ? std::string(": ") + std::strerror(why) : ""),
                          "check that file"};
    m_file = std::move(file);
    m_size = facts.st_size;
    m_location = location;
}

void ExternalData::bring(TensorProto& tensor)
{
    if (tensor.data_location() == 0)
        return;
    const Place place = placeOf(tensor);
    openFile(place.location);
    const std::int64_t size = rawSizeOf(tensor);
    if (place.length && *place.length != size)
        throw OnnxProblem{"the tensor " + shown(tensor.name()) + " has " +
                          std::to_string(*place.length) + " bytes in " + shown(place.location) +
                          ", but its shape needs " + std::to_string(size)};
    if (place.offset > m_size || size > m_size - place.offset)
        throw OnnxProblem{"the file " + shown(place.location) + " with its weights is too short",
                          "download it or export the network again"};
    m_total += size;
    if (m_total > mostBytes)
        throw OnnxProblem{"its weights are larger than 2 GB, which is not supported",
                          "choose a smaller network"};
    std::string& raw = *tensor.mutable_raw_data();
    raw.resize(static_cast<std::size_t>(size));
    for (std::int64_t done = 0; done < size;) {
        const ssize_t read = pread(m_file.number(), raw.data() + done,
                                   static_cast<std::size_t>(size - done), place.offset + done);
        if (read == 0 || (read < 0 && errno != EINTR))
            throw OnnxProblem{"the file " + shown(place.location) + " cannot be read to its end",
                              "check that file"};
        done += std::max<ssize_t>(read, 0);
    }
    tensor.clear_data_location();
    tensor.clear_external_data();
}

} // namespace pareidolia::onnx
