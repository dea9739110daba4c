// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Prompts.h"

#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QStandardPaths>
#include <QUrl>

namespace pareidolia {

namespace {

constexpr auto folderKey = "export/folder";
constexpr auto openFolderKey = "open/folder";

/// The folder of last time; before there was one, where people look for their pictures.
QString folderOf(const char* key)
{
    const QString kept = QSettings().value(QLatin1String(key)).toString();
    if (!kept.isEmpty() && QFileInfo(kept).isDir())
        return kept;
    const QString pictures = QStandardPaths::writableLocation(QStandardPaths::PicturesLocation);
    return QFileInfo(pictures).isDir() ? pictures : QDir::homePath();
}

} // namespace

QString DialogPrompts::chooseFolder(QWidget* parent, const QString& title)
{
    const QString folder = QFileDialog::getExistingDirectory(parent, title, folderOf(folderKey));
    if (!folder.isEmpty())
        QSettings().setValue(QLatin1String(folderKey), folder);
    return folder;
}

QStringList DialogPrompts::chooseFiles(QWidget* parent, const QString& title)
{
    const QStringList files = QFileDialog::getOpenFileNames(
        parent, title, folderOf(openFolderKey),
        QObject::tr("Networks and pictures (*.pt *.onnx *.caffemodel *.prototxt *.png *.jpg "
                    "*.jpeg *.webp *.bmp);;All files (*)"));
    if (!files.isEmpty())
        QSettings().setValue(QLatin1String(openFolderKey), QFileInfo(files.front()).absolutePath());
    return files;
}

QString DialogPrompts::chooseNewFile(QWidget* parent, const QString& title,
                                     const QString& suggestion, const QStringList& endings)
{
    QStringList filters;
    for (const QString& ending : endings)
        filters.append(QStringLiteral("%1 (*.%2)").arg(ending.toUpper(), ending));
    const QDir folder(folderOf(folderKey));
    QFileDialog dialog(parent, title, folder.filePath(suggestion),
                       filters.join(QStringLiteral(";;")));
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setDefaultSuffix(endings.value(0));
    QObject::connect(&dialog, &QFileDialog::filterSelected, &dialog, [&](const QString& filter) {
        dialog.setDefaultSuffix(endings.value(filters.indexOf(filter)));
    });
    if (dialog.exec() != QDialog::Accepted)
        return {};
    const QString file = dialog.selectedFiles().value(0);
    QSettings().setValue(QLatin1String(folderKey), QFileInfo(file).path());
    return file;
}

Prompts::Leaving DialogPrompts::askLeaving(QWidget* parent, const QString& run)
{
    QMessageBox box(QMessageBox::Question, QObject::tr("Close this run?"),
                    QObject::tr("This copy of “%1” has generations that are not saved. They are "
                                "lost when it is closed.")
                        .arg(run),
                    QMessageBox::Cancel, parent);
    QPushButton* save = box.addButton(QObject::tr("Export…"), QMessageBox::AcceptRole);
    QPushButton* discard =
        box.addButton(QObject::tr("Close without exporting"), QMessageBox::DestructiveRole);
    box.setDefaultButton(save);
    box.exec();
    if (box.clickedButton() == save)
        return Leaving::Export;
    return box.clickedButton() == discard ? Leaving::Discard : Leaving::Stay;
}

bool DialogPrompts::askRemoving(QWidget* parent, const QString& network)
{
    QMessageBox box(
        QMessageBox::Question, QObject::tr("Remove this network?"),
        QObject::tr("The file of “%1” will be deleted. Runs and pictures made with it are kept.")
            .arg(network),
        QMessageBox::Cancel, parent);
    box.setTextFormat(Qt::PlainText); // names come from files
    QPushButton* remove = box.addButton(QObject::tr("Remove"), QMessageBox::DestructiveRole);
    box.setDefaultButton(QMessageBox::Cancel);
    box.exec();
    return box.clickedButton() == remove;
}

void DialogPrompts::showFolder(const QString& folder)
{
    QDesktopServices::openUrl(QUrl::fromLocalFile(folder));
}

} // namespace pareidolia
