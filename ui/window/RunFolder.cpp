// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/RunFolder.h"

#include "core/base/Resources.h"
#include "core/runfile/FileLock.h"
#include "core/runfile/RunFile.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QUuid>

namespace pareidolia {

namespace {

constexpr qint64 mostBytes = qint64{2} << 30; ///< of runs that nobody named

} // namespace

std::vector<Example> examples()
{
    std::vector<Example> found;
    const QDir folder(QString::fromStdString((resourceFolder() / "examples").string()));
    for (const QFileInfo& info :
         folder.entryInfoList({'*' + runFileExtension}, QDir::Files, QDir::Name))
        if (const auto file = RunFile::open(info.filePath().toStdString()))
            found.push_back({info.filePath(), (*file)->header().spec});
    return found;
}

QString RunFolder::newFile() const
{
    if (m_path.isEmpty())
        return {};
    const QString when = QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-hhmmss"));
    const QString once = QUuid::createUuid().toString(QUuid::Id128).left(8);
    return QDir(m_path).filePath(when + '-' + once + QStringLiteral(".pareidolia"));
}

bool RunFolder::holds(const QString& file) const
{
    return !m_path.isEmpty() &&
           QFileInfo(file).absolutePath() == QFileInfo(m_path).absoluteFilePath();
}

void RunFolder::discard(const QString& file) const
{
    if (!holds(file))
        return;
    for (const char* end : {"", "-wal", "-shm"})
        QFile::remove(file + QLatin1String(end));
}

void RunFolder::tidy(const QStringList& wanted) const
{
    if (m_path.isEmpty())
        return;
    qint64 bytes = 0;
    for (const QFileInfo& info :
         QDir(m_path).entryInfoList({QStringLiteral("*.pareidolia")}, QDir::Files, QDir::Time)) {
        const QString file = info.filePath(); // the newest comes first
        bytes += info.size();
        if (bytes <= mostBytes || wanted.contains(file))
            continue;
        const auto mine = FileLock::take(file.toStdString());
        if (mine)
            discard(file);
    }
}

} // namespace pareidolia
