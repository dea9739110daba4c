// SPDX-License-Identifier: GPL-3.0-or-later
// Small runs on the network of ten lines, and their files.
#pragma once

#include "core/runfile/AbsentClassifier.h"
#include "core/runfile/Reopening.h"
#include "core/runfile/RunFileWriter.h"
#include "tests/support/DriveRun.h"
#include "tests/support/FakeClassifier.h"

#include <QTemporaryDir>
#include <filesystem>
#include <memory>
#include <string>

namespace pareidolia::test {

inline RunSpec smallSpec(const std::string& search, const std::string& encoding)
{
    RunSpec spec;
    spec.name = "small";
    spec.model = "fake";
    spec.search = search;
    spec.encoding = encoding;
    spec.settings.initial = 20;
    spec.settings.children = 12;
    return spec;
}

/// Manifests are checked when a file is read: it has to say all that one must.
inline std::shared_ptr<FakeClassifier> honestNetwork()
{
    auto network = std::make_shared<FakeClassifier>();
    ModelInfo& info = network->mutableInfo();
    info.name = "fake";
    info.sha256 = std::string(64, 'a');
    return network;
}

inline std::unique_ptr<Run> smallRun(const RunSpec& spec)
{
    return Run::create(spec, honestNetwork()).value();
}

inline void advanceBy(Run& run, std::uint32_t generations)
{
    for (std::uint32_t i = 0; i < generations; ++i)
        if (!advance(run))
            qFatal("a generation failed");
}

/// What a recorder would have gathered while `generations` passed.
inline RunBatch batchOf(Run& run, std::uint32_t generations)
{
    RunBatch batch;
    std::size_t seen = run.events().size();
    for (std::uint32_t i = 0; i < generations; ++i) {
        const GenerationNews news = advance(run).value();
        batch.add(run, news);
    }
    batch.takeStateOf(run, seen);
    return batch;
}

/// A file with so many generations, the initial one included.
inline void save(const std::filesystem::path& path, const RunSpec& spec, std::uint32_t generations)
{
    const auto run = smallRun(spec);
    const auto file = RunFileWriter::create(path, headerOf(*run)).value();
    if (!file->write(batchOf(*run, generations)))
        qFatal("a run file could not be written");
}

inline std::unique_ptr<Run> reopened(const std::filesystem::path& path)
{
    return reopen(*RunFile::open(path).value(), honestNetwork()).value();
}

} // namespace pareidolia::test
