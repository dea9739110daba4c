// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/torch/PlanTuner.h"

#include "core/torch/SteadyCheck.h"
#include "core/torch/TorchClassifier.h"

#include <algorithm>
#include <chrono>
#include <limits>
#include <memory>
#include <optional>

namespace pareidolia {

namespace {

/// A photograph's size, from which on a network takes milliseconds a picture.
constexpr std::size_t largeArea = 128 * 128;
/// A difference that a smaller micro-batch is worth: it divides work more evenly.
constexpr double scoreTolerance = 1.03;
constexpr double gradientTolerance = 1.10;
/// Once it is this much slower than the fastest, no later round can rescue a way.
constexpr double hopeless = 1.4;

/// What is tried. Small networks are shown 200 pictures a generation, split over workers: batches
/// that divide 200 leave nothing to pad, and an even number of them keeps two workers equally busy.
struct Range
{
    std::vector<int> microBatches;
    std::size_t middle = 0; ///< the one that layouts and preparations are compared with
    std::vector<int> gradientMicroBatches;
    std::size_t pictures = 0;
    std::size_t queries = 0;
};

Range rangeFor(const ModelInfo& info)
{
    const auto area =
        static_cast<std::size_t>(info.input.width) * static_cast<std::size_t>(info.input.height);
    if (area >= largeArea)
        return {{4, 8, 16, 32}, 2, {1, 2, 4}, 32, 4};
    return {{10, 20, 25, 50}, 2, {1, 2, 5, 10}, 200, 10};
}

double secondsNow()
{
    using Clock = std::chrono::steady_clock;
    return std::chrono::duration<double>(Clock::now().time_since_epoch()).count();
}

struct Contender
{
    PlanTrial trial;
    std::unique_ptr<Classifier> classifier;
    double bestSeconds = std::numeric_limits<double>::infinity();
};

/// Measures contenders in turn, so that a busy moment of the machine hits all of them alike.
class Tuner
{
public:
    Tuner(const ModelInfo& info, std::string_view bytes, const TuneSettings& settings)
        : m_info(info),
          m_bytes(bytes),
          m_settings(settings),
          m_range(rangeFor(info)),
          m_pictures(noisePictures(info.input, m_range.pictures)),
          m_pixels(noisePixels(info.input, m_range.queries))
    {
        for (std::size_t i = 0; i < m_pixels.size(); ++i)
            m_queries.push_back({.pixels = m_pixels[i], .target = i % info.classes()});
    }

    Result<Plan> tune()
    {
        const int middle = m_range.microBatches[m_range.middle];
        auto fastest = best(waysToRun(middle), scoring(0.4), scoreTolerance);
        if (!fastest) // alone, no picture has neighbours
            fastest = best(waysToRun(1), scoring(0.4), scoreTolerance);
        if (!fastest)
            return tl::unexpected(m_problem.value_or(unsteady()));
        fastest = best(batchesOf(*fastest), scoring(0.4), scoreTolerance).value_or(*fastest);
        return best(gradientBatchesOf(*fastest), climbing(0.2), gradientTolerance)
            .value_or(*fastest);
    }

private:
    /// What is measured, and whether it gives the same bits whatever it is called with.
    struct Work
    {
        std::function<bool(const Classifier&)> run;
        std::function<bool(const Classifier&)> isSteady;
        double seconds;
        std::size_t count;
        double PlanTrial::*rate;
    };

    Work scoring(double share) const
    {
        return {[this](const Classifier& classifier) {
                    return classifier.score(m_pictures).has_value();
                },
                [this](const Classifier& classifier) {
                    return scoresAreSteady(classifier, m_pictures);
                },
                share * m_settings.seconds, m_pictures.size(), &PlanTrial::picturesPerSecond};
    }

    Work climbing(double share) const
    {
        return {[this](const Classifier& classifier) {
                    return classifier.gradients(m_queries).has_value();
                },
                [this](const Classifier& classifier) {
                    return gradientsAreSteady(classifier, m_queries);
                },
                share * m_settings.seconds, m_queries.size(), &PlanTrial::gradientsPerSecond};
    }

