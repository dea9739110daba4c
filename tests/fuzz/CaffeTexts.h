// SPDX-License-Identifier: GPL-3.0-or-later
// Descriptions in all the ways that Caffe has had to say them, for the sample's weights.
#pragma once

#include "tests/fuzz/CaffeSample.h"

#include <string>
#include <utility>
#include <vector>

namespace pareidolia::test {

inline std::vector<std::pair<std::string, std::string>> caffeTexts()
{
    const std::string input =
        "input: \"data\" input_dim: 1 input_dim: 3 input_dim: 8 input_dim: 8\n";
    const auto layer = [](const std::string& type, const std::string& parameters) {
        return "layer { name: \"one\" type: \"" + type + "\" bottom: \"data\" top: \"one\" " +
               parameters + " }\n";
    };
    std::vector<std::pair<std::string, std::string>> texts{
        {"sample", caffeSampleText},
        {"old-layers",
         input + "layers { name: \"conv\" type: CONVOLUTION bottom: \"data\" top: \"conv\" "
                 "convolution_param { num_output: 4 kernel_size: 3 pad_h: 1 pad_w: 1 } }\n"
                 "layers { name: \"sum\" type: ELTWISE bottom: \"conv\" bottom: \"conv\" "
                 "top: \"sum\" eltwise_param { operation: SUM coeff: 1 coeff: -0.5 } }\n"
                 "layers { name: \"loss\" type: SOFTMAX_LOSS bottom: \"sum\" top: \"loss\" }\n"},
        {"phases",
         "layer { name: \"data\" type: \"Data\" top: \"data\" top: \"label\" "
         "include { phase: TRAIN } transform_param { crop_size: 8 } }\n"
         "layer { name: \"data\" type: \"MemoryData\" top: \"data\" include { phase: TEST } "
         "memory_data_param { channels: 3 height: 8 width: 8 } }\n" +
             layer("ReLU", "relu_param { negative_slope: 0.1 }") +
             "layer { name: \"acc\" type: \"Accuracy\" bottom: \"one\" bottom: \"label\" "
             "top: \"acc\" }\n"},
    };
    const std::vector<std::pair<std::string, std::string>> layers{
        {"Pooling", "pooling_param { pool: AVE kernel_h: 3 kernel_w: 2 stride: 2 pad: 1 }"},
        {"Pooling-global", "pooling_param { pool: AVE global_pooling: true }"},
        {"Power", "power_param { power: 2 scale: 0.5 shift: 1 }"},
        {"ELU", "elu_param { alpha: 0.3 }"},
        {"LRN", "lrn_param { norm_region: WITHIN_CHANNEL local_size: 3 }"},
        {"Flatten", ""},
        {"Reshape", "reshape_param { shape { dim: 0 dim: -1 dim: 4 dim: 2 } }"},
        {"Softmax", "softmax_param { axis: 1 }"},
        {"Sigmoid", ""},
        {"Nonsense", ""}};
    for (const auto& [name, parameters] : layers)
        texts.emplace_back(name, input + layer(name.substr(0, name.find('-')), parameters));
    return texts;
}

} // namespace pareidolia::test
