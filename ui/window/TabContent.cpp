// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/TabContent.h"

#include "ui/window/Wording.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <algorithm>
#include <nlohmann/json.hpp>

namespace pareidolia {

namespace {

using Json = nlohmann::ordered_json;

constexpr auto fileKey = "run_file"; ///< no key of a spec

std::string stringAt(const Json& object, const char* key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// Nothing if it is no content.
std::optional<TabContent> contentFrom(const Json& object)
{
    if (!object.is_object())
        return std::nullopt;
    TabContent content{.network = stringAt(object, "network"),
                       .file = QString::fromStdString(stringAt(object, "file"))};
    if (const auto runs = object.find("runs"); runs != object.end()) {
        for (const Json& run : *runs) {
            Json bare = run;
            if (bare.is_object())
                bare.erase(fileKey);
            auto spec = specFromJson(bare.dump(), "settings");
            if (!spec)
                return std::nullopt;
            content.runs.push_back(std::move(*spec));
            content.files.append(QString::fromStdString(stringAt(run, fileKey)));
        }
        if (content.runs.size() > 2)
            return std::nullopt;
    }
    const bool isEmpty = content.runs.empty() && content.network.empty() && content.file.isEmpty();
    return isEmpty ? std::nullopt : std::optional(std::move(content));
}

} // namespace

bool TabContent::operator==(const TabContent& other) const
{
    const bool inFiles =
        std::ranges::any_of(files, [](const QString& run) { return !run.isEmpty(); });
    return files == other.files && network == other.network && file == other.file &&
           (inFiles || runs == other.runs);
}

QString TabContent::title() const
{
    if (!file.isEmpty())
        return QFileInfo(file).fileName();
    if (runs.empty())
        return QCoreApplication::translate("TabContent", "Try %1")
            .arg(QString::fromStdString(network));
    return runs.size() == 1 ? titleOf(runs.front()) : titleOf(runs.front(), runs.back());
}

QByteArray textOf(const std::vector<TabContent>& tabs)
{
    Json list = Json::array();
    for (const TabContent& content : tabs) {
        Json object = Json::object();
        for (std::size_t i = 0; i < content.runs.size(); ++i) {
            Json run = specToJson(content.runs[i]);
            if (const QString& at = content.files.value(static_cast<int>(i)); !at.isEmpty())
                run[fileKey] = at.toStdString();
            object["runs"].push_back(std::move(run));
        }
        if (!content.network.empty())
            object["network"] = content.network;
        if (!content.file.isEmpty())
            object["file"] = content.file.toStdString();
        list.push_back(std::move(object));
    }
    return QByteArray::fromStdString(list.dump(-1, ' ', true, Json::error_handler_t::replace));
}

ReadTabs tabsFrom(const QByteArray& text)
{
    ReadTabs read;
    if (text.isEmpty())
        return read;
    const Json list = Json::parse(text.toStdString(), nullptr, false);
    read.whole = list.is_array();
    if (!read.whole)
        return read;
    for (const Json& object : list)
        if (auto content = contentFrom(object))
            read.tabs.push_back(std::move(*content));
        else
            read.whole = false;
    return read;
}

} // namespace pareidolia
