// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classifier/PlanTuner.h"

#include "core/classifier/SteadyCheck.h"

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
    int typical = 0; ///< what layouts and preparations are compared with
    std::vector<int> gradientMicroBatches;
    std::size_t pictures = 0; ///< at least, in one call; the micro-batch where that is more
    std::size_t queries = 0;  ///< likewise
};

Range rangeFor(const ModelInfo& info)
{
    const auto area =
        static_cast<std::size_t>(info.input.width) * static_cast<std::size_t>(info.input.height);
    if (area >= largeArea) // a call is one micro-batch: people wait for this
        return {{4, 8, 16, 32}, 4, {1, 2, 4}, 4, 4};
    return {{10, 20, 25, 50}, 25, {1, 2, 5, 10}, 200, 10};
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
    double secondsEach = std::numeric_limits<double>::infinity(); ///< a picture, at best
};

/// Measures contenders in turn, so that a busy moment of the machine hits all of them alike.
class Tuner
{
public:
    Tuner(const ModelInfo& info, const std::vector<Plan::Preparation>& preparations,
          const ClassifierMaker& make, const TuneSettings& settings)
        : m_info(info),
          m_preparations(preparations),
          m_make(make),
          m_settings(settings),
          m_range(rangeFor(info)),
          m_pictures(noisePictures(
              info.input,
              std::max(m_range.pictures, static_cast<std::size_t>(m_range.microBatches.back())))),
          m_pixels(noisePixels(info.input, m_range.queries))
    {
        for (std::size_t i = 0; i < m_pixels.size(); ++i)
            m_queries.push_back({.pixels = m_pixels[i], .target = i % info.classes()});
    }

    Result<Plan> tune()
    {
        auto fastest = best(waysToRun(m_range.typical), scoring(0.4), scoreTolerance);
        if (!fastest && !stopped()) // alone, no picture has neighbours
            fastest = best(waysToRun(1), scoring(0.4), scoreTolerance);
        if (!fastest && !stopped())
            return tl::unexpected(m_problem.value_or(unsteady()));
        if (fastest)
            fastest = best(withBatches(*fastest, &Plan::microBatch, m_range.microBatches),
                           scoring(0.4), scoreTolerance)
                          .value_or(*fastest);
        if (fastest)
            fastest =
                best(withBatches(*fastest, &Plan::gradientMicroBatch, m_range.gradientMicroBatches),
                     climbing(0.2), gradientTolerance)
                    .value_or(*fastest);
        if (stopped())
            return failure(m_info.name, "measuring its fastest plan was cancelled", "");
        return *fastest;
    }

private:
    /// What is measured, and whether it gives the same bits whatever it is called with.
    struct Work
    {
        /// How many pictures were taken, or what went wrong.
        std::function<Result<std::size_t>(const Classifier&)> run;
        std::function<bool(const Classifier&)> isSteady;
        double seconds;
        double PlanTrial::*rate;
    };

    /// For one call.
    std::span<const Image> picturesFor(const Classifier& classifier) const
    {
        const auto width = static_cast<std::size_t>(classifier.info().plan.microBatch);
        return std::span(m_pictures).first(std::max(m_range.pictures, width));
    }

    Work scoring(double share) const
    {
        return {[this](const Classifier& classifier) -> Result<std::size_t> {
                    const auto pictures = picturesFor(classifier);
                    return classifier.score(pictures).map(
                        [&](const Scores&) { return pictures.size(); });
                },
                [this](const Classifier& classifier) {
                    return scoresAreSteady(classifier, picturesFor(classifier));
                },
                share* m_settings.seconds, &PlanTrial::picturesPerSecond};
    }

    Work climbing(double share) const
    {
        return {[this](const Classifier& classifier) -> Result<std::size_t> {
                    return classifier.gradients(m_queries).map(
                        [&](const auto& gradients) { return gradients.size(); });
                },
                [this](const Classifier& classifier) {
                    return gradientsAreSteady(classifier, m_queries);
                },
                share* m_settings.seconds, &PlanTrial::gradientsPerSecond};
    }

    std::vector<Plan> waysToRun(int microBatch) const
    {
        std::vector<Plan> plans;
        for (const auto layout : {Plan::Layout::ChannelsFirst, Plan::Layout::ChannelsLast})
            for (const auto preparation : m_preparations)
                plans.push_back({layout, preparation, microBatch, 1});
        return plans;
    }

