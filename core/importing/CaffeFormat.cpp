// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/CaffeFormat.h"

#include <google/protobuf/io/tokenizer.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/text_format.h>
#include <map>

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

using Old = caffe::V1LayerParameter;

/// Types that are not here have no counterpart, or none that could be converted: they keep the name
/// that they have in the file.
std::string typeName(Old::LayerType type)
{
    static const std::map<Old::LayerType, const char*> names{
        {Old::ABSVAL, "AbsVal"},
        {Old::ACCURACY, "Accuracy"},
        {Old::BNLL, "BNLL"},
        {Old::CONCAT, "Concat"},
        {Old::CONTRASTIVE_LOSS, "ContrastiveLoss"},
        {Old::CONVOLUTION, "Convolution"},
        {Old::DATA, "Data"},
        {Old::DECONVOLUTION, "Deconvolution"},
        {Old::DROPOUT, "Dropout"},
        {Old::DUMMY_DATA, "DummyData"},
        {Old::ELTWISE, "Eltwise"},
        {Old::EUCLIDEAN_LOSS, "EuclideanLoss"},
        {Old::FLATTEN, "Flatten"},
        {Old::HDF5_DATA, "HDF5Data"},
        {Old::HINGE_LOSS, "HingeLoss"},
        {Old::IMAGE_DATA, "ImageData"},
        {Old::INFOGAIN_LOSS, "InfogainLoss"},
        {Old::INNER_PRODUCT, "InnerProduct"},
        {Old::LRN, "LRN"},
        {Old::MEMORY_DATA, "MemoryData"},
        {Old::MULTINOMIAL_LOGISTIC_LOSS, "MultinomialLogisticLoss"},
        {Old::POOLING, "Pooling"},
        {Old::POWER, "Power"},
        {Old::RELU, "ReLU"},
        {Old::SIGMOID, "Sigmoid"},
        {Old::SIGMOID_CROSS_ENTROPY_LOSS, "SigmoidCrossEntropyLoss"},
        {Old::SILENCE, "Silence"},
        {Old::SLICE, "Slice"},
        {Old::SOFTMAX, "Softmax"},
        {Old::SOFTMAX_LOSS, "SoftmaxWithLoss"},
        {Old::SPLIT, "Split"},
        {Old::TANH, "TanH"},
        {Old::WINDOW_DATA, "WindowData"},
    };
    const auto found = names.find(type);
    return found != names.end() ? found->second : Old::LayerType_Name(type);
}

caffe::LayerParameter upgraded(Old& old)
{
    caffe::LayerParameter layer;
    layer.set_name(old.name());
    layer.set_type(typeName(old.type()));
    layer.mutable_bottom()->Swap(old.mutable_bottom());
    layer.mutable_top()->Swap(old.mutable_top());
    layer.mutable_blobs()->Swap(old.mutable_blobs());
    layer.mutable_include()->Swap(old.mutable_include());
    layer.mutable_exclude()->Swap(old.mutable_exclude());
    layer.set_allocated_transform_param(old.release_transform_param());
    layer.set_allocated_memory_data_param(old.release_memory_data_param());
    layer.set_allocated_data_param(old.release_data_param());
    layer.set_allocated_image_data_param(old.release_image_data_param());
    layer.set_allocated_window_data_param(old.release_window_data_param());
    layer.set_allocated_dummy_data_param(old.release_dummy_data_param());
    layer.set_allocated_slice_param(old.release_slice_param());
    layer.set_allocated_concat_param(old.release_concat_param());
    layer.set_allocated_convolution_param(old.release_convolution_param());
    layer.set_allocated_inner_product_param(old.release_inner_product_param());
    layer.set_allocated_lrn_param(old.release_lrn_param());
    layer.set_allocated_pooling_param(old.release_pooling_param());
    layer.set_allocated_power_param(old.release_power_param());
    layer.set_allocated_eltwise_param(old.release_eltwise_param());
    layer.set_allocated_relu_param(old.release_relu_param());
    layer.set_allocated_softmax_param(old.release_softmax_param());
    return layer;
}

/// Layers of the older generation become those of the newer one: types by their names.
void upgradeLayers(caffe::NetParameter& network)
{
    for (Old& old : *network.mutable_layers())
        *network.add_layer() = upgraded(old);
    network.clear_layers();
}

Result<caffe::NetParameter> finished(caffe::NetParameter network, const std::string& source,
                                     const std::string& advice)
{
    for (const Old& layer : network.layers())
        if (layer.has_layer())
            return failure(source, "it is written in Caffe's oldest format (V0)",
                           "convert it with Caffe's upgrade_net_proto_text or _binary first");
    upgradeLayers(network);
    if (network.layer_size() == 0)
        return failure(source, "it has no layers", advice);
    return network;
}

} // namespace

Result<caffe::NetParameter> parsePrototxt(std::string_view text, const std::string& source)
{
    const std::string advice = "give the network's deploy.prototxt";
    if (text.starts_with("\xEF\xBB\xBF"))
        text.remove_prefix(3); // a byte-order mark
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"))
        return failure(source, "it is text in UTF-16", "save it as UTF-8 with a text editor");
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
    return finished(std::move(network), source, advice);
}

Result<caffe::NetParameter> parseCaffemodel(std::string_view bytes, const std::string& source)
{
    const std::string advice = "give the .caffemodel that belongs to the prototxt";
    if (bytes.empty())
        return failure(source, "it is empty", advice);
    if (bytes.size() > static_cast<std::size_t>(INT32_MAX))
        return failure(source, "it is larger than 2 GB, the limit of the format", advice);
    if (bytes.starts_with("\x89HDF"))
        return failure(source, "its weights are in the format of HDF5",
                       "load it with Caffe and write it with net.save('network.caffemodel')");
    caffe::NetParameter network;
    if (!network.ParsePartialFromArray(bytes.data(), static_cast<int>(bytes.size())))
        return failure(source, "it does not contain complete Caffe weights", advice);
    return finished(std::move(network), source, advice);
}

} // namespace pareidolia
