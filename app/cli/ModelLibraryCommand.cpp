// SPDX-License-Identifier: GPL-3.0-or-later
// `model rename` and `model remove`: of the user's own models.
#include "app/cli/Shared.h"
#include "core/base/ReturnError.h"
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
    RETURN_IF_ERROR(ModelLibrary::standard().rename(options.model, options.newName));
    print(options.model + " is called " + options.newName + " now");
    return exitDone;
}

Result<int> remove(const LibraryOptions& options)
{
    RETURN_IF_ERROR(ModelLibrary::standard().remove(options.model));
    print(options.model + " is removed");
    return exitDone;
}

} // namespace

void addModelLibraryVerbs(CLI::App& model, Action& action)
{
    const auto options = std::make_shared<LibraryOptions>();
    CLI::App* renameVerb = model.add_subcommand("rename", "Gives a model of yours another name");
    CLI::App* removeVerb = model.add_subcommand("remove", "Removes a model of yours for good");
    for (CLI::App* verb : {renameVerb, removeVerb})
        verb->add_option("model", options->model, "Its name (see model list)")->required();
    renameVerb->add_option("name", options->newName, "The new name")->required();
    renameVerb->callback([options, &action] { action = [options] { return rename(*options); }; });
    removeVerb->callback([options, &action] { action = [options] { return remove(*options); }; });
}

} // namespace pareidolia::cli