    std::vector<Plan> waysToRun(int microBatch) const
    {
        std::vector<Plan> plans;
        for (const auto layout : {Plan::Layout::ChannelsFirst, Plan::Layout::ChannelsLast})
            for (const auto preparation : {Plan::Preparation::Plain, Plan::Preparation::Frozen,
                                           Plan::Preparation::Optimised})
                plans.push_back({layout, preparation, microBatch, 1});
        return plans;
    }

    std::vector<Plan> batchesOf(const Plan& plan) const
    {
        std::vector<Plan> plans;
        for (const int microBatch : m_range.microBatches) {
            plans.push_back(plan);
            plans.back().microBatch = microBatch;
        }
        return plans;
    }

    std::vector<Plan> gradientBatchesOf(const Plan& plan) const
    {
        std::vector<Plan> plans;
        for (const int microBatch : m_range.gradientMicroBatches) {
            plans.push_back(plan);
            plans.back().gradientMicroBatch = microBatch;
        }
        return plans;
    }

    /// The first, that is smallest, of the steady plans that is within `tolerance` of the fastest.
    /// Steadiness costs more to find out than speed: only those that would be taken are asked.
    std::optional<Plan> best(const std::vector<Plan>& plans, const Work& work, double tolerance)
    {
        std::vector<Contender> contenders = runnableOnes(plans, work);
        if (contenders.empty())
            return std::nullopt;
        measure(contenders, work);
        while (!contenders.empty()) {
            const auto chosen = firstOfTheFast(contenders, tolerance);
            chosen->trial.steady = chosen->classifier->info().plan == chosen->trial.plan &&
                                   work.isSteady(*chosen->classifier);
            if (chosen->trial.steady) {
                for (const Contender& contender : contenders)
                    tell(contender.trial);
                return chosen->trial.plan;
            }
            tell(chosen->trial);
            contenders.erase(chosen);
        }
        return std::nullopt;
    }

    static std::vector<Contender>::iterator firstOfTheFast(std::vector<Contender>& contenders,
                                                           double tolerance)
    {
        const double fastest =
            std::ranges::min_element(contenders, {}, &Contender::bestSeconds)->bestSeconds;
        return std::ranges::find_if(contenders, [&](const Contender& contender) {
            return contender.bestSeconds <= fastest * tolerance;
        });
    }

    std::vector<Contender> runnableOnes(const std::vector<Plan>& plans, const Work& work)
    {
        std::vector<Contender> contenders;
        for (const Plan& plan : plans) {
            ModelInfo info = m_info;
            info.plan = plan;
            auto classifier = makeTorchClassifier(info, m_bytes, m_info.name);
            if (!classifier)
                m_problem = classifier.error();
            else if (work.run(**classifier))
                contenders.push_back({{.plan = plan}, std::move(*classifier)});
        }
        return contenders;
    }

    static void measure(std::vector<Contender>& contenders, const Work& work)
    {
        const double end = secondsNow() + work.seconds;
        double fastest = std::numeric_limits<double>::infinity();
        for (int round = 0; round < 2 || secondsNow() < end; ++round)
            for (Contender& contender : contenders) {
                if (round >= 1 && contender.bestSeconds > hopeless * fastest)
                    continue;
                const double start = secondsNow();
                work.run(*contender.classifier);
                contender.bestSeconds = std::min(contender.bestSeconds, secondsNow() - start);
                fastest = std::min(fastest, contender.bestSeconds);
            }
        for (Contender& contender : contenders)
            contender.trial.*work.rate = static_cast<double>(work.count) / contender.bestSeconds;
    }

    void tell(const PlanTrial& trial) const
    {
        if (m_settings.report)
            m_settings.report(trial);
    }

    Error unsteady() const
    {
        return {m_info.name, "its scores change with the pictures that are scored beside them",
                "export it without layers that mix the pictures of a batch"};
    }

    const ModelInfo& m_info;
    std::string_view m_bytes;
    const TuneSettings& m_settings;
    Range m_range;
    std::vector<Image> m_pictures;
    std::vector<std::vector<float>> m_pixels;
    std::vector<GradientQuery> m_queries;
    std::optional<Error> m_problem;
};

} // namespace

Result<Plan> tunePlan(const ModelInfo& info, std::string_view bytes, const TuneSettings& settings)
{
    return Tuner(info, bytes, settings).tune();
}

} // namespace pareidolia
