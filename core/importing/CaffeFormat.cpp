// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/CaffeFormat.h"

#include "core/base/ReturnError.h"

#include <google/protobuf/io/tokenizer.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/text_format.h>

namespace pareidolia {

namespace {

namespace protobuf = google::protobuf;

/// Descriptions are a few hundred kilobytes at most.
constexpr std::size_t mostText = std::size_t{32} << 20;
/// Messages in messages; Caffe's own need four.
constexpr int mostNesting = 64;

/// Keeps the first complaint, which is the one that matters.
class FirstError : public protobuf::io::ErrorCollector
{
public:
    void AddError(int line, int column, const std::string& message) override
    {
        if (m_text.empty())
            m_text = "line " + std::to_string(line + 1) + ", column " + std::to_string(column + 1) +
                     ": " + message;
    }
    void AddWarning(int, int, const std::string&) override {}

    const std::string& text() const { return m_text; }

private:
    std::string m_text;
};

/// How deep messages lie in messages, comments and quoted text apart. The parser of text calls
/// itself for every level, also in what it skips.
int nestingOf(std::string_view text)
{
    int depth = 0;
    int deepest = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char one = text[i];
        if (one == '#') {
            i = text.find('\n', i);
        } else if (one == '"' || one == '\'') {
            for (++i; i < text.size() && text[i] != one && text[i] != '\n'; ++i)
                if (text[i] == '\\')
                    ++i;
        } else if (one == '{' || one == '<' || one == '[') {
            deepest = std::max(deepest, ++depth);
        } else if (one == '}' || one == '>' || one == ']') {
            --depth;
        }
        if (i == std::string_view::npos)
            break;
    }
    return deepest;
}

Result<void> checkGeneration(const caffe::NetParameter& network, const std::string& source)
{
    for (const caffe::V1LayerParameter& layer : network.layers())
        if (layer.has_layer())
            return failure(source, "it is written in Caffe's oldest format (V0)",
                           "convert it with Caffe's upgrade_net_proto_text or _binary first");
    return {};
}

Result<caffe::NetParameter> finished(caffe::NetParameter network, const std::string& source)
{
    RETURN_IF_ERROR(checkGeneration(network, source));
    upgradeLayers(network);
    return network;
}

} // namespace

Result<caffe::NetParameter> parsePrototxt(std::string_view text, const std::string& source)
{
    const std::string advice = "give the network's deploy.prototxt";
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos)
        return failure(source, "it is empty", advice);
    if (text.size() > mostText)
        return failure(source, "it is too large to describe a network", advice);
    if (text.find('\0') != std::string_view::npos)
        return failure(source, "it is not text", advice);
    if (nestingOf(text) > mostNesting)
        return failure(source, "its messages are nested too deeply", advice);

    FirstError problem;
    protobuf::TextFormat::Parser parser;
    parser.AllowUnknownField(true);
    parser.SetRecursionLimit(mostNesting);
    parser.RecordErrorsTo(&problem);
    protobuf::io::ArrayInputStream stream(text.data(), static_cast<int>(text.size()));
    caffe::NetParameter network;
    if (!parser.Parse(&stream, &network))
        return failure(source, "it does not describe a Caffe network (" + problem.text() + ")",
                       advice);
    auto upgraded = finished(std::move(network), source);
    if (upgraded && upgraded->layer_size() == 0)
        return failure(source, "it has no layers", advice);
    return upgraded;
}

Result<caffe::NetParameter> parseCaffemodel(std::string_view bytes, const std::string& source)
{
    const std::string advice = "give the .caffemodel that belongs to the prototxt";
    if (bytes.empty())
        return failure(source, "it is empty", advice);
    if (bytes.size() > static_cast<std::size_t>(INT32_MAX))
        return failure(source, "it is larger than 2 GB, the limit of the format", advice);
    caffe::NetParameter network;
    if (!network.ParsePartialFromArray(bytes.data(), static_cast<int>(bytes.size())))
        return failure(source, "it does not contain complete Caffe weights", advice);
    auto upgraded = finished(std::move(network), source);
    if (upgraded && upgraded->layer_size() == 0)
        return failure(source, "it has no layers", advice);
    return upgraded;
}

} // namespace pareidolia
