// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/Evaluation.h"

#include "core/base/Quantile.h"
#include "core/base/ReturnError.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace pareidolia {

namespace {

constexpr std::size_t topFew = 5;

/// How many classes the network prefers to this one.
std::size_t rankOf(std::span<const double> logOdds, std::size_t index)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(logOdds, [&](double other) { return other > logOdds[index]; }));
}

struct Counts
{
    std::size_t first = 0, few = 0;
};

/// What becomes of each picture, log-odds: of the class that is named first, and of the true one.
struct Places
{
    std::span<double> surest, right;
};

Result<Counts> countRight(const Classifier& classifier, std::span<const Image> pictures,
                          std::span<const std::size_t> classes, Places places)
{
    ASSIGN_OR_RETURN(const auto scores, classifier.score(pictures));
    Counts counts;
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        if (scores.firstInvalid(i))
            return failure(classifier.info().name, "its scores are not numbers",
                           "check its weights and the normalisation in its manifest");
        const std::size_t rank = rankOf(scores.row(i), classes[i]);
        counts.first += rank == 0;
        counts.few += rank < topFew;
        places.surest[i] = scores.row(i)[scores.best(i)];
        places.right[i] = scores.row(i)[classes[i]];
    }
    return counts;
}

} // namespace

Result<Evaluation> evaluate(const Classifier& classifier, std::span<const Image> pictures,
                            std::span<const std::size_t> classes, int threads,
                            const Progress& progress)
{
    const auto start = std::chrono::steady_clock::now();
    const auto chunk = static_cast<std::size_t>(std::max(classifier.info().plan.microBatch, 1));
    // Every picture has a place of its own.
    std::vector<double> surest(pictures.size()), right(pictures.size());
    std::atomic<std::size_t> next{0};
    std::mutex mutex;
    Counts total;               // guarded by mutex, as are
    std::size_t done = 0;       // pictures
    std::optional<Error> error; // the first one

    {
        std::vector<std::jthread> workers;
        for (int worker = 0; worker < threads; ++worker)
            workers.emplace_back([&] {
                for (std::size_t at; (at = next.fetch_add(chunk)) < pictures.size();) {
                    const std::size_t count = std::min(chunk, pictures.size() - at);
                    const auto counts = countRight(classifier, pictures.subspan(at, count),
                                                   classes.subspan(at, count),
                                                   {std::span(surest).subspan(at, count),
                                                    std::span(right).subspan(at, count)});
                    const std::scoped_lock lock(mutex);
                    const auto wanted = counts.and_then([&](const Counts& found) {
                        total.first += found.first;
                        total.few += found.few;
                        done += count;
                        return progress.at(static_cast<double>(done) /
                                           static_cast<double>(pictures.size()));
                    });
                    if (!wanted) {
                        error = error ? error : wanted.error();
                        next = pictures.size();
                        return;
                    }
                }
            });
    }
    if (error)
        return tl::unexpected(*error);

    const auto images = static_cast<double>(pictures.size());
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    Evaluation seen{.images = pictures.size(),
                    .top1 = static_cast<double>(total.first) / images,
                    .top5 = static_cast<double>(total.few) / images,
                    .imagesPerSecond = images / seconds.count(),
                    .confidences = {histogramOf(surest), histogramOf(right)}};
    std::ranges::sort(surest);
    std::ranges::transform(toldShares, seen.logOdds.begin(), [&](double share) {
        return quantile(std::span<const double>(surest), share);
    });
    return seen;
}

} // namespace pareidolia
