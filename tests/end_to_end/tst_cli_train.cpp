// SPDX-License-Identifier: GPL-3.0-or-later
// Training on a tiny set of our own: stripes that lean to either side.
#include "Program.h"
#include "core/base/Files.h"

#include <csignal>

using namespace pareidolia;

namespace {

void appendNumber(std::string& bytes, std::uint32_t number)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        bytes += static_cast<char>(number >> shift);
}

/// Two classes that any network can tell apart.
void writeStripes(const QString& folder, const std::string& part, std::uint32_t count)
{
    std::string images, labels;
    for (const std::uint32_t number : {0x803u, count, 28u, 28u})
        appendNumber(images, number);
    for (const std::uint32_t number : {0x801u, count})
        appendNumber(labels, number);
    for (std::uint32_t i = 0; i < count; ++i) {
        const bool right = i % 2 == 1;
        for (std::uint32_t y = 0; y < 28; ++y)
            for (std::uint32_t x = 0; x < 28; ++x)
                images += static_cast<char>((x + (right ? y : 28 - y) + i) % 7 < 3 ? 200 : 20);
        labels += static_cast<char>(right);
    }
    const std::string start = folder.toStdString() + "/" + part;
    QVERIFY(writeFile(start + "-images-idx3-ubyte", images).has_value());
    QVERIFY(writeFile(start + "-labels-idx1-ubyte", labels).has_value());
}

} // namespace

class TestCliTrain : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void writesAModelThatWorks();
    void sameSeedSameNetwork();
    void badTargetsAreToldBeforeTraining_data();
    void badTargetsAreToldBeforeTraining();
    void interruptLeavesNoFile();

private:
    QStringList words(const QString& out, const QString& epochs = "2",
                      const QString& seed = "1") const
    {
        return {"train",    "--data", m_folder.path(), "--name", "stripes",  "--out", out,
                "--epochs", epochs,   "--seed",        seed,     "--labels", m_labels};
    }

    QTemporaryDir m_folder;
    QString m_labels;
};

void TestCliTrain::initTestCase()
{
    writeStripes(m_folder.path(), "train", 640);
    writeStripes(m_folder.path(), "t10k", 100);
    m_labels = m_folder.filePath("labels.txt");
    QVERIFY(writeFile(m_labels.toStdString(), "left\nright\n").has_value());
}

void TestCliTrain::writesAModelThatWorks()
{
    const QString out = m_folder.filePath("stripes.pt");
    const Finished seen = run(words(out) + QStringList{"--json"});
    QVERIFY2(seen.code == 0, seen.err);
    QVERIFY(seen.err.contains("epoch 2 of 2"));
    QVERIFY(seen.json()["top1"].toDouble() > 0.9);

    const auto evaluated =
        run({"model", "evaluate", out, "--data", m_folder.path(), "--json"}).json();
    QCOMPARE(evaluated["images"].toInt(), 100);
    QCOMPARE(evaluated["top1"].toDouble(), seen.json()["top1"].toDouble());
    const auto fooled =
        run({"run", "--preset", "mnist-direct", "--model", out, "--generations", "5", "--json"});
    QCOMPARE(fooled.code, 0);
    QCOMPARE(fooled.json()["model_sha256"].toString(), seen.json()["sha256"].toString());
}

void TestCliTrain::sameSeedSameNetwork()
{
    const auto hashOf = [&](const QString& seed) {
        return run(words(m_folder.filePath("again.pt"), "1", seed) + QStringList{"--json"})
            .json()["sha256"]
            .toString();
    };
    const QString one = hashOf("1");
    QCOMPARE(one.size(), 64);
    QCOMPARE(hashOf("1"), one);
    QVERIFY(hashOf("2") != one);
}

void TestCliTrain::badTargetsAreToldBeforeTraining_data()
{
    QTest::addColumn<QString>("out");
    QTest::addColumn<int>("code");
    QTest::newRow("no folder") << "/nowhere/x.pt" << 1;
    QTest::newRow("proc") << "/proc/x.pt" << 1;
    QTest::newRow("a device") << "/dev/full" << 2; // no model's name
    QTest::newRow("a folder") << "/tmp" << 2;
}

void TestCliTrain::badTargetsAreToldBeforeTraining()
{
    QFETCH(QString, out);
    QFETCH(int, code);
    expectOneSentence(run(words(out, "10000")), code, out.left(5).toUtf8());
}

void TestCliTrain::interruptLeavesNoFile()
{
    const QTemporaryDir folder;
    QProcess process;
    process.start(program(), words(folder.filePath("x.pt"), "10000"));
    QByteArray told;
    while (!told.contains("epoch 1") && process.waitForReadyRead(60'000))
        told += process.readAllStandardError();
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    const Finished seen = finish(process);
    QCOMPARE(seen.code, 130);
    QVERIFY(QDir(folder.path()).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot));
}

QTEST_GUILESS_MAIN(TestCliTrain)
#include "tst_cli_train.moc"
