// SPDX-License-Identifier: GPL-3.0-or-later
// `model catalogue` and `model fetch`: known networks that others publish.
#include "app/cli/Progress.h"
#include "app/cli/Shared.h"
#include "core/base/ReturnError.h"
#include "core/loading/ModelImport.h"
#include "core/models/Catalogue.h"
#include "core/models/ModelLibrary.h"
#include "ui/fetching/CatalogueFetch.h"

#include <QCoreApplication>
#include <QTimer>
#include <chrono>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <optional>

namespace pareidolia::cli {

namespace {

struct ListOptions
{
    bool json = false;
};

struct FetchOptions : ListOptions
{
    std::string name, file;
};

std::string percent(double share)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.1f %%", 100 * share);
    return text;
}

Result<int> listCatalogue(const ListOptions& options)
{
    ASSIGN_OR_RETURN(const auto catalogue, readCatalogue(catalogueFile()));
    nlohmann::ordered_json all = nlohmann::ordered_json::array();
    for (const CatalogueEntry& entry : catalogue) {
        if (!options.json) {
            print(entry.name + ": " + entry.summary);
            print("    " + (entry.accuracy ? percent(*entry.accuracy) + " top-1; " : "") +
                  entry.licence + "; " + entry.publisher + ", " + entry.page);
            continue;
        }
        nlohmann::ordered_json one = {{"name", entry.name},      {"summary", entry.summary},
                                      {"title", entry.title},    {"publisher", entry.publisher},
                                      {"page", entry.page},      {"licence", entry.licence},
                                      {"file", entry.file.name}, {"url", entry.file.url}};
        if (entry.accuracy)
            one["accuracy"] = *entry.accuracy;
        if (entry.file.size)
            one["size"] = *entry.file.size;
        if (!entry.file.sha1.empty())
            one["sha1"] = entry.file.sha1;
        if (!entry.file.sha256.empty())
            one["sha256"] = entry.file.sha256;
        all.push_back(std::move(one));
    }
    if (options.json)
        printJson(all);
    return exitDone;
}

/// Runs Qt's event loop until the network has been imported or the work has failed.
Result<int> fetch(const FetchOptions& options)
{
    ASSIGN_OR_RETURN(const auto catalogue, readCatalogue(catalogueFile()));
    ASSIGN_OR_RETURN(const auto entry, catalogueEntry(catalogue, options.name));

    rememberInterrupts();
    int none = 0;
    QCoreApplication application(none, nullptr);
    CatalogueFetch work(entry, {.draft = draftImport, .finish = finishImport},
                        ModelLibrary::standard());
    Progress progress;
    const auto start = std::chrono::steady_clock::now();
    std::optional<double> share;
    std::optional<Error> error;
    std::string made;
    QObject::connect(&work, &CatalogueFetch::progressed, &application,
                     [&](double part) { share = part < 0 ? std::nullopt : std::optional(part); });
    QObject::connect(&work, &CatalogueFetch::told, &application, [&](const QString& step) {
        const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
        progress.show(share, seconds.count(), step.toStdString());
    });
    QObject::connect(&work, &CatalogueFetch::done, &application, [&](const QString& name) {
        made = name.toStdString();
        QCoreApplication::quit();
    });
    QObject::connect(&work, &CatalogueFetch::failed, &application, [&](const Error& problem) {
        error = problem;
        QCoreApplication::quit();
    });
    QObject::connect(&work, &CatalogueFetch::cancelled, &application, &QCoreApplication::quit,
                     Qt::QueuedConnection);
    QTimer watch; // a signal only sets a flag
    QObject::connect(&watch, &QTimer::timeout, &work, [&work] {
        if (interrupted())
            work.cancel();
    });
    watch.start(100);
    if (options.file.empty())
        work.download();
    else
        work.takeFile(QString::fromStdString(options.file));
    QCoreApplication::exec();

    if (error)
        return tl::unexpected(*error);
    if (made.empty())
        return exitInterrupted;
    ASSIGN_OR_RETURN(const auto model, ModelLibrary::standard().open(made));
    if (options.json)
        printJson(
            {{"name", made}, {"file", model.path().string()}, {"sha256", model.info().sha256}});
    else
        print(made + ": " + model.path().string());
    return exitDone;
}

} // namespace

void addCatalogueCommands(CLI::App& model, Action& action)
{
    addVerb(model, action, "catalogue",
            "List networks published by others, with their addresses and licences", listCatalogue);
    const auto [fetching, options] =
        addVerb(model, action, "fetch", "Download a network of the catalogue and import it", fetch);
    fetching->add_option("name", options->name, "Its name (see model catalogue)")->required();
    fetching->add_option("--from-file", options->file,
                         "Its weights, if you already have them: nothing is downloaded");
}

} // namespace pareidolia::cli
