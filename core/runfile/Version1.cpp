// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runfile/Version1.h"

#include "core/base/ReturnError.h"
#include "core/base/Version.h"
#include "core/models/Manifest.h"
#include "core/run/ParameterTable.h"
#include "core/runfile/PackedText.h"
#include "core/runfile/RunHeader.h"
#include "core/runfile/RunRows.h"
#include "core/search/GradientAscent.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <array>
#include <utility>

namespace pareidolia {

namespace {

using Json = nlohmann::ordered_json;

/// By what the log of version 1 said.
Lifecycle lifecycleOf(const std::string& event)
{
    constexpr std::string_view finished = "finished: ";
    if (event.starts_with("failed"))
        return {.state = RunState::Failed, .reason = "it failed"};
    if (event == "started" || event == "resumed")
        return {.state = RunState::Running}; // its process was killed
    if (!event.starts_with(finished) || event == "finished: it was closed")
        return {.state = RunState::Paused};
    const std::string reason = event.substr(finished.size());
    if (reason == "it was stopped")
        return {.state = RunState::Stopped, .reason = "the user ended it"};
    Lifecycle life{.state = RunState::Finished, .reason = reason};
    // The words of that time, which are not those of today.
    constexpr std::array<std::pair<std::string_view, std::string_view>, 5> limits{
        {{"time is over", "seconds"},
         {"the median is reached", "until_median"},
         {"every class is sure enough", "until_min"},
         {" is reached", "generations"},
         {" evaluations are done", "evaluations"}}};
    for (const auto& [words, key] : limits)
        if (life.endedBy.empty() && reason.ends_with(words))
            life.endedBy = key;
    return life;
}

class Mover
{
public:
    Mover(SQLite::Database& database, const std::string& file) : m_database(database), m_file(file)
    {}

    Result<void> move()
    {
        for (const auto step : {&Mover::moveHeader, &Mover::moveLimits, &Mover::moveMemory})
            RETURN_IF_ERROR((this->*step)());
        RowWriter(m_database, "lifecycle", 5).write(rows::rowOf(lifecycle(), m_spec.limits));
        return {};
    }

private:
    tl::unexpected<Error> damaged(const char* what) const
    {
        return failure(m_file, std::string("it is damaged: ") + what,
                       "use a backup copy, if there is one");
    }

    Result<void> moveHeader()
    {
        ASSIGN_OR_RETURN(const auto texts, textsIn(m_database, m_file,
                                                   {"spec", "manifest", "model_sha256", "runtime",
                                                    "program", "origin"}));
        auto spec = specFromJson(texts.at("spec"), m_file);
        auto model = manifestFromJson(texts.at("manifest"), m_file);
        if (!spec)
            return tl::unexpected(spec.error());
        if (!model)
            return tl::unexpected(model.error());
        model->sha256 = texts.at("model_sha256");
        m_spec = std::move(*spec);
        m_origin = texts.at("origin");
        m_database.exec("DELETE FROM about WHERE key IN ('manifest', 'model_sha256')");
        RowWriter(m_database, "about", 2).write({std::string("written_by"), programVersion()});
        RowWriter(m_database, "network", 7).write(rows::rowOf(0, *model));
        return {};
    }

    /// Limits were changes; and a search of which some wait must not end before it begins.
    Result<void> moveLimits()
    {
        std::vector<ChangeRecord> kept;
        RowReader changes(m_database, "change", "ORDER BY number");
        auto progress = rows::progressIn(m_database);
        if (!progress)
            return damaged("how far the run came cannot be read");
        m_generation = progress->generation;
        std::uint64_t inForce = 0;
        for (std::uint64_t number = 1; const auto row = changes.next(); ++number) {
            auto change = rows::changeOf(*row);
            if (!change)
                return damaged("a change of its settings cannot be read");
            const auto parameter = findParameter(change->key);
            if (parameter && (*parameter)->isLimit) {
                RETURN_IF_ERROR(setParameterFromText(m_spec, change->key, change->value));
                continue;
            }
            inForce += number <= progress->changes ? 1 : 0;
            kept.push_back(std::move(*change));
        }
        if (changes.damaged() > 0)
            return damaged("a change of its settings cannot be read");
        m_database.exec("DELETE FROM change");
        RowWriter writer(m_database, "change", 4);
        for (std::uint64_t number = 0; const ChangeRecord& change : kept)
            writer.write(rows::rowOf(++number, change));
        progress->changes = inForce;
        RowWriter(m_database, "progress", 10).write(rows::rowOf(*progress));
        return {};
    }

    Result<void> moveMemory()
    {
        RowReader ascents(m_database, "ascent", "ORDER BY place");
        RowWriter memory(m_database, "memory", 4);
        while (const auto row = ascents.next()) {
            ASSIGN_OR_RETURN(const auto part, memoryOf(*row));
            memory.write({row->front(), std::string(GradientAscent::name), std::int64_t{1},
                          Blob{packText(part.dump())}});
        }
        if (ascents.damaged() > 0)
            return damaged("what gradient ascent remembers of a class cannot be read");
        return {};
    }

    /// place, class, generation, child, steps, done, failed, top, over_99, over_999, over_9999 and
    /// the genome, as gradient ascent writes it down (version 1 of its memory).
    Result<Json> memoryOf(const Row& row) const
    {
        constexpr std::array keys{"class",  "generation", "child",     "steps",      "done",
                                  "failed", "top",        "over_0.99", "over_0.999", "over_0.9999"};
        Json part = Json::object();
        for (std::size_t i = 0; i < keys.size(); ++i) {
            const auto number = as<std::int64_t>(row[i + 1]);
            const bool isFlag =
                keys[i] == std::string_view("done") || keys[i] == std::string_view("failed");
            part[keys[i]] = !number ? Json() : isFlag ? Json(*number != 0) : Json(*number);
            if (number && *number < 0)
                return damaged("what gradient ascent remembers of a class cannot be read");
            if (number && !isFlag)
                part[keys[i]] = static_cast<std::uint64_t>(*number);
        }
        part["at"] = Json();
        if (const auto content = as<Blob>(row[keys.size() + 1])) {
            ASSIGN_OR_RETURN(const auto text, unpackText(content->bytes, m_file));
            part["at"] = Json::parse(text, nullptr, false);
            if (part["at"].is_discarded())
                return damaged("a picture of gradient ascent cannot be read");
        }
        return part;
    }

    Lifecycle lifecycle() const
    {
        RowReader events(m_database, "event", "ORDER BY number DESC");
        const auto row = events.next();
        const auto last = row ? as<std::string>((*row)[3]) : std::nullopt;
        // A branch has the events of the run that it comes from.
        const std::string here = m_generation ? std::to_string(*m_generation) : "";
        const bool isNewBranch = m_origin.starts_with("generation " + here + " of ");
        if (isNewBranch || (!last && m_generation))
            return {.state = RunState::Paused};
        return last ? lifecycleOf(*last) : Lifecycle{};
    }

    SQLite::Database& m_database;
    const std::string& m_file;
    RunSpec m_spec;
    std::string m_origin;
    std::optional<std::uint32_t> m_generation;
};

} // namespace

Result<void> moveFromVersion1(SQLite::Database& database, const std::string& file)
{
    return Mover(database, file).move();
}

} // namespace pareidolia
