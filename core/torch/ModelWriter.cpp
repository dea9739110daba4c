// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/torch/ModelWriter.h"

#include "core/base/Files.h"
#include "core/base/ReturnError.h"
#include "core/models/ModelFile.h"

#include <system_error>

namespace pareidolia {

namespace {

namespace fs = std::filesystem;

/// A first copy beside the model, gone at the end of the scope.
class Draft
{
public:
    explicit Draft(const fs::path& model) : m_model(model), m_path(model)
    {
        m_path.replace_filename(".draft-" + model.filename().string());
    }
    ~Draft()
    {
        std::error_code ignored;
        fs::remove(m_path, ignored);
    }
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;

    const fs::path& path() const { return m_path; }

    Result<void> write(std::string_view bytes) const
    {
        return writeFile(m_path, bytes).map_error([this](const Error& error) {
            return aboutModel(error);
        });
    }

    /// The user asked for the model, and never heard of a draft.
    Error aboutModel(Error error) const
    {
        error.what = m_model.string();
        return error;
    }

private:
    fs::path m_model;
    fs::path m_path;
};

} // namespace

Result<void> checkModelPath(const fs::path& path)
{
    if (path.extension() != ".pt" || !path.has_stem())
        return usageError(path.empty() ? "the model file" : path.string(),
                          "a model file is named NAME.pt", "choose such a name");
    std::error_code ignored;
    if (fs::exists(path, ignored) && !fs::is_regular_file(path, ignored))
        return failure(path.string(), "it exists and is not a regular file", "choose another name");
    return Draft(path).write({});
}

Result<ModelInfo> writeModel(const fs::path& path, std::string_view bytes)
{
    const Draft draft(path);
    RETURN_IF_ERROR(draft.write(bytes));
    const Result<ModelFile> opened = ModelFile::open(draft.path());
    if (!opened)
        return tl::unexpected(draft.aboutModel(opened.error()));
    RETURN_IF_ERROR(writeFile(path, bytes));
    return opened->info();
}

} // namespace pareidolia
