// SPDX-License-Identifier: GPL-3.0-or-later
// The part of MainWindow that opens files of every kind, and recent things: in the tab that fits
// them.
#include "core/run/Presets.h"
#include "core/runfile/RunFile.h"
#include "ui/networks/ImportPage.h"
#include "ui/session/WhenDone.h"
#include "ui/trying/TryPage.h"
#include "ui/window/MainWindow.h"
#include "ui/window/RecentThings.h"

#include <QFile>
#include <QFileInfo>
#include <QtConcurrent>
#include <algorithm>

namespace pareidolia {

void MainWindow::openFiles(const QStringList& paths)
{
    QStringList pictures, foreign;
    for (const QString& path : paths)
        if (ImportPage::isForeign(path))
            foreign.append(path);
        else if (path.endsWith(runFileExtension, Qt::CaseInsensitive))
            openRunFile(path);
        else if (path.endsWith(QStringLiteral(".pt"), Qt::CaseInsensitive))
            m_opener->open({.content = {.runs = {patternsOn(path.toStdString())}}});
        else
            pictures.append(path);
    if (!foreign.isEmpty())
        importFiles(foreign);
    if (!pictures.isEmpty())
        openPictures(pictures);
}

void MainWindow::openPictures(const QStringList& paths)
{
    // The first one tells whose picture it is.
    whenDone(readPictureFileLater(paths.front()), this,
             [this, paths](const Result<PictureFilePointer>& file) {
                 if (!file)
                     return showError(file.error());
                 const auto& story = (*file)->story;
                 m_opener->open({.content = {.network = story ? story->model : networkInFront(),
                                             .file = paths.front()},
                                 .pictures = paths,
                                 .tellsStory = story != nullptr});
             });
}

void MainWindow::openRunFile(const QString& path)
{
    const QString file = QFileInfo(path).absoluteFilePath();
    const auto read = [file]() -> Result<RunSpec> {
        return RunFile::open(file.toStdString()).map([](const auto& opened) {
            return opened->header().spec;
        });
    };
    whenDone(QtConcurrent::run(read), this, [this, file](const Result<RunSpec>& spec) {
        if (!spec)
            return showError(spec.error());
        m_opener->open({.content = {.runs = {*spec}, .files = {file}}});
    });
}

void MainWindow::openRecent(const TabContent& content)
{
    if (content.file.isEmpty() || QFile::exists(content.file)) {
        // A run comes back as it is; one whose file is gone begins anew.
        const bool isKept = std::ranges::any_of(
            content.files, [](const QString& file) { return QFile::exists(file); });
        m_opener->open({.content = content, .start = !content.runs.empty() && !isKept});
        return;
    }
    m_recent->remove(content);
    showError({content.file.toStdString(), tr("the file no longer exists").toStdString(),
               tr("it was removed from the list").toStdString()});
}

void MainWindow::handleFailure(const Error& error, const TabOpener::Wish& wish)
{
    m_recent->remove(wish.content);
    const QString network = QString::fromStdString(wish.content.model());
    if (!ImportPage::isNetwork(network))
        return tellWhyNot(error, wish);
    whenDone(
        QtConcurrent::run(&ImportPage::isForeignScript, network), this,
        [=, this](bool foreign) { foreign ? importFiles({network}) : tellWhyNot(error, wish); });
}

void MainWindow::tellWhyNot(const Error& error, const TabOpener::Wish& wish)
{
    QAction* again = nextStep("tryAgain", tr("Try again"), tr("Open it again"), [=, this] {
        m_opener->open({.content = wish.content, .start = wish.start});
    });
    QAction* another =
        nextStep("chooseAnother", tr("Choose another network…"),
                 tr("Open another network or picture"), [this] { m_actions->open->trigger(); });
    m_messages->showError(error, {another, again});
}

} // namespace pareidolia
