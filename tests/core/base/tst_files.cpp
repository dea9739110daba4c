// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Files.h"

#include <QTemporaryDir>
#include <QTest>
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <rapidcheck.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace pareidolia;
namespace fs = std::filesystem;

namespace {

/// Lets no file of this process grow past `bytes` while it lives.
class FileSizeLimit
{
public:
    explicit FileSizeLimit(rlim_t bytes)
    {
        std::signal(SIGXFSZ, SIG_IGN); // as both programs do
        getrlimit(RLIMIT_FSIZE, &m_old);
        const rlimit limit{bytes, m_old.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit() { setrlimit(RLIMIT_FSIZE, &m_old); }

private:
    rlimit m_old{};
};

std::size_t entriesOf(const fs::path& folder)
{
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

/// As the owner of a namespace of our own, where the user that we are is root.
bool ownNamespace()
{
    const std::string users = "0 " + std::to_string(geteuid()) + " 1";
    const std::string groups = "0 " + std::to_string(getegid()) + " 1";
    const auto tell = [](const char* file, const std::string& text) {
        return static_cast<bool>(std::ofstream(file) << text << std::flush);
    };
    return unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0 && tell("/proc/self/uid_map", users) &&
           tell("/proc/self/setgroups", "deny") && tell("/proc/self/gid_map", groups);
}

/// What `work` tells in a process of its own, where `folder` is a disk of 64 KiB. Nothing if this
/// machine lets us have no such disk.
std::string onSmallDisk(const fs::path& folder, const std::function<std::string()>& work)
{
    int ends[2];
    if (pipe(ends) != 0)
        return {};
    const pid_t child = fork();
    if (child == 0) {
        std::string told;
        if (ownNamespace() && mount("none", folder.c_str(), "tmpfs", 0, "size=64k") == 0)
            told = work();
        _exit(write(ends[1], told.data(), told.size()) < 0);
    }
    close(ends[1]);
    char told[256];
    const ssize_t count = read(ends[0], told, sizeof told);
    close(ends[0]);
    waitpid(child, nullptr, 0);
    return {told, static_cast<std::size_t>(std::max<ssize_t>(count, 0))};
}

} // namespace

class TestFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void readsBackWhatItWrote();
    void readsFilesThatHideTheirSize();
    void namesTheCauseWhenItCannotRead_data();
    void namesTheCauseWhenItCannotRead();
    void waitsForNoPipe();
    void namesTheCauseWhenItCannotWrite_data();
    void namesTheCauseWhenItCannotWrite();
    void keepsTheOldFileAtASizeLimit();
    void leavesNothingOnAFullDisk();
    void tellsThatADiskIsReadOnly();
    void leavesDevicesAlone();
    void mayNotReadWhatIsForbidden();
    void keepsTheMode();
    void writesThroughLinks();
    void takesTheLongestNames();
    void writesFromManyThreads();
    void othersWriteWholeFilesToo();

private:
    std::unique_ptr<QTemporaryDir> m_temporary;
    fs::path m_folder;
};

void TestFiles::init()
{
    m_temporary = std::make_unique<QTemporaryDir>();
    m_folder = m_temporary->path().toStdString();
}

void TestFiles::readsBackWhatItWrote()
{
    const fs::path path = m_folder / "bytes with a space.bin";
    QVERIFY(rc::check("every sequence of bytes", [&](const std::string& bytes) {
        RC_ASSERT(writeFile(path, bytes).has_value());
        const auto back = readFile(path);
        RC_ASSERT(back.has_value());
        RC_ASSERT(*back == bytes);
    }));
    const std::string large(3'000'001, 'x');
    QVERIFY(writeFile(path, large));
    QVERIFY(readFile(path) == large);
    QCOMPARE(entriesOf(m_folder), std::size_t(1));
}

void TestFiles::othersWriteWholeFilesToo()
{
    const fs::path to = m_folder / "to";
    const auto writing = [](const std::string& bytes) {
        return [bytes](const fs::path& beside) {
            std::ofstream(beside, std::ios::binary) << bytes;
            return Result<void>();
        };
    };
    QVERIFY(writeFileBy(to, writing("first")));
    QVERIFY(writeFileBy(to, writing("second")));
    QVERIFY(readFile(to) == "second");
    const auto failed = writeFileBy(to, [](const fs::path& beside) -> Result<void> {
        std::ofstream(beside) << "a part";
        return failure("it", "broke", "mend it");
    });
    QCOMPARE(failed.error().why, std::string("broke"));
    QVERIFY(readFile(to) == "second"); // the old one stays
    QVERIFY(!writeFileBy(m_folder / "no folder" / "to", writing("third")));
    QCOMPARE(entriesOf(m_folder), std::size_t(1));
}

void TestFiles::readsFilesThatHideTheirSize()
{
    const auto text = readFile("/proc/self/status"); // stat() tells zero bytes
    QVERIFY(text);
    QVERIFY(text->find("tst_files") != std::string::npos);
}

void TestFiles::namesTheCauseWhenItCannotRead_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("why");
    QTest::newRow("missing") << "%1/missing"
                             << "it does not exist";
    QTest::newRow("under a file") << "/proc/version/x"
                                  << "it does not exist";
    QTest::newRow("empty name") << ""
                                << "it does not exist";
    QTest::newRow("folder") << "%1"
                            << "it is a folder";
    QTest::newRow("device") << "/dev/zero"
                            << "it is a device or a pipe, not a regular file";
    QTest::newRow("read error") << "/proc/self/mem"
                                << "it cannot be read (Input/output error)";
}

void TestFiles::namesTheCauseWhenItCannotRead()
{
    QFETCH(QString, path);
    QFETCH(QString, why);
    path.replace("%1", m_temporary->path());
    const auto bytes = readFile(path.toStdString());
    QVERIFY(!bytes);
    QCOMPARE(bytes.error().what, path.isEmpty() ? std::string("unnamed file") : path.toStdString());
    QCOMPARE(bytes.error().why, why.toStdString());
    QVERIFY(!bytes.error().advice.empty());
}

void TestFiles::waitsForNoPipe()
{
    const fs::path path = m_folder / "pipe";
    QCOMPARE(mkfifo(path.c_str(), 0600), 0);
    const auto bytes = readFile(path);
    QVERIFY(!bytes);
    QCOMPARE(bytes.error().why, std::string("it is a device or a pipe, not a regular file"));
}

void TestFiles::namesTheCauseWhenItCannotWrite_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("why");
    QTest::newRow("missing folder") << "%1/missing/file"
                                    << "its folder does not exist";
    QTest::newRow("under a file") << "/proc/version/x"
                                  << "a part of its path is a file, not a folder";
    QTest::newRow("folder") << "%1"
                            << "it is a folder";
    QTest::newRow("slash at the end") << "%1/new/"
                                      << "it is a folder";
    QTest::newRow("empty name") << ""
                                << "it is a folder";
    QTest::newRow("no real folder") << "/proc/file"
                                    << "no file can be created in that folder";
    QTest::newRow("long name") << "%1/" + QString(300, 'n') << "the name is too long";
}

