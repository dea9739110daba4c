// SPDX-License-Identifier: GPL-3.0-or-later
// The window from outside: its options, its picture of itself, what it says when it cannot start.
#include "core/image/PngFile.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <set>

using namespace pareidolia;

namespace {

struct Seen
{
    int code = -1;
    QByteArray out, err;
};

Seen start(const QStringList& arguments, const QString& platform = "offscreen",
           const QString& home = {})
{
    const QTemporaryDir settings;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
        environment.remove(name);
    if (!platform.isEmpty())
        environment.insert("QT_QPA_PLATFORM", platform);
    environment.insert("XDG_CONFIG_HOME", home.isEmpty() ? settings.path() : home);
    if (!home.isEmpty())
        for (const char* name : {"HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"})
            environment.insert(name, home);
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(PAREIDOLIA_BINARIES "/pareidolia", arguments);
    Seen seen;
    if (process.waitForFinished(60'000) && process.exitStatus() == QProcess::NormalExit)
        seen.code = process.exitCode();
    else
        process.kill();
    seen.out = process.readAllStandardOutput();
    seen.err = process.readAllStandardError();
    return seen;
}

std::size_t coloursIn(const Image& picture)
{
    std::set<std::array<std::uint8_t, 3>> colours;
    for (std::size_t i = 0; i + 2 < picture.pixels.size(); i += 3)
        colours.insert({picture.pixels[i], picture.pixels[i + 1], picture.pixels[i + 2]});
    return colours.size();
}

} // namespace

class TestDesktop : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsVersionAndHelp();
    void drawsItself_data();
    void drawsItself();
    void screenshotNeedsNoDisplay();
    void aHomeThatCannotBeWrittenIsNoObstacle();
    void withoutADisplayItSaysSo();
    void badUsage_data();
    void badUsage();
    void aScreenshotThatCannotBeWrittenIsTold();
};

void TestDesktop::tellsVersionAndHelp()
{
    QVERIFY(start({"--version"}).out.startsWith("Pareidolia 0."));
    const Seen help = start({"--help"}, {});
    QCOMPARE(help.code, 0);
    QVERIFY(help.out.contains("--screenshot"));
}

void TestDesktop::drawsItself_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::newRow("start page") << QStringList();
    QTest::newRow("run") << QStringList{"--preset", "mnist-cppn", "--start"};
    QTest::newRow("comparison") << QStringList{"--compare", "mnist-direct-cppn", "--start"};
    QTest::newRow("gradient") << QStringList{"--preset", "mnist-gradient", "--start"};
}

void TestDesktop::drawsItself()
{
    QFETCH(QStringList, words);
    const QTemporaryDir folder;
    const QString file = folder.filePath("window.png");
    const Seen seen = start(words + QStringList{"--screenshot", file, "--after", "4"});
    QVERIFY2(seen.code == 0, seen.err);
    const auto picture = readPng(file.toStdString());
    QVERIFY(picture.has_value());
    QCOMPARE(picture->image.shape.width, 1280);
    QCOMPARE(picture->image.shape.height, 800);
    QVERIFY(coloursIn(picture->image) > 100);
}

void TestDesktop::screenshotNeedsNoDisplay()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath("window.png");
    QCOMPARE(start({"--screenshot", file, "--after", "0"}, {}).code, 0);
    QVERIFY(readPng(file.toStdString()).has_value());
}

void TestDesktop::aHomeThatCannotBeWrittenIsNoObstacle()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath("window.png");
    const Seen seen =
        start({"--compare", "mnist-direct-cppn", "--start", "--screenshot", file, "--after", "2"},
              "offscreen", "/proc/nobody");
    QVERIFY2(seen.code == 0, seen.err);
    QVERIFY(readPng(file.toStdString()).has_value());
}

void TestDesktop::withoutADisplayItSaysSo()
{
    const Seen seen = start({}, {});
    QCOMPARE(seen.code, 1);
    QVERIFY2(seen.err.startsWith("pareidolia: window: there is no display here; "), seen.err);
}

void TestDesktop::badUsage_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QByteArray>("naming");
    QTest::newRow("unknown option") << QStringList{"--prest", "x"} << QByteArray("prest");
    QTest::newRow("unknown preset")
        << QStringList{"--preset", "mnist-cpn"} << QByteArray("\"mnist-cppn\"");
    QTest::newRow("unknown comparison")
        << QStringList{"--compare", "mnist-direct-cpn"} << QByteArray("\"mnist-direct-cppn\"");
    QTest::newRow("both") << QStringList{"--preset", "mnist-cppn", "--compare", "mnist-direct-cppn"}
                          << QByteArray("--compare");
    QTest::newRow("no seconds") << QStringList{"--screenshot", "a.png", "--after", "soon"}
                                << QByteArray("soon");
    QTest::newRow("no screenshot") << QStringList{"--after", "1"} << QByteArray("--screenshot");
}

void TestDesktop::badUsage()
{
    QFETCH(QStringList, words);
    QFETCH(QByteArray, naming);
    const Seen seen = start(words);
    QCOMPARE(seen.code, 2);
    QVERIFY2(seen.err.contains(naming), seen.err);
    QVERIFY2(seen.err.contains("; "), seen.err);
}

void TestDesktop::aScreenshotThatCannotBeWrittenIsTold()
{
    const Seen seen = start({"--screenshot", "/nowhere/window.png", "--after", "0"});
    QCOMPARE(seen.code, 1);
    QVERIFY2(seen.err.contains("/nowhere/window.png"), seen.err);
}

QTEST_GUILESS_MAIN(TestDesktop)
#include "tst_desktop.moc"
