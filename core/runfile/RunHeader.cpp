// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runfile/RunHeader.h"

#include "core/base/ReturnError.h"
#include "core/base/Version.h"
#include "core/models/Manifest.h"
#include "core/runfile/Row.h"
#include "core/runfile/RunRows.h"

#include <nlohmann/json.hpp>

namespace pareidolia {

void writeHeader(SQLite::Database& database, const RunHeader& header)
{
    RowWriter about(database, "about", 2);
    about.write({std::string("spec"), specToJson(header.spec).dump()});
    about.write({std::string("runtime"), header.runtime});
    about.write({std::string("program"), header.program});
    about.write({std::string("origin"), header.origin});
    about.write({std::string("written_by"), programVersion()});
    RowWriter(database, "network", 7).write(rows::rowOf(0, header.model));
}

Result<std::map<std::string, std::string>> textsIn(const SQLite::Database& database,
                                                   const std::string& file,
                                                   const std::vector<std::string>& needed)
{
    std::map<std::string, std::string> texts;
    RowReader about(database, "about");
    while (const auto row = about.next()) {
        const auto key = as<std::string>((*row)[0]);
        const auto value = as<std::string>((*row)[1]);
        if (key && value)
            texts[*key] = *value;
    }
    for (const std::string& key : needed)
        if (!texts.contains(key))
            return failure(file, "it is damaged: \"" + key + "\" cannot be read",
                           "use a backup copy, if there is one");
    return texts;
}

Result<RunHeader> headerIn(const SQLite::Database& database, const std::string& file)
{
    ASSIGN_OR_RETURN(auto texts, textsIn(database, file, {"spec", "runtime", "program", "origin"}));
    ASSIGN_OR_RETURN(auto spec, specFromJson(texts.at("spec"), file));
    RowReader networks(database, "network", "ORDER BY place");
    const auto row = networks.next();
    const auto sha256 = row ? as<std::string>((*row)[2]) : std::nullopt;
    const auto manifest = row ? as<std::string>((*row)[6]) : std::nullopt;
    if (!sha256 || !manifest)
        return failure(file, "it is damaged: its network cannot be read",
                       "use a backup copy, if there is one");
    ASSIGN_OR_RETURN(auto model, manifestFromJson(*manifest, file));
    model.sha256 = *sha256;
    return RunHeader{std::move(spec), std::move(model), texts.at("runtime"), texts.at("program"),
                     texts.at("origin")};
}

} // namespace pareidolia
