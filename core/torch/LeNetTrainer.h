// SPDX-License-Identifier: GPL-3.0-or-later
// Trains a LeNet on MNIST-like data and writes it as a model file. Thread: the caller's, alone, for
// minutes; `progress` is called on it.
#pragma once

#include "core/base/Error.h"
#include "core/classifier/ModelInfo.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace pareidolia {

struct TrainSettings
{
    std::filesystem::path data; ///< a folder of IDX files: train-… and t10k-…, 28×28 pixels
    std::string name;
    std::filesystem::path out;
    std::vector<std::string> labels; ///< one per class; a higher label in the data is an error
    int epochs = 12;                 ///< passes over the training pictures
    std::uint64_t seed = 1;          ///< of the first weights and of the order of the pictures
    std::string provenance;          ///< who made the data, and how; training adds its part
    std::string licence;
    std::optional<Plan> plan; ///< measured on this machine if there is none
};

struct TrainProgress
{
    int epoch = 0; ///< from 1
    int epochs = 0;
    std::size_t imagesDone = 0; ///< in this epoch
    std::size_t imagesTotal = 0;
    double meanLoss = 0;            ///< cross-entropy in this epoch so far, in nats
    std::optional<double> accuracy; ///< top-1 on the test pictures, at the end of an epoch
};

using TrainCallback = std::function<void(const TrainProgress&)>;

/// Trains Caffe's LeNet (Caffe's examples/mnist/lenet_train_test.prototxt) and writes `out`,
/// completely or not at all. The same settings and libraries give the same hash. Fails on bad data
/// or settings before any training, and when `stop` is requested.
Result<ModelInfo> trainLeNet(const TrainSettings& settings, const TrainCallback& progress,
                             std::stop_token stop);

} // namespace pareidolia
