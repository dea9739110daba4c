// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Progress.h"
#include "app/cli/Shared.h"
#include "core/base/Files.h"
#include "core/base/ReturnError.h"
#include "core/base/Text.h"
#include "core/torch/LeNetTrainer.h"

#include <chrono>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <stop_token>

namespace pareidolia::cli {

namespace {

struct TrainOptions
{
    std::string data, name, out, epochs, seed, provenance, licence;
    std::string labels = "digits";
    bool json = false;
};

constexpr std::uint64_t mostEpochs = 10000;

const std::vector<std::string> digits{"zero", "one", "two",   "three", "four",
                                      "five", "six", "seven", "eight", "nine"};
const std::vector<std::string> clothing{"T-shirt/top", "Trouser",   "Pullover", "Dress",
                                        "Coat",        "Sandal",    "Shirt",    "Sneaker",
                                        "Bag",         "Ankle boot"};

Result<std::vector<std::string>> labelsOf(const std::string& choice)
{
    if (choice == "digits")
        return digits;
    if (choice == "fashion")
        return clothing;
    ASSIGN_OR_RETURN(const auto text, readFile(choice));
    std::vector<std::string> labels;
    for (const std::string& line : splitText(text, '\n'))
        if (const std::string label = trimmed(line); !label.empty())
            labels.push_back(label);
    return labels;
}

Result<std::uint64_t> numberOf(const char* option, const std::string& text, std::uint64_t most)
{
    const auto number = parseUnsigned(text);
    if (!number || *number > most)
        return usageError(option, "\"" + text + "\" is not a valid value",
                          "give a whole number up to " + std::to_string(most));
    return *number;
}

Result<TrainSettings> settingsOf(const TrainOptions& options)
{
    TrainSettings settings;
    settings.data = options.data;
    settings.name = options.name;
    settings.out = options.out;
    settings.provenance = options.provenance;
    settings.licence = options.licence;
    ASSIGN_OR_RETURN(const auto labels, labelsOf(options.labels));
    settings.labels = labels;
    if (!options.epochs.empty()) {
        ASSIGN_OR_RETURN(const auto epochs, numberOf("--epochs", options.epochs, mostEpochs));
        settings.epochs = static_cast<int>(epochs);
    }
    if (!options.seed.empty()) {
        ASSIGN_OR_RETURN(const auto seed, numberOf("--seed", options.seed, UINT64_MAX));
        settings.seed = seed;
    }
    return settings;
}

/// Shows how it goes; a line that stays for every epoch.
class TrainReport
{
public:
    void show(const TrainProgress& now)
    {
        const double inEpoch =
            static_cast<double>(now.imagesDone) / static_cast<double>(now.imagesTotal);
        const double share = (now.epoch - 1 + inEpoch) / now.epochs;
        char text[120];
        std::snprintf(text, sizeof text, "epoch %d of %d, loss %.4f", now.epoch, now.epochs,
                      now.meanLoss);
        if (!now.accuracy) {
            m_progress.show(share, seconds(), text);
            return;
        }
        std::snprintf(text, sizeof text,
                      "epoch %d of %d: loss %.4f, %.2f %% of the test pictures correct", now.epoch,
                      now.epochs, now.meanLoss, 100 * *now.accuracy);
        m_progress.say(text);
    }

private:
    double seconds() const
    {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - m_start).count();
    }

    Progress m_progress;
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
};

Result<int> train(const TrainOptions& options)
{
    ASSIGN_OR_RETURN(const auto settings, settingsOf(options));
    rememberInterrupts();
    std::stop_source stop;
    Result<ModelInfo> model = [&] {
        TrainReport report;
        return trainLeNet(
            settings,
            [&](const TrainProgress& now) {
                report.show(now);
                if (interrupted())
                    stop.request_stop();
            },
            stop.get_token());
    }();
    if (!model && interrupted()) {
        tell("pareidolia-cli: " + model.error().sentence());
        return exitInterrupted;
    }
    if (!model)
        return tl::unexpected(model.error());

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
    const auto options = std::make_shared<TrainOptions>();
    CLI::App* verb =
        app.add_subcommand("train", "Train a LeNet on IDX data and write it as a model file");
    verb->add_option("--data", options->data,
                     "A folder with IDX files (MNIST's format, .gz or not)")
        ->required();
    verb->add_option("--name", options->name, "The name of the network")->required();
    verb->add_option("--out", options->out, "The model file to write (.pt)")->required();
    verb->add_option("--epochs", options->epochs, "Passes over the training pictures");
    verb->add_option("--seed", options->seed,
                     "Seed of the first weights and the order of pictures (1)");
    verb->add_option("--labels", options->labels,
                     "digits (default), fashion, or a file with one label per line");
    verb->add_option("--provenance", options->provenance, "The origin of the data");
    verb->add_option("--licence", options->licence, "The licence of the weights");
    verb->add_flag("--json", options->json, "Print the result as one line of JSON");
    verb->callback([options, &action] { action = [options] { return train(*options); }; });
}

} // namespace pareidolia::cli
