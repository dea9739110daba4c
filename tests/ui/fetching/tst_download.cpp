// SPDX-License-Identifier: GPL-3.0-or-later
// Downloads from a server of our own: good ones, broken ones, wrong ones.
#include "tests/ui/fetching/LocalServer.h"
#include "ui/fetching/CatalogueFetch.h"
#include "ui/fetching/Download.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>
#include <sys/resource.h>

using namespace pareidolia;

class TestDownload : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void bringsAFile();
    void followsARedirection();
    void goesOnWhereItBroke();
    void startsAnewWhenTheFileChanged();
    void startsAnewWhereThereAreNoRanges();
    void takesAWholePart();
    void refusesAWrongChecksum();
    void tellsWhatTheServerSays_data();
    void tellsWhatTheServerSays();
    void tellsAWebPage();
    void tellsThatNobodyAnswers();
    void tellsAFolderThatCannotBe();
    void tellsADiskThatIsTooSmall();
    void aDiskThatFillsKeepsThePart();
    void takesAFileThatIsThere();
    void goesThroughAProxy();
    void cancelsAndKeepsThePart();
    void importsWhatItBrought();
    void importsAFileThatPeopleHave();
    void leavesAnotherFileAlone();
    void asksNothingWhereTheNameIsTaken();

private:
    struct Outcome
    {
        QString file;
        std::optional<Error> error;
        bool cancelled = false;
    };
    Outcome run(Download& download) const;
    Outcome run() const
    {
        Download download(m_wanted, m_folder->path());
        return run(download);
    }
    QString at(const char* name) const { return QDir(m_folder->path()).filePath(name); }
    QByteArray contentOf(const char* name) const
    {
        QFile file(at(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void put(const char* name, const QByteArray& bytes) const
    {
        QFile file(at(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }
    CatalogueEntry entry() const
    {
        return {.name = "net", .title = "Net", .file = m_wanted, .network = "net.prototxt"};
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<LocalServer> m_server;
    CatalogueFile m_wanted;
};

void TestDownload::init()
{
    for (const char* name : {"http_proxy", "https_proxy", "all_proxy", "no_proxy"})
        qunsetenv(name);
    m_folder = std::make_unique<QTemporaryDir>();
    m_server = std::make_unique<LocalServer>();
    for (int i = 0; i < 300000; ++i)
        m_server->body.append(static_cast<char>(i * i >> 3));
    const auto hex = [this](QCryptographicHash::Algorithm kind) {
        return QCryptographicHash::hash(m_server->body, kind).toHex().toStdString();
    };
    m_wanted = {.name = "weights.bin",
                .url = m_server->url(),
                .sha1 = hex(QCryptographicHash::Sha1),
                .sha256 = hex(QCryptographicHash::Sha256),
                .size = static_cast<std::uint64_t>(m_server->body.size())};
}

TestDownload::Outcome TestDownload::run(Download& download) const
{
    Outcome outcome;
    bool over = false;
    connect(&download, &Download::done, this, [&](const QString& file) {
        outcome.file = file;
        over = true;
    });
    connect(&download, &Download::failed, this, [&](const Error& error) {
        outcome.error = error;
        over = true;
    });
    connect(&download, &Download::cancelled, this, [&] { over = outcome.cancelled = true; });
    download.start();
    if (!QTest::qWaitFor([&] { return over; }, 20000))
        outcome.error = Error{"test", "no answer came", ""};
    return outcome;
}

void TestDownload::bringsAFile()
{
    Download download(m_wanted, m_folder->path() + "/new/folder");
    QSignalSpy progressed(&download, &Download::progressed);
    const Outcome outcome = run(download);
    QVERIFY2(!outcome.error, outcome.error ? outcome.error->sentence().c_str() : "");
    QCOMPARE(outcome.file, at("new/folder/weights.bin"));
    QCOMPARE(contentOf("new/folder/weights.bin"), m_server->body);
    QCOMPARE(progressed.last().at(0).toLongLong(), m_server->body.size());
    QCOMPARE(progressed.last().at(1).toLongLong(), m_server->body.size());
    QCOMPARE(QDir(at("new/folder")).entryList(QDir::Files), QStringList{"weights.bin"});
}

void TestDownload::followsARedirection()
{
    m_server->redirectTo = "/elsewhere.bin";
    QVERIFY(!run().error);
    QCOMPARE(contentOf("weights.bin"), m_server->body);
    QCOMPARE(m_server->questions.size(), 2);
}

void TestDownload::goesOnWhereItBroke()
{
    m_server->cutAfter = 120000;
    const Outcome broken = run();
    QVERIFY(broken.error);
    QVERIFY(broken.error->why.find("was lost") != std::string::npos);
    QCOMPARE(contentOf("weights.bin.part"), m_server->body.left(120000));
    QVERIFY(!QFile::exists(at("weights.bin")));

    QVERIFY(!run().error);
    QVERIFY(m_server->questions.last().contains("Range: bytes=120000-"));
    QCOMPARE(contentOf("weights.bin"), m_server->body);
}

void TestDownload::startsAnewWhenTheFileChanged()
{
    put("weights.bin.part", "of an older version");
    put("weights.bin.part.tag", "\"older\"");
    QVERIFY(!run().error);
    QVERIFY(m_server->questions.last().contains("If-Range: \"older\""));
    QCOMPARE(contentOf("weights.bin"), m_server->body);
}

void TestDownload::startsAnewWhereThereAreNoRanges()
{
    m_server->knowsRanges = false;
    m_server->cutAfter = 5000;
    QVERIFY(run().error);
    QVERIFY(!run().error);
    QCOMPARE(contentOf("weights.bin"), m_server->body);
}

void TestDownload::takesAWholePart()
{
    put("weights.bin.part", m_server->body);
    put("weights.bin.part.tag", m_server->tag);
    QVERIFY(!run().error);
    QCOMPARE(contentOf("weights.bin"), m_server->body);
}

void TestDownload::refusesAWrongChecksum()
{
    m_server->body[1000] = static_cast<char>(m_server->body[1000] + 1);
    const Outcome outcome = run();
    QVERIFY(outcome.error);
    QVERIFY(outcome.error->why.find("checksum") != std::string::npos);
    QVERIFY(QDir(m_folder->path()).entryList(QDir::Files).isEmpty());
}

void TestDownload::tellsWhatTheServerSays_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("why");
    QTest::newRow("gone") << 404 << QByteArray("no longer has it (404)");
    QTest::newRow("refused") << 403 << QByteArray("refused access (403)");
    QTest::newRow("trouble") << 500 << QByteArray("reports an error (500)");
    QTest::newRow("busy") << 503 << QByteArray("reports an error (503)");
}

void TestDownload::tellsWhatTheServerSays()
{
    QFETCH(int, status);
    QFETCH(QByteArray, why);
    put("weights.bin.part", "kept");
    m_server->status = status;
    const Outcome outcome = run();
    QVERIFY(outcome.error);
    QVERIFY2(outcome.error->why.find(why.toStdString()) != std::string::npos,
             outcome.error->sentence().c_str());
    QCOMPARE(contentOf("weights.bin.part"), QByteArray("kept"));
}

void TestDownload::tellsAWebPage()
{
    m_server->type = "text/html; charset=utf-8";
    const Outcome outcome = run();
    QVERIFY(outcome.error);
    QVERIFY(outcome.error->why.find("web page") != std::string::npos);
    QVERIFY(QDir(m_folder->path()).entryList(QDir::Files).isEmpty());
}

void TestDownload::tellsThatNobodyAnswers()
{
    m_server->close();
    const Outcome outcome = run();
    QVERIFY(outcome.error);
    QVERIFY2(outcome.error->why.find("does not answer") != std::string::npos,
             outcome.error->sentence().c_str());
}

void TestDownload::tellsAFolderThatCannotBe()
{
    put("file", "no folder");
    Download download(m_wanted, at("file"));
    const Outcome outcome = run(download);
    QVERIFY(outcome.error);
    QVERIFY(m_server->questions.isEmpty());
}

void TestDownload::tellsADiskThatIsTooSmall()
{
    m_wanted.size = std::uint64_t{1} << 60;
    const Outcome outcome = run();
    QVERIFY(outcome.error);
    QVERIFY(outcome.error->why.find("not enough disk space") != std::string::npos);
    QVERIFY(m_server->questions.isEmpty());
}

void TestDownload::aDiskThatFillsKeepsThePart()
{
    constexpr rlim_t room = 100'000;
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit usual{};
    QCOMPARE(getrlimit(RLIMIT_FSIZE, &usual), 0);
    const rlimit full{.rlim_cur = room, .rlim_max = usual.rlim_max};
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &full), 0);
    const Outcome outcome = run();
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &usual), 0);
    QVERIFY(outcome.error);
    QVERIFY2(outcome.error->sentence().find("weights.bin.part") != std::string::npos,
             outcome.error->sentence().c_str());
    QVERIFY(!QFile::exists(at("weights.bin")));
    const QByteArray part = contentOf("weights.bin.part");
    QVERIFY(!part.isEmpty() && m_server->body.startsWith(part));

    QVERIFY(!run().error); // there is room again
    QVERIFY(m_server->questions.last().contains("Range: bytes=" + QByteArray::number(part.size())));
    QCOMPARE(contentOf("weights.bin"), m_server->body);
}

