// SPDX-License-Identifier: GPL-3.0-or-later
// `model rename` and `model remove`: of the user's own models.
#include "app/cli/Shared.h"
#include "core/models/ModelLibrary.h"

#include <memory>

namespace pareidolia::cli {

namespace {

struct LibraryOptions
{
    std::string model, newName;
};

Result<int> rename(const LibraryOptions& options)
{
    const auto renamed = ModelLibrary::standard().rename(options.model, options.newName);
    if (!renamed)
        return tl::unexpected(renamed.error());
    print(options.model + " was renamed to " + options.newName);
    return exitDone;
}

Result<int> remove(const LibraryOptions& options)
{
    const auto removed = ModelLibrary::standard().remove(options.model);
    if (!removed)
        return tl::unexpected(removed.error());
    print(options.model + " was removed");
    return exitDone;
}

} // namespace

void addModelLibraryVerbs(CLI::App& model, Action& action)
{
    const auto options = std::make_shared<LibraryOptions>();
    CLI::App* renameVerb = model.add_subcommand("rename", "Rename one of your networks");
    CLI::App* removeVerb = model.add_subcommand("remove", "Delete one of your networks");
    for (CLI::App* verb : {renameVerb, removeVerb})
        verb->add_option("model", options->model, "Its name (see model list)")->required();
    renameVerb->add_option("name", options->newName, "The new name")->required();
    renameVerb->callback([options, &action] { action = [options] { return rename(*options); }; });
    removeVerb->callback([options, &action] { action = [options] { return remove(*options); }; });
}

} // namespace pareidolia::cli
