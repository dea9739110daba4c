// SPDX-License-Identifier: GPL-3.0-or-later
// A network with a layer of every kind that has weights, as Caffe's two files: while one of them is
// fuzzed, the other is this.
#pragma once

#include <initializer_list>
#include <pareidolia_caffe.pb.h>
#include <string>

namespace pareidolia::test {

inline constexpr const char* caffeSampleText = R"(name: "sample"
layer { name: "data" type: "Input" top: "data" input_param { shape { dim: 1 dim: 3 dim: 8 dim: 8 } } }
layer { name: "conv" type: "Convolution" bottom: "data" top: "conv"
  convolution_param { num_output: 4 kernel_size: 3 pad: 1 stride: 1 } }
layer { name: "normal" type: "BatchNorm" bottom: "conv" top: "conv" }
layer { name: "scale" type: "Scale" bottom: "conv" top: "conv" scale_param { bias_term: true } }
layer { name: "relu" type: "PReLU" bottom: "conv" top: "conv" }
layer { name: "lrn" type: "LRN" bottom: "conv" top: "lrn" lrn_param { local_size: 3 alpha: 0.1 } }
layer { name: "pool" type: "Pooling" bottom: "lrn" top: "pool"
  pooling_param { pool: MAX kernel_size: 3 stride: 2 } }
layer { name: "grouped" type: "Convolution" bottom: "pool" top: "grouped"
  convolution_param { num_output: 4 kernel_size: 1 group: 2 } }
layer { name: "both" type: "Concat" bottom: "pool" bottom: "grouped" top: "both" }
layer { name: "drop" type: "Dropout" bottom: "both" top: "both" }
layer { name: "dense" type: "InnerProduct" bottom: "both" top: "dense"
  inner_product_param { num_output: 3 } }
layer { name: "answer" type: "Softmax" bottom: "dense" top: "answer" }
)";

inline void addBlob(caffe::LayerParameter& layer, std::initializer_list<std::int64_t> shape)
{
    caffe::BlobProto& blob = *layer.add_blobs();
    int count = 1;
    for (const std::int64_t side : shape) {
        blob.mutable_shape()->add_dim(side);
        count *= static_cast<int>(side);
    }
    for (int i = 0; i < count; ++i)
        blob.add_data(static_cast<float>(i % 7 + 1) / 8);
}

inline caffe::LayerParameter& addLayer(caffe::NetParameter& network, const char* name,
                                       const char* type)
{
    caffe::LayerParameter& layer = *network.add_layer();
    layer.set_name(name);
    layer.set_type(type);
    return layer;
}

inline std::string caffeSampleWeights()
{
    caffe::NetParameter network;
    network.set_name("sample");
    caffe::LayerParameter& conv = addLayer(network, "conv", "Convolution");
    addBlob(conv, {4, 3, 3, 3});
    addBlob(conv, {4});
    caffe::LayerParameter& normal = addLayer(network, "normal", "BatchNorm");
    addBlob(normal, {4});
    addBlob(normal, {4});
    addBlob(normal, {1});
    caffe::LayerParameter& scale = addLayer(network, "scale", "Scale");
    addBlob(scale, {4});
    addBlob(scale, {4});
    addBlob(addLayer(network, "relu", "PReLU"), {4});
    caffe::LayerParameter& grouped = addLayer(network, "grouped", "Convolution");
    addBlob(grouped, {4, 2, 1, 1});
    addBlob(grouped, {4});
    caffe::LayerParameter& dense = addLayer(network, "dense", "InnerProduct");
    addBlob(dense, {3, 8 * 16});
    addBlob(dense, {3});
    return network.SerializeAsString();
}

} // namespace pareidolia::test