void TestFiles::namesTheCauseWhenItCannotWrite()
{
    QFETCH(QString, path);
    QFETCH(QString, why);
    path.replace("%1", m_temporary->path());
    const auto done = writeFile(path.toStdString(), "bytes");
    QVERIFY(!done);
    QCOMPARE(done.error().why, why.toStdString());
    QVERIFY(!done.error().advice.empty());
    QCOMPARE(entriesOf(m_folder), std::size_t(0));
}

void TestFiles::keepsTheOldFileAtASizeLimit()
{
    const fs::path path = m_folder / "file";
    QVERIFY(writeFile(path, "old"));
    Result<void> done;
    {
        const FileSizeLimit limit(4096);
        done = writeFile(path, std::string(10'000, 'x'));
    }
    QVERIFY(!done);
    QCOMPARE(done.error().why, std::string("the file would exceed the size limit"));
    QCOMPARE(readFile(path).value_or(""), std::string("old"));
    QCOMPARE(entriesOf(m_folder), std::size_t(1));
}

void TestFiles::leavesNothingOnAFullDisk()
{
    const std::string told = onSmallDisk(m_folder, [this] {
        const auto done = writeFile(m_folder / "file", std::string(1'000'000, 'x'));
        return done ? "no error" : entriesOf(m_folder) ? "something is left" : done.error().why;
    });
    if (told.empty())
        QSKIP("no private disk may be mounted here");
    QCOMPARE(told.c_str(), "the disk is full");
}

void TestFiles::tellsThatADiskIsReadOnly()
{
    const std::string told = onSmallDisk(m_folder, [this]() -> std::string {
        if (mount(nullptr, m_folder.c_str(), nullptr, MS_REMOUNT | MS_RDONLY, nullptr) != 0)
            return {};
        const auto done = writeFile(m_folder / "file", "bytes");
        return done ? "no error" : done.error().why;
    });
    if (told.empty())
        QSKIP("no private disk may be mounted here");
    QCOMPARE(told.c_str(), "the disk is read-only");
}

void TestFiles::leavesDevicesAlone()
{
    const fs::path link = m_folder / "full";
    fs::create_symlink("/dev/full", link);
    const fs::path paths[] = {"/dev/full", link};
    for (const fs::path& path : paths) {
        const auto done = writeFile(path, "bytes");
        QVERIFY(!done);
        QCOMPARE(done.error().why, std::string("it is a device or a pipe, not a regular file"));
        QVERIFY(fs::is_character_file(path));
    }
}

void TestFiles::mayNotReadWhatIsForbidden()
{
    if (geteuid() == 0)
        QSKIP("root may read everything");
    const fs::path path = m_folder / "secret";
    QVERIFY(writeFile(path, "bytes"));
    fs::permissions(path, fs::perms::none);
    QCOMPARE(readFile(path).error().why, std::string("reading it is not permitted"));
    fs::permissions(m_folder, fs::perms::owner_read | fs::perms::owner_exec);
    QCOMPARE(writeFile(m_folder / "new", "bytes").error().why,
             std::string("writing there is not permitted"));
    fs::permissions(m_folder, fs::perms::owner_all);
}

void TestFiles::keepsTheMode()
{
    const fs::path path = m_folder / "script";
    QVERIFY(writeFile(path, "old"));
    fs::permissions(path, fs::perms(0750));
    QVERIFY(writeFile(path, "new"));
    QCOMPARE(fs::status(path).permissions(), fs::perms(0750));
}

void TestFiles::writesThroughLinks()
{
    fs::create_directory(m_folder / "elsewhere");
    const fs::path real = m_folder / "elsewhere" / "real";
    const fs::path link = m_folder / "link";
    fs::create_symlink(real, link);
    for (const char* bytes : {"first", "second"}) { // of a missing file, then of one that is there
        QVERIFY(writeFile(link, bytes));
        QVERIFY(fs::is_symlink(link));
        QCOMPARE(readFile(real).value_or(""), std::string(bytes));
    }
    const fs::path circle = m_folder / "circle";
    fs::create_symlink(circle, circle);
    QVERIFY(!writeFile(circle, "bytes"));
    QVERIFY(fs::is_symlink(circle));
}

void TestFiles::takesTheLongestNames()
{
    QVERIFY(writeFile(m_folder / std::string(255, 'n'), "bytes"));
}

void TestFiles::writesFromManyThreads()
{
    const fs::path path = m_folder / "file";
    std::atomic<int> failures = 0;
    {
        std::vector<std::jthread> threads;
        for (char c = 'a'; c < 'e'; ++c)
            threads.emplace_back([&, c] {
                for (int i = 0; i < 10; ++i)
                    failures += writeFile(path, std::string(5000, c)) ? 0 : 1;
            });
    }
    QCOMPARE(failures.load(), 0);
    const std::string bytes = readFile(path).value_or("");
    QCOMPARE(bytes, std::string(5000, bytes.empty() ? '?' : bytes[0]));
    QCOMPARE(entriesOf(m_folder), std::size_t(1));
}

QTEST_GUILESS_MAIN(TestFiles)
#include "tst_files.moc"
