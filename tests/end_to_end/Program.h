// SPDX-License-Identifier: GPL-3.0-or-later
// The command line as its users see it.
#pragma once

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace pareidolia {

struct Finished
{
    int code = -1; ///< −1: it crashed or hung
    QByteArray out;
    QByteArray err;

    QJsonObject json() const
    {
        return QJsonDocument::fromJson(out.trimmed().split('\n').last()).object();
    }
    QByteArray told() const { return out + err; }
};

inline QString program()
{
    return QStringLiteral(PAREIDOLIA_BINARIES "/pareidolia-cli");
}

inline Finished finish(QProcess& process)
{
    Finished finished;
    if (!process.waitForFinished(240'000))
        process.kill();
    else if (process.exitStatus() == QProcess::NormalExit)
        finished.code = process.exitCode();
    finished.out = process.readAllStandardOutput();
    finished.err = process.readAllStandardError();
    return finished;
}

inline Finished run(const QStringList& arguments)
{
    QProcess process;
    process.start(program(), arguments);
    return finish(process);
}

/// The same through a shell, for limits and redirections: `$CLI` is the program.
inline Finished shell(const QString& command)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("CLI", program());
    process.setProcessEnvironment(environment);
    process.start("bash", {"-c", command});
    return finish(process);
}

/// One sentence on stderr, the exit code as promised, nothing on stdout.
inline void expectOneSentence(const Finished& finished, int code, const QByteArray& naming = {})
{
    QVERIFY2(finished.code == code, QByteArray::number(finished.code) + ": " + finished.told());
    const QByteArray sentence = finished.err.trimmed();
    QVERIFY2(sentence.startsWith("pareidolia-cli: ") && !sentence.contains('\n'), sentence);
    QVERIFY2(sentence.contains("; "), sentence + " tells not what to do");
    QVERIFY2(sentence.contains(naming), sentence + " does not name " + naming);
    QVERIFY2(finished.out.isEmpty(), finished.out);
}

inline QString dataFolder()
{
    const QString shared =
        qEnvironmentVariable("PAREIDOLIA_SHARED", PAREIDOLIA_SOURCE "/../shared");
    return shared + "/data";
}

} // namespace pareidolia
