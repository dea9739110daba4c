// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/CaffeFormat.h"

#include <map>

namespace pareidolia {

namespace {

using Old = caffe::V1LayerParameter;

/// Types that are not here have no counterpart, or none that could be converted: they keep the name
/// that they have in the file.
std::string typeName(Old::LayerType type)
{
    static const std::map<Old::LayerType, const char*> names{
        {Old::ABSVAL, "AbsVal"},
        {Old::ACCURACY, "Accuracy"},
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
    if (old.has_transform_param())
        layer.mutable_transform_param()->Swap(old.mutable_transform_param());
    if (old.has_memory_data_param())
        layer.mutable_memory_data_param()->Swap(old.mutable_memory_data_param());
    if (old.has_concat_param())
        layer.mutable_concat_param()->Swap(old.mutable_concat_param());
    if (old.has_convolution_param())
        layer.mutable_convolution_param()->Swap(old.mutable_convolution_param());
    if (old.has_inner_product_param())
        layer.mutable_inner_product_param()->Swap(old.mutable_inner_product_param());
    if (old.has_lrn_param())
        layer.mutable_lrn_param()->Swap(old.mutable_lrn_param());
    if (old.has_pooling_param())
        layer.mutable_pooling_param()->Swap(old.mutable_pooling_param());
    if (old.has_power_param())
        layer.mutable_power_param()->Swap(old.mutable_power_param());
    if (old.has_eltwise_param())
        layer.mutable_eltwise_param()->Swap(old.mutable_eltwise_param());
    if (old.has_relu_param())
        layer.mutable_relu_param()->Swap(old.mutable_relu_param());
    if (old.has_softmax_param())
        layer.mutable_softmax_param()->Swap(old.mutable_softmax_param());
    return layer;
}

} // namespace

void upgradeLayers(caffe::NetParameter& network)
{
    for (Old& old : *network.mutable_layers())
        *network.add_layer() = upgraded(old);
    network.clear_layers();
}

} // namespace pareidolia
