// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/LogFile.h"

#include "core/base/Log.h"

#include <QDateTime>
#include <QFile>
#include <QLoggingCategory>
#include <QMutex>

namespace pareidolia {

namespace {

QFile& logFile()
{
    static QFile file;
    return file;
}

void write(QtMsgType, const QMessageLogContext& context, const QString& message)
{
    static QMutex turn;
    const QMutexLocker lock(&turn);
    logFile().write(QStringLiteral("%1 %2: %3\n")
                        .arg(QDateTime::currentDateTime().toString(Qt::ISODateWithMs),
                             QLatin1String(context.category), message)
                        .toUtf8());
    logFile().flush(); // the last line before a crash is the one that matters
}

} // namespace

Result<void> logInto(const QString& file)
{
    logFile().setFileName(file);
    if (!logFile().open(QFile::WriteOnly | QFile::Truncate | QFile::Text))
        return failure(file.toStdString(), logFile().errorString().toStdString(),
                       "give another file to --log");
    qInstallMessageHandler(write);
    QLoggingCategory::setFilterRules(QStringLiteral("pareidolia.*=true"));
    diagnostics::listen([](std::string_view area, const std::string& line) {
        const QByteArray name = "pareidolia." + QByteArray(area.data(), qsizetype(area.size()));
        const QLoggingCategory category(name.constData());
        qCInfo(category).noquote() << QString::fromStdString(line);
    });
    return {};
}

} // namespace pareidolia