void TestDownload::takesAFileThatIsThere()
{
    put("weights.bin", m_server->body);
    QVERIFY(!run().error);
    QVERIFY(m_server->questions.isEmpty());
}

void TestDownload::goesThroughAProxy()
{
    m_wanted.url = "http://weights.example/weights.bin";
    qputenv("http_proxy",
            "http://127.0.0.1:" + QByteArray::number(static_cast<int>(m_server->serverPort())));
    const Outcome outcome = run();
    QVERIFY2(!outcome.error, outcome.error ? outcome.error->sentence().c_str() : "");
    QVERIFY(m_server->questions.last().startsWith("GET http://weights.example/weights.bin"));
}

void TestDownload::cancelsAndKeepsThePart()
{
    Download download(m_wanted, m_folder->path());
    connect(&download, &Download::progressed, &download, &Download::cancel);
    const Outcome outcome = run(download);
    QVERIFY(outcome.cancelled);
    QVERIFY(!QFile::exists(at("weights.bin")));
    QVERIFY(QFile(at("weights.bin.part")).size() > 0);
    QVERIFY(!run().error);
    QCOMPARE(contentOf("weights.bin"), m_server->body);
}

namespace {

/// Reads nothing, and writes the name of the weights into the model's place.
NetworkImporter fakeImporter(std::vector<ImportSettings>* seen)
{
    return {.draft =
                [seen](const ImportSettings& settings, std::stop_token) {
                    seen->push_back(settings);
                    ImportDraft draft;
                    draft.info.name = settings.name;
                    return Result<ImportDraft>(draft);
                },
            .finish = [](const ImportDraft& draft, const std::filesystem::path& out,
                         const NetworkImporter::Report&, std::stop_token) -> Result<ModelInfo> {
                QFile file(QString::fromStdString(out.string()));
                if (!file.open(QIODevice::WriteOnly))
                    return failure(out.string(), "it cannot be written", "");
                return draft.info;
            }};
}

} // namespace

