// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runfile/RunHeader.h"

#include "core/models/Manifest.h"

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

Result<RunHeader> headerFromTexts(const std::map<std::string, std::string>& texts,
                                  const std::string& file)
{
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
