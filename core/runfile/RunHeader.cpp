// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runfile/RunHeader.h"

#include "core/models/Manifest.h"
#include "core/runfile/Row.h"

#include <nlohmann/json.hpp>

namespace pareidolia {

std::map<std::string, std::string> headerToTexts(const RunHeader& header)
{
    return {{"spec", specToJson(header.spec).dump()},
            {"manifest", manifestToJson(header.model).dump()},
            {"model_sha256", header.model.sha256},
            {"runtime", header.runtime},
            {"program", header.program},
            {"origin", header.origin}};
}

Result<RunHeader> headerIn(const SQLite::Database& database, const std::string& file)
{
    std::map<std::string, std::string> texts;
    RowReader about(database, "about");
    while (const auto row = about.next()) {
        const auto key = as<std::string>((*row)[0]);
        const auto value = as<std::string>((*row)[1]);
        if (key && value)
            texts[*key] = *value;
    }
    for (const char* key : {"spec", "manifest", "model_sha256", "runtime", "program", "origin"})
        if (!texts.contains(key))
            return failure(file, std::string("it is damaged: \"") + key + "\" cannot be read",
                           "take a copy of it, if there is one");
    auto spec = specFromJson(texts.at("spec"), file);
    if (!spec)
        return tl::unexpected(spec.error());
    auto model = manifestFromJson(texts.at("manifest"), file);
    if (!model)
        return tl::unexpected(model.error());
    model->sha256 = texts.at("model_sha256");
    return RunHeader{std::move(*spec), std::move(*model), texts.at("runtime"), texts.at("program"),
                     texts.at("origin")};
}

} // namespace pareidolia
