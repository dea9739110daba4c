// SPDX-License-Identifier: GPL-3.0-or-later
// A window on a network of many classes in groups.
#pragma once

#include "WindowFixture.h"

namespace pareidolia {

inline constexpr std::size_t manyClasses = 240;

/// "dogs": 0–39, "cats": 40–59, "pets" (both, so no section of its own), the others in none.
inline Networks::Loaded loadMany(const std::string& name)
{
    auto network = std::make_shared<FakeClassifier>(manyClasses, ImageShape{8, 8, 1});
    ModelInfo& info = network->mutableInfo();
    info.name = name;
    info.groups = {{.name = "dogs"}, {.name = "cats"}, {.name = "pets at home"}};
    for (std::size_t i = 0; i < 60; ++i) {
        info.groups[i < 40 ? 0 : 1].classes.push_back(i);
        info.groups[2].classes.push_back(i);
    }
    return network;
}

/// Runs a few generations and ends.
inline RunSpec shortSpec()
{
    RunSpec spec = smallSpec();
    spec.settings.initial = 60;
    spec.limits.generations = 12;
    return spec;
}

/// The tab of a run that is over; null if that does not come.
inline RunPage* openFinished(WindowFixture& fixture)
{
    fixture.window->openRun(shortSpec(), true);
    const auto finished = [&] {
        RunPage* page = fixture.window->currentPage();
        if (page)
            page->group().setPace(Pace::unlimited());
        return page && page->group().state() == RunState::Finished;
    };
    return QTest::qWaitFor(finished, 20000) ? fixture.window->currentPage() : nullptr;
}

} // namespace pareidolia
