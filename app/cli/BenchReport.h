// SPDX-License-Identifier: GPL-3.0-or-later
// What `bench` measured.
#pragma once

#include "app/cli/Shared.h"

#include <nlohmann/json.hpp>
#include <string>

namespace pareidolia::cli {

/// Prints each figure as soon as it is measured, and keeps it for the JSON.
class BenchReport
{
public:
    explicit BenchReport(bool json) : m_json(json) {}

    void add(const std::string& name, double value);
    void finish() const;

private:
    bool m_json;
    nlohmann::ordered_json m_values = nlohmann::ordered_json::object();
};

/// Everything about a thousand classes, under `imagenet.…`. Leaves all of it out, and says why in
/// one line, if the network cannot be opened. Blocks for about a minute.
Result<void> benchImagenet(const std::string& model, int threads, BenchReport& report);

} // namespace pareidolia::cli
