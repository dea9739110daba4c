// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/FileOpener.h"

#include "core/recognising/FileKind.h"
#include "core/run/Presets.h"
#include "core/runfile/RunFile.h"
#include "ui/session/WhenDone.h"
#include "ui/trying/TryPage.h"
#include "ui/window/Actions.h"
#include "ui/window/MessageBar.h"
#include "ui/window/RecentThings.h"

#include <QFile>
#include <QFileInfo>
#include <QtConcurrent>
#include <algorithm>
#include <utility>

namespace pareidolia {

FileOpener::FileOpener(Parts parts, QObject* parent) : QObject(parent), m_parts(std::move(parts))
{
    connect(m_parts.opener, &TabOpener::failed, this, &FileOpener::handleFailure);
}

void FileOpener::openFiles(const QStringList& paths)
{
    QStringList pictures, foreign;
    for (const QString& path : paths) {
        const auto file = recogniseFile(path.toStdString());
        if (!file) {
            tellUnreadable(path, file.error());
            continue;
        }
        if (file->kind == FileKind::RunFile ||
            path.endsWith(runFileExtension, Qt::CaseInsensitive)) // damaged: its reader tells
            openRunFile(path);
        else if (file->kind == FileKind::ModelFile)
            m_parts.opener->open({.content = {.runs = {patternsOn(path.toStdString())}}});
        else if (isNetwork(file->kind) || isRefusedNetwork(file->kind))
            foreign.append(path);
        else if (isPicture(file->kind))
            pictures.append(path);
        else
            Q_EMIT failed(misfit(path.toStdString(), "a run file, a network or a picture"));
    }
    if (!foreign.isEmpty())
        Q_EMIT importAsked(foreign);
    if (!pictures.isEmpty())
        openPictures(pictures);
}

void FileOpener::tellUnreadable(const QString& path, Error error)
{
    // Qt has names of files as Unicode: of one that is none, what it cannot write is lost.
    if (path.contains(QChar::ReplacementCharacter)) {
        error.why = tr("its name is not UTF-8").toStdString();
        error.advice = tr("rename it, or give it to pareidolia-cli").toStdString();
    }
    Q_EMIT failed(error);
}

void FileOpener::openPictures(const QStringList& paths)
{
    // The first one tells whose picture it is.
    whenDone(readPictureFileLater(paths.front()), this,
             [this, paths](const Result<PictureFilePointer>& file) {
                 if (!file)
                     return Q_EMIT failed(file.error());
                 const auto& story = (*file)->story;
                 m_parts.opener->open(
                     {.content = {.network = story ? story->model : m_parts.network(),
                                  .file = paths.front()},
                      .pictures = paths,
                      .tellsStory = story != nullptr});
             });
}

void FileOpener::openRunFile(const QString& path)
{
    const QString file = QFileInfo(path).absoluteFilePath();
    const auto read = [file]() -> Result<RunSpec> {
        return RunFile::open(file.toStdString()).map([](const auto& opened) {
            return opened->header().spec;
        });
    };
    whenDone(QtConcurrent::run(read), this, [this, file](const Result<RunSpec>& spec) {
        if (!spec)
            return Q_EMIT failed(spec.error());
        m_parts.opener->open({.content = {.runs = {*spec}, .files = {file}}});
    });
}

void FileOpener::openRecent(const TabContent& content)
{
    if (content.file.isEmpty() || QFile::exists(content.file)) {
        // A run comes back as it is; one whose file is gone begins anew.
        const bool isKept = std::ranges::any_of(
            content.files, [](const QString& file) { return QFile::exists(file); });
        m_parts.opener->open({.content = content, .start = !content.runs.empty() && !isKept});
        return;
    }
    m_parts.recent->remove(content);
    Q_EMIT failed({content.file.toStdString(), tr("the file no longer exists").toStdString(),
                   tr("it was removed from the list").toStdString()});
}

void FileOpener::handleFailure(const Error& error, const TabOpener::Wish& wish)
{
    m_parts.recent->remove(wish.content);
    const std::string network = wish.content.model();
    const FileKind kind = kindOfFile(network);
    const bool isForeign = kind != FileKind::ModelFile && isNetwork(kind);
    isForeign ? Q_EMIT importAsked({QString::fromStdString(network)}) : tellWhyNot(error, wish);
}

void FileOpener::tellWhyNot(const Error& error, const TabOpener::Wish& wish)
{
    QAction* again = nextStep("tryAgain", tr("Try again"), tr("Open it again"), [=, this] {
        m_parts.opener->open({.content = wish.content, .start = wish.start});
    });
    QAction* another = nextStep("chooseAnother", tr("Choose another network…"),
                                tr("Open another network or picture"),
                                [this] { m_parts.actions->open->trigger(); });
    m_parts.messages->showError(error, {another, again});
}

} // namespace pareidolia
