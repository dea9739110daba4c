// SPDX-License-Identifier: GPL-3.0-or-later
// Small Caffe networks that tests write: descriptions as text, weights through the format itself.
#pragma once

#include "core/random/Stream.h"

#include <initializer_list>
#include <pareidolia_caffe.pb.h>
#include <string>
#include <vector>

namespace pareidolia::test {

/// A .caffemodel under construction. Weights are normal, small, and the same every time.
class CaffeMaker
{
public:
    CaffeMaker& add(const std::string& layer, std::initializer_list<std::vector<int>> shapes,
                    double size = 0.2)
    {
        caffe::LayerParameter& made = *m_network.add_layer();
        made.set_name(layer);
        for (const std::vector<int>& shape : shapes) {
            caffe::BlobProto& blob = *made.add_blobs();
            int count = 1;
            for (const int side : shape) {
                blob.mutable_shape()->add_dim(side);
                count *= side;
            }
            fill(blob, count, size);
        }
        return *this;
    }

    /// As files of the older generation have it: four dimensions, no shape.
    CaffeMaker& addOld(const std::string& layer, std::initializer_list<std::array<int, 4>> shapes)
    {
        caffe::V1LayerParameter& made = *m_network.add_layers();
        made.set_name(layer);
        for (const auto& [num, channels, height, width] : shapes) {
            caffe::BlobProto& blob = *made.add_blobs();
            blob.set_num(num);
            blob.set_channels(channels);
            blob.set_height(height);
            blob.set_width(width);
            fill(blob, num * channels * height * width, 0.2);
        }
        return *this;
    }

    /// Positive numbers, for variances.
    CaffeMaker& makeLastPositive(int blob)
    {
        auto& data = *m_network.mutable_layer(m_network.layer_size() - 1)
                          ->mutable_blobs(blob)
                          ->mutable_data();
        for (float& value : data)
            value = value * value + 0.5f;
        return *this;
    }

    caffe::NetParameter& network() { return m_network; }
    std::string bytes() const { return m_network.SerializeAsString(); }

private:
    void fill(caffe::BlobProto& blob, int count, double size)
    {
        Stream stream(5, 0, m_number++, Purpose::NetworkWeights);
        for (int i = 0; i < count; ++i)
            blob.add_data(static_cast<float>(size * stream.normal()));
    }

    caffe::NetParameter m_network;
    std::uint32_t m_number = 0;
};

/// "input: …" of one picture.
inline std::string caffeInput(int channels, int height, int width)
{
    return "input: \"data\" input_dim: 1 input_dim: " + std::to_string(channels) +
           " input_dim: " + std::to_string(height) + " input_dim: " + std::to_string(width) + "\n";
}

/// One layer of the newer generation; `parameters` as they stand in a prototxt.
inline std::string caffeLayer(const std::string& name, const std::string& type,
                              const std::string& bottom, const std::string& parameters = {})
{
    return "layer { name: \"" + name + "\" type: \"" + type + "\" bottom: \"" + bottom +
           "\" top: \"" + name + "\" " + parameters + " }\n";
}

/// A 2-class network on 1×6×6: conv (3×3, 2 outputs), pool, ip.
inline std::string tinyPrototxt()
{
    return caffeInput(1, 6, 6) +
           caffeLayer("conv", "Convolution", "data",
                      "convolution_param { num_output: 2 kernel_size: 3 }") +
           caffeLayer("pool", "Pooling", "conv", "pooling_param { kernel_size: 2 stride: 2 }") +
           caffeLayer("ip", "InnerProduct", "pool", "inner_product_param { num_output: 2 }");
}

inline CaffeMaker tinyCaffemodel()
{
    CaffeMaker maker;
    maker.add("conv", {{2, 1, 3, 3}, {2}}).add("ip", {{2, 8}, {2}});
    return maker;
}

} // namespace pareidolia::test
