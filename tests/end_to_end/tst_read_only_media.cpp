// SPDX-License-Identifier: GPL-3.0-or-later
// Run files where nothing can be written: a disc, a snapshot, somebody else's folder.
#include "Program.h"
#include "tests/core/runfile/SavedSmallRun.h"

#include <QDateTime>
#include <QFileInfo>
#include <grp.h>
#include <unistd.h>

using namespace pareidolia;

namespace {

constexpr uid_t nobody = 65534;

/// A program as somebody whom permissions bind; a superuser becomes nobody.
Finished runBound(const QString& what, const QStringList& arguments)
{
    QProcess process;
    process.setChildProcessModifier([] {
        if (geteuid() == 0 &&
            (setgroups(0, nullptr) != 0 || setgid(nobody) != 0 || setuid(nobody) != 0))
            _exit(1);
    });
    process.start(what, arguments);
    return finish(process);
}

void allow(const QString& path, unsigned octal)
{
    std::filesystem::permissions(path.toStdString(), std::filesystem::perms(octal));
}

bool mayDo(const char* option, const QString& path)
{
    return runBound(QStringLiteral("test"), {QString::fromLatin1(option), path}).code == 0;
}

} // namespace

class TestReadOnlyMedia : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aKilledRunIsReadWhole();
    void whatCannotBeReadIsTold();

private:
    QString at(const QString& name) const { return m_folder->filePath(name); }
    QString medium(const QString& name = {}) const { return at("medium/" + name); }
    /// Copies the run's file, and what its killed writer left beside it that others can read.
    void copyTo(const QString& folder, const QStringList& endings) const;
    void makeReadOnly() const;
    /// Names, sizes, times and contents.
    QStringList everythingThere() const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Run> m_run;
};

/// Three generations are in the file, four more in what lies beside it.
void TestReadOnlyMedia::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    allow(m_folder->path(), 0755);
    m_run = test::smallRun(test::smallSpec("map-elites", "cppn"));
    m_run->start(0);
    const auto writer =
        RunFileWriter::create(at("a.pareidolia").toStdString(), headerOf(*m_run)).value();
    QVERIFY(writer->write(test::batchOf(*m_run, 3)).has_value());
    QVERIFY(writer->checkpoint().has_value());
    QVERIFY(writer->write(test::batchOf(*m_run, 4)).has_value());
    // As it lies there while it is written; a kill leaves the same.
    copyTo("medium", {"", "-wal"});
    copyTo("alone", {""});
    if (!mayDo("-r", medium("a.pareidolia")) || !mayDo("-x", program()))
        QSKIP("nobody cannot reach the file or the program here");
}

void TestReadOnlyMedia::cleanup()
{
    allow(medium(), 0755); // or it could not be removed
}

void TestReadOnlyMedia::copyTo(const QString& folder, const QStringList& endings) const
{
    QVERIFY(QDir(m_folder->path()).mkdir(folder));
    for (const QString& ending : endings)
        QVERIFY(QFile::copy(at("a.pareidolia" + ending), at(folder + "/a.pareidolia" + ending)));
}

void TestReadOnlyMedia::makeReadOnly() const
{
    for (const QFileInfo& file : QDir(medium()).entryInfoList(QDir::Files))
        allow(file.filePath(), 0444);
    allow(medium(), 0555);
    QVERIFY(!mayDo("-w", medium()) && !mayDo("-w", medium("a.pareidolia")));
}

QStringList TestReadOnlyMedia::everythingThere() const
{
    QStringList found;
    for (const QFileInfo& file :
         QDir(medium()).entryInfoList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot)) {
        QFile content(file.filePath());
        const QByteArray bytes = content.open(QFile::ReadOnly) ? content.readAll() : QByteArray();
        found.append(QStringLiteral("%1 %2 %3 %4")
                         .arg(file.fileName())
                         .arg(file.size())
                         .arg(file.lastModified().toString(Qt::ISODateWithMs))
                         .arg(qHash(bytes)));
    }
    return found;
}

void TestReadOnlyMedia::aKilledRunIsReadWhole()
{
    makeReadOnly();
    const QStringList before = everythingThere();
    QCOMPARE(before.size(), 2);

    const Finished info = runBound(program(), {"info", medium("a.pareidolia"), "--json"});
    QVERIFY2(info.code == 0, info.told());
    QVERIFY2(info.err.isEmpty(), info.err);
    QCOMPARE(info.json()["generation"].toInt(), 6);
    QCOMPARE(info.json()["evaluations"].toInt(), 20 + 6 * 12);
    QCOMPARE(info.json()["archive_sha256"].toString().toStdString(),
             m_run->search().archive().sha256());
    QCOMPARE(everythingThere(), before);

    // They were nowhere else.
    const Finished alone = run({"info", at("alone/a.pareidolia"), "--json"});
    QVERIFY2(alone.code == 0, alone.told());
    QCOMPARE(alone.json()["generation"].toInt(), 2);
}

/// Half a run is never shown as a whole one.
void TestReadOnlyMedia::whatCannotBeReadIsTold()
{
    makeReadOnly();
    allow(medium("a.pareidolia-wal"), 0);
    expectOneSentence(runBound(program(), {"info", medium("a.pareidolia"), "--json"}), 1,
                      "a.pareidolia");
}

QTEST_GUILESS_MAIN(TestReadOnlyMedia)
#include "tst_read_only_media.moc"
