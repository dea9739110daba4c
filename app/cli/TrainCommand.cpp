// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Progress.h"
#include "app/cli/Shared.h"
#include "core/base/ReturnError.h"
#include "core/models/LabelFile.h"
#include "core/torch/LeNetTrainer.h"

#include <chrono>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <optional>
#include <stop_token>
#include <utility>

namespace pareidolia::cli {

namespace {

struct TrainOptions
{
    std::string data, name, out, provenance, licence;
    std::string epochs = "12", seed = "1";
    std::string labels = "digits";
    bool json = false;
};

constexpr std::uint64_t mostEpochs = 10000;

const std::vector<std::string> clothing{"T-shirt/top", "Trouser",   "Pullover", "Dress",
                                        "Coat",        "Sandal",    "Shirt",    "Sneaker",
                                        "Bag",         "Ankle boot"};

Result<std::vector<std::string>> labelsOf(const std::string& choice, std::string& remark)
{
    if (choice == "fashion")
        return clothing;
    ASSIGN_OR_RETURN(auto names, readAllClassNames(choice));
    remark = std::move(names.remark);
    return std::move(names.labels);
}

Result<TrainSettings> settingsOf(const TrainOptions& options, std::string& remark)
{
    ASSIGN_OR_RETURN(auto labels, labelsOf(options.labels, remark));
    ASSIGN_OR_RETURN(const auto epochs, parseNumber("--epochs", options.epochs, 1, mostEpochs));
    ASSIGN_OR_RETURN(const auto seed, parseNumber("--seed", options.seed, 0, UINT64_MAX));
    return TrainSettings{.data = options.data,
                         .name = options.name,
                         .out = options.out,
                         .labels = std::move(labels),
                         .epochs = static_cast<int>(epochs),
                         .seed = seed,
                         .provenance = options.provenance,
                         .licence = options.licence};
}

/// Shows progress, and prints a line for every finished epoch.
void show(Progress& progress, const TrainProgress& now, double seconds)
{
    const double inEpoch =
        static_cast<double>(now.imagesDone) / static_cast<double>(now.imagesTotal);
    char text[120];
    std::snprintf(text, sizeof text, "epoch %d of %d, loss %.4f", now.epoch, now.epochs,
                  now.meanLoss);
    if (!now.accuracy)
        return progress.show((now.epoch - 1 + inEpoch) / now.epochs, seconds, text);
    std::snprintf(text, sizeof text,
                  "epoch %d of %d: loss %.4f, %.2f %% of the test pictures correct", now.epoch,
                  now.epochs, now.meanLoss, 100 * *now.accuracy);
    progress.say(text);
}

Result<int> train(const TrainOptions& options)
{
    std::string remark; // said once the training has begun: nothing is wrong with the rest
    ASSIGN_OR_RETURN(const auto settings, settingsOf(options, remark));
    rememberInterrupts();
    std::stop_source stop;
    const auto start = std::chrono::steady_clock::now();
    std::optional<Progress> progress(std::in_place);
    const auto model = trainLeNet(
        settings,
        [&](const TrainProgress& now) {
            const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
            if (!remark.empty())
                progress->say(std::exchange(remark, {}));
            show(*progress, now, seconds.count());
            if (interrupted())
                stop.request_stop();
        },
        stop.get_token());
    progress.reset(); // removes the bar
    if (!model)
        return unlessInterrupted(model.error());
    if (options.json)
        printJson({{"model", model->name},
                   {"file", options.out},
                   {"top1", model->accuracy.value_or(0)},
                   {"sha256", model->sha256}});
    else
        print(options.out + ": " + model->summary);
    return exitDone;
}

} // namespace

void addTrainCommand(CLI::App& app, Action& action)
{
    const auto [verb, options] = addVerb(
        app, action, "train", "Train a LeNet on IDX data and write it as a model file", train);
    verb->add_option("--data", options->data,
                     "A folder with IDX files (MNIST's format, compressed with gzip or not)")
        ->required();
    verb->add_option("--name", options->name, "The name of the network")->required();
    verb->add_option("--out", options->out, "The model file to write (.pt)")->required();
    verb->add_option("--epochs", options->epochs, "Passes over the training pictures (12)");
    verb->add_option("--seed", options->seed,
                     "Seed of the first weights and the order of pictures (1)");
    verb->add_option("--labels", options->labels,
                     "digits (default), fashion, or a file with one label per line");
    verb->add_option("--provenance", options->provenance, "The origin of the data");
    verb->add_option("--licence", options->licence, "The licence of the weights");
}

} // namespace pareidolia::cli
