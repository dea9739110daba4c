// SPDX-License-Identifier: GPL-3.0-or-later
// Protobuf has no signature: the numbers and types of the outermost fields tell ONNX, Caffe and
// TensorFlow apart. Nothing is unpacked.
#include "core/recognising/Kinds.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace pareidolia {

namespace {

constexpr std::size_t mostFields = 64;    ///< of those that a file begins with
constexpr std::size_t mostOfField = 4096; ///< bytes that are looked at

struct Field
{
    std::uint64_t number = 0;
    unsigned type = 0;       ///< 0: a number; 2: bytes
    std::uint64_t value = 0; ///< the number, or how many bytes
    std::string beginning;   ///< of the bytes
};

/// A number of at most ten bytes; moves `place` behind it.
std::optional<std::uint64_t> varint(std::string_view bytes, std::size_t& place)
{
    std::uint64_t number = 0;
    for (unsigned shift = 0; shift < 64 && place < bytes.size(); shift += 7) {
        const auto byte = static_cast<unsigned char>(bytes[place++]);
        number |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
        if (byte < 0x80)
            return number;
    }
    return std::nullopt;
}

/// The field at `place`, which moves behind it; nothing if there is none.
std::optional<Field> fieldAt(std::string_view bytes, std::size_t& place)
{
    const auto tag = varint(bytes, place);
    if (!tag || *tag >> 3 == 0 || *tag >> 3 > 10'000)
        return std::nullopt;
    Field field{.number = *tag >> 3, .type = static_cast<unsigned>(*tag & 7)};
    if (field.type == 1 || field.type == 5) {
        place += field.type == 1 ? 8 : 4;
        return place <= bytes.size() ? std::optional(field) : std::nullopt;
    }
    const auto value = varint(bytes, place);
    if (!value || (field.type != 0 && field.type != 2))
        return std::nullopt;
    field.value = *value;
    return field;
}

/// The first fields of a file. Empty if they are none, which a cut-off end does not make them.
std::vector<Field> fieldsOf(FileContent& content)
{
    std::vector<Field> fields;
    for (std::uint64_t at = 0; at < content.size() && fields.size() < mostFields;) {
        const std::string bytes = content.at(at, 32);
        std::size_t place = 0;
        auto field = fieldAt(bytes, place);
        if (!field)
            return {};
        at += place;
        if (field->type == 2) {
            field->beginning = content.at(
                at, static_cast<std::size_t>(std::min<std::uint64_t>(field->value, mostOfField)));
            const bool isCut = field->value > content.size() - at;
            if (isCut && fields.empty())
                return {};
            fields.push_back(*std::move(field));
            if (isCut)
                return fields;
            at += fields.back().value;
        } else {
            fields.push_back(*std::move(field));
        }
    }
    return fields;
}

/// The fields with which a message begins.
std::vector<Field> within(const Field& message)
{
    std::vector<Field> fields;
    const std::string_view bytes = message.beginning;
    for (std::size_t place = 0; place < bytes.size() && fields.size() < mostFields;) {
        auto field = fieldAt(bytes, place);
        if (!field)
            return message.value > bytes.size() ? fields : std::vector<Field>();
        if (field->type == 2) {
            field->beginning = bytes.substr(place, field->value);
            const bool isCut = field->value > bytes.size() - place;
            place += isCut ? 0 : field->value;
            fields.push_back(*std::move(field));
            if (isCut)
                break;
        } else {
            fields.push_back(*std::move(field));
        }
    }
    return fields;
}

bool has(const std::vector<Field>& fields, std::uint64_t number, unsigned type)
{
    return std::ranges::any_of(
        fields, [&](const Field& field) { return field.number == number && field.type == type; });
}

const Field* find(const std::vector<Field>& fields, std::uint64_t number)
{
    const auto found = std::ranges::find(fields, number, &Field::number);
    return found == fields.end() ? nullptr : &*found;
}

bool isWord(const Field* field)
{
    return field && field->type == 2 &&
           std::ranges::none_of(field->beginning, [](char one) { return one >= 0 && one < ' '; });
}

/// ModelProto: a graph (7), and the version of the format (1) or of its operators (8).
bool isOnnx(const std::vector<Field>& fields)
{
    const Field* version = find(fields, 1);
    const bool hasVersion = version && version->type == 0 && version->value < 1000;
    if (!find(fields, 7)) // a file that begins as one, and is cut off or has its graph far behind
        return hasVersion && isWord(find(fields, 2)) && fields.size() <= 8 &&
               (has(fields, 3, 2) || has(fields, 8, 2));
    return has(fields, 7, 2) && (hasVersion || has(fields, 8, 2)) && !has(fields, 100, 2);
}

/// NetParameter: layers (100, and 2 in older files), each with a name and a type.
bool isCaffe(const std::vector<Field>& fields)
{
    if (find(fields, 1) && !isWord(find(fields, 1)))
        return false;
    const Field* layer = find(fields, 100);
    if (layer) {
        const auto parts = within(*layer);
        return layer->type == 2 && (isWord(find(parts, 1)) || isWord(find(parts, 2)));
    }
    const Field* old = find(fields, 2);
    if (!old || old->type != 2)
        return false;
    const auto parts = within(*old); // V1LayerParameter: bottom 2, top 3, name 4, type 5
    return isWord(find(parts, 4)) && has(parts, 5, 0);
}

/// BlobProto of a mean: num, channels, height and width, then numbers.
bool isMean(const std::vector<Field>& fields)
{
    const bool sizes =
        has(fields, 1, 0) && has(fields, 2, 0) && has(fields, 3, 0) && has(fields, 4, 0);
    const bool shape = has(fields, 7, 2) && find(fields, 7)->value < 100;
    return (sizes || shape) && has(fields, 5, 2) && find(fields, 5)->value % 4 == 0 &&
           !find(fields, 100);
}

/// GraphDef: nodes, each with a name and an operator.
bool isGraphDef(const std::vector<Field>& fields)
{
    const Field* node = find(fields, 1);
    if (!node || node->type != 2)
        return false;
    const auto parts = within(*node);
    return isWord(find(parts, 1)) && isWord(find(parts, 2)) && parts.size() >= 2;
}

/// SavedModel: schema version 1, then graphs whose first part is a message.
bool isSavedModel(const std::vector<Field>& fields)
{
    const Field* version = find(fields, 1);
    const Field* graphs = find(fields, 2);
    return version && version->type == 0 && version->value == 1 && graphs && graphs->type == 2 &&
           graphs->value > 16 && !isWord(graphs) && fields.size() < 8;
}

/// SolverState: iteration, the file of the weights, history.
bool isSolverState(const std::vector<Field>& fields)
{
    const Field* weights = find(fields, 2);
    return has(fields, 1, 0) && isWord(weights) &&
           weights->beginning.find("caffemodel") != std::string::npos && has(fields, 3, 2);
}

} // namespace

Finding kindOfProtobuf(FileContent& content)
{
    const std::vector<Field> fields = fieldsOf(content);
    if (fields.empty())
        return {};
    if (isSolverState(fields))
        return {FileKind::CaffeSolver, {}};
    if (isMean(fields))
        return {FileKind::CaffeMean, {}};
    if (isOnnx(fields))
        return {FileKind::Onnx, {}};
    if (isSavedModel(fields))
        return {FileKind::SavedModel, {}};
    if (isCaffe(fields))
        return {FileKind::CaffeWeights, {}};
    if (isGraphDef(fields))
        return {FileKind::FrozenGraph, {}};
    return {};
}

} // namespace pareidolia