    /// The plan with each of these sizes of one of its batches.
    static std::vector<Plan> withBatches(const Plan& plan, int Plan::*batch,
                                         const std::vector<int>& sizes)
    {
        std::vector<Plan> plans(sizes.size(), plan);
        for (std::size_t i = 0; i < sizes.size(); ++i)
            plans[i].*batch = sizes[i];
        return plans;
    }

    /// The best of as many as may be in memory together, which then meets the next one.
    std::optional<Plan> best(const std::vector<Plan>& plans, const Work& work, double tolerance)
    {
        const std::size_t first =
            std::min(plans.size(), std::max(m_settings.atOnce, std::size_t{2}));
        auto winner = bestTogether(
            {plans.begin(), plans.begin() + static_cast<std::ptrdiff_t>(first)}, work, tolerance);
        for (std::size_t i = first; i < plans.size() && !stopped(); ++i)
            winner = winner ? bestTogether({*winner, plans[i]}, work, tolerance)
                            : bestTogether({plans[i]}, work, tolerance);
        return winner;
    }

    /// The first, that is smallest, of the steady plans that is within `tolerance` of the fastest.
    /// Steadiness costs more to find out than speed: only those that would be taken are asked.
    std::optional<Plan> bestTogether(const std::vector<Plan>& plans, const Work& work,
                                     double tolerance)
    {
        std::vector<Contender> contenders = runnableOnes(plans, work);
        if (contenders.empty())
            return std::nullopt;
        measure(contenders, work);
        while (!contenders.empty() && !stopped()) {
            const auto chosen = firstOfTheFast(contenders, tolerance);
            chosen->trial.steady = work.isSteady(*chosen->classifier);
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
            std::ranges::min_element(contenders, {}, &Contender::secondsEach)->secondsEach;
        return std::ranges::find_if(contenders, [&](const Contender& contender) {
            return contender.secondsEach <= fastest * tolerance;
        });
    }

    std::vector<Contender> runnableOnes(const std::vector<Plan>& plans, const Work& work)
    {
        std::vector<Contender> contenders;
        for (const Plan& plan : plans) {
            if (stopped())
                break;
            ModelInfo info = m_info;
            info.plan = plan;
            auto classifier = m_make(info);
            if (!classifier)
                m_problem = classifier.error();
            else if (const auto ran = work.run(**classifier); !ran) // the first one compiles
                m_problem = ran.error();
            else
                contenders.push_back({{.plan = plan}, std::move(*classifier)});
        }
        return contenders;
    }

    void measure(std::vector<Contender>& contenders, const Work& work) const
    {
        const double end = secondsNow() + work.seconds;
        double fastest = std::numeric_limits<double>::infinity();
        for (int round = 0; round < 2 || secondsNow() < end; ++round)
            for (Contender& contender : contenders) {
                if (stopped())
                    return;
                if (round >= 1 && contender.secondsEach > hopeless * fastest)
                    continue;
                const double start = secondsNow();
                const auto taken = work.run(*contender.classifier);
                if (!taken)
                    continue;
                contender.secondsEach = std::min(
                    contender.secondsEach, (secondsNow() - start) / static_cast<double>(*taken));
                fastest = std::min(fastest, contender.secondsEach);
            }
        for (Contender& contender : contenders)
            contender.trial.*work.rate = 1 / contender.secondsEach;
    }

    bool stopped() const { return m_settings.stop.stop_requested(); }

    void tell(const PlanTrial& trial) const
    {
        if (m_settings.report)
            m_settings.report(trial);
    }

    Error unsteady() const
    {
        return {m_info.name, "its scores depend on the other pictures of the batch",
                "export it without layers that mix the pictures of a batch"};
    }

    const ModelInfo& m_info;
    const std::vector<Plan::Preparation>& m_preparations;
    const ClassifierMaker& m_make;
    const TuneSettings& m_settings;
    Range m_range;
    std::vector<Image> m_pictures;
    std::vector<std::vector<float>> m_pixels;
    std::vector<GradientQuery> m_queries;
    std::optional<Error> m_problem;
};

} // namespace

Result<Plan> tunePlan(const ModelInfo& info, const std::vector<Plan::Preparation>& preparations,
                      const ClassifierMaker& make, const TuneSettings& settings)
{
    return Tuner(info, preparations, make, settings).tune();
}

} // namespace pareidolia
