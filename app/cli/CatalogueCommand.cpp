// SPDX-License-Identifier: GPL-3.0-or-later
// `model catalogue` and `model fetch`: known networks that others publish.
#include "app/cli/Progress.h"
#include "app/cli/Shared.h"
#include "core/base/ReturnError.h"
#include "core/models/Catalogue.h"
#include "core/models/ModelLibrary.h"
#include "core/torch/ModelImport.h"
#include "ui/fetching/CatalogueFetch.h"

#include <QCoreApplication>
#include <QTimer>
#include <chrono>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

namespace pareidolia::cli {

namespace {

struct CatalogueOptions
{
    std::string name, file;
    bool json = false;
};

std::string percent(double share)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.1f %%", 100 * share);
    return text;
}

Result<int> listCatalogue(bool json)
{
    ASSIGN_OR_RETURN(const auto catalogue, readCatalogue(catalogueFile()));
    nlohmann::ordered_json all = nlohmann::ordered_json::array();
    for (const CatalogueEntry& entry : catalogue) {
        if (!json) {
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
    if (json)
        printJson(all);
    return exitDone;
}

/// Runs Qt's event loop until the network is here or not.
Result<int> fetch(const CatalogueOptions& options)
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
    QTimer watch; // signals set a flag only
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

void addCatalogueVerbs(CLI::App& model, Action& action)
{
    const auto options = std::make_shared<CatalogueOptions>();
    CLI::App* listVerb =
        model.add_subcommand("catalogue", "List networks published by others, and where");
    CLI::App* fetchVerb =
        model.add_subcommand("fetch", "Download a network of the catalogue and import it");
    fetchVerb->add_option("name", options->name, "Its name (see model catalogue)")->required();
    fetchVerb->add_option("--from-file", options->file,
                          "Its weights, if you already have them: nothing is downloaded");
    for (CLI::App* verb : {listVerb, fetchVerb})
        verb->add_flag("--json", options->json, "Print the result as one line of JSON");
    listVerb->callback(
        [options, &action] { action = [options] { return listCatalogue(options->json); }; });
    fetchVerb->callback([options, &action] { action = [options] { return fetch(*options); }; });
}

} // namespace pareidolia::cli