void TestDownload::importsWhatItBrought()
{
    qputenv("XDG_DATA_HOME", m_folder->path().toLocal8Bit());
    std::vector<ImportSettings> seen;
    CatalogueFetch fetch(entry(), fakeImporter(&seen), ModelLibrary::standard());
    QSignalSpy done(&fetch, &CatalogueFetch::done);
    fetch.download();
    QVERIFY(done.wait(20000));
    QCOMPARE(done.first().first().toString(), QString("net"));
    QCOMPARE(seen.size(), std::size_t{1});
    QCOMPARE(seen[0].files.front(), std::filesystem::path("net.prototxt"));
    QVERIFY(QFile::exists(at("pareidolia/models/net.pt")));
    QVERIFY(QDir(at("pareidolia/downloads")).entryList(QDir::Files).isEmpty());
}

void TestDownload::importsAFileThatPeopleHave()
{
    qputenv("XDG_DATA_HOME", m_folder->path().toLocal8Bit());
    put("mine.caffemodel", m_server->body);
    std::vector<ImportSettings> seen;
    CatalogueFetch fetch(entry(), fakeImporter(&seen), ModelLibrary::standard());
    QSignalSpy done(&fetch, &CatalogueFetch::done);
    fetch.takeFile(at("mine.caffemodel"));
    QVERIFY(done.wait(20000));
    QVERIFY(m_server->questions.isEmpty());
    QVERIFY(QFile::exists(at("mine.caffemodel")));
}

void TestDownload::leavesAnotherFileAlone()
{
    qputenv("XDG_DATA_HOME", m_folder->path().toLocal8Bit());
    put("other.caffemodel", "something else");
    std::vector<ImportSettings> seen;
    CatalogueFetch fetch(entry(), fakeImporter(&seen), ModelLibrary::standard());
    QSignalSpy failed(&fetch, &CatalogueFetch::failed);
    fetch.takeFile(at("other.caffemodel"));
    QVERIFY(failed.wait(20000));
    QVERIFY(seen.empty());
}

void TestDownload::asksNothingWhereTheNameIsTaken()
{
    qputenv("XDG_DATA_HOME", m_folder->path().toLocal8Bit());
    QVERIFY(QDir(m_folder->path()).mkpath("pareidolia/models"));
    put("pareidolia/models/net.pt", "something");
    std::vector<ImportSettings> seen;
    CatalogueFetch fetch(entry(), fakeImporter(&seen), ModelLibrary::standard());
    QSignalSpy failed(&fetch, &CatalogueFetch::failed);
    fetch.download();
    QVERIFY(failed.wait(20000));
    QVERIFY(m_server->questions.isEmpty());
}

QTEST_GUILESS_MAIN(TestDownload)
#include "tst_download.moc"
