// SPDX-License-Identifier: GPL-3.0-or-later
// The rules of ARCHITECTURE.md, held against the sources.
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

class TestArchitecture : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void coreKnowsNoQt();
    void torchStaysInItsRoom();
    void roomsIncludeOnlyWhatTheyMayKnow();
    void roomsKnowOnlyRoomsBelow();
    void coreAndUiIncludeNothingAbove();
    void nothingForks();
    void noTestCompilesSourcesOfOthers();
    void onlyRegistriesNameKindsOfSearch();
    void everySourceHasALicenceLine();
    void filesStaySmall();

private:
    struct Source
    {
        QString path; ///< from the project's root
        QStringList lines;
        QStringList includes; ///< as written between "" or <>
    };

    /// Sources whose path begins with `start`.
    QList<Source> in(const QString& start) const
    {
        QList<Source> found;
        for (const Source& source : m_sources)
            if (source.path.startsWith(start))
                found.append(source);
        return found;
    }

    /// The rooms that a room's CMakeLists.txt names after KNOWS, and itself.
    static QStringList knownBy(const QString& folder);

    QList<Source> m_sources;
};

namespace {

const QDir root(PAREIDOLIA_SOURCE);

QString textOf(const QString& path)
{
    QFile file(root.filePath(path));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// What breaks a rule, so that a failure names it.
void expectNone(const QStringList& offenders)
{
    QVERIFY2(offenders.isEmpty(), qPrintable(offenders.join("; ")));
}

} // namespace

void TestArchitecture::initTestCase()
{
    const QRegularExpression include(R"(^\s*#\s*include\s*["<]([^">]+)[">])");
    for (const QString folder : {"app", "core", "ui", "tests"}) {
        QDirIterator files(root.filePath(folder), {"*.cpp", "*.h"}, QDir::Files,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            Source source{.path = root.relativeFilePath(files.next()), .lines = {}, .includes = {}};
            source.lines = textOf(source.path).split('\n');
            for (const QString& line : source.lines)
                if (const auto match = include.match(line); match.hasMatch())
                    source.includes.append(match.captured(1));
            m_sources.append(source);
        }
    }
    QVERIFY(in("core/").size() > 50); // the rules below look at something
    QVERIFY(in("tests/").size() > 20);
}

void TestArchitecture::coreKnowsNoQt()
{
    const QRegularExpression qt(R"(^(Q[A-Z]|Qt[A-Z]|qcustomplot))");
    QStringList offenders;
    for (const Source& source : in("core/"))
        for (const QString& include : source.includes)
            if (qt.match(include).hasMatch())
                offenders.append(source.path + " includes " + include);
    expectNone(offenders);
}

void TestArchitecture::torchStaysInItsRoom()
{
    const QRegularExpression torch(R"(^(torch|ATen|c10|caffe2)/)");
    QStringList offenders;
    int allowed = 0;
    for (const Source& source : m_sources)
        for (const QString& include : source.includes) {
            if (!torch.match(include).hasMatch())
                continue;
            const bool room = source.path.startsWith("core/torch/") ||
                              source.path.startsWith("tests/core/torch/");
            if (room && source.path.endsWith(".cpp"))
                ++allowed;
            else
                offenders.append(source.path + " includes " + include);
        }
    expectNone(offenders);
    QVERIFY(allowed > 0);
}

QStringList TestArchitecture::knownBy(const QString& folder)
{
    const QString text = textOf(folder + "/CMakeLists.txt");
    const QRegularExpression call(
        R"(pareidolia_room\(\s*(\w+)\s+SOURCES\s[^)]*?(?:\sKNOWS\s+([\w\s]+?))?(?:\sPRIVATELY\s[^)]*)?\))");
    const auto match = call.match(text);
    QStringList rooms = match.captured(2).split(QRegularExpression(R"(\s+)"), Qt::SkipEmptyParts);
    rooms.append(match.captured(1));
    return rooms;
}

void TestArchitecture::roomsIncludeOnlyWhatTheyMayKnow()
{
    QStringList offenders;
    for (const QString house : {"core", "ui"}) {
        for (const QString& room :
             QDir(root.filePath(house)).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            const QString folder = house + "/" + room;
            const QStringList known = knownBy(folder);
            QVERIFY2(known.contains(room), qPrintable(folder + " names no room"));
            for (const Source& source : in(folder + "/"))
                for (const QString& include : source.includes) {
                    const QStringList parts = include.split('/');
                    if (parts.size() >= 3 && (parts[0] == "core" || parts[0] == "ui") &&
                        !known.contains(parts[1]))
                        offenders.append(source.path + " includes " + include);
                }
        }
    }
    expectNone(offenders);
}

void TestArchitecture::roomsKnowOnlyRoomsBelow()
{
    // core/CMakeLists.txt lists the rooms from the ground up.
    const QRegularExpression list(R"(foreach\(room ([\w\s]+)\))");
    const QStringList order =
        list.match(textOf("core/CMakeLists.txt")).captured(1).split(' ', Qt::SkipEmptyParts);
    QVERIFY(order.size() > 5);
    QStringList offenders;
    for (const QString& room : order)
        for (const QString& known : knownBy("core/" + room))
            if (order.indexOf(known) < 0 || order.indexOf(known) > order.indexOf(room))
                offenders.append(room + " knows " + known);
    expectNone(offenders);
}

void TestArchitecture::coreAndUiIncludeNothingAbove()
{
    QStringList offenders;
    for (const Source& source : m_sources)
        for (const QString& include : source.includes) {
            const bool upwards =
                (source.path.startsWith("core/") && include.startsWith("ui/")) ||
                (!source.path.startsWith("app/") && include.startsWith("app/")) ||
                (!source.path.startsWith("tests/") && include.startsWith("tests/"));
            if (upwards || include.startsWith("../"))
                offenders.append(source.path + " includes " + include);
        }
    expectNone(offenders);
}

/// A fork has one of the threads and the locks of all: processes are spawned.
void TestArchitecture::nothingForks()
{
    const QRegularExpression call(R"(\bv?fork\s*\()");
    QStringList offenders;
    for (const Source& source : m_sources)
        for (const QString& line : source.lines)
            if (!source.path.startsWith("tests/") && call.match(line).hasMatch())
                offenders.append(source.path + ": " + line.trimmed());
    expectNone(offenders);
}

void TestArchitecture::noTestCompilesSourcesOfOthers()
{
    QStringList offenders;
    QDirIterator files(root.filePath("tests"), {"CMakeLists.txt"}, QDir::Files,
                       QDirIterator::Subdirectories);
    const QRegularExpression foreign(R"((?:\.\.|core|ui|app)/[\w/]+\.cpp)");
    while (files.hasNext()) {
        const QString path = root.relativeFilePath(files.next());
        if (const auto match = foreign.match(textOf(path)); match.hasMatch())
            offenders.append(path + " compiles " + match.captured(0));
    }
    expectNone(offenders);
}

void TestArchitecture::onlyRegistriesNameKindsOfSearch()
{
    // Elsewhere a kind is asked for what it can do: EmitterKind, EncodingKind.
    const QStringList registries{"core/search/MapElites.h",
                                 "core/search/GradientAscent.h",
                                 "core/encoding/Encoding.cpp",
                                 "core/encoding/Encoding.h",
                                 "core/encoding/CppnEncoding.h",
                                 "core/encoding/DirectEncoding.h",
                                 "core/encoding/CppnGenome.h",
                                 "core/encoding/CppnGenome.cpp",
                                 "core/encoding/DirectEncoding.cpp",
                                 "core/run/ParameterTable.cpp",
                                 "core/run/RunSpec.h", // the defaults
                                 "ui/session/ParameterWords.cpp"};
    const QRegularExpression name(R"x("(gradient-ascent|map-elites|cppn|direct)")x");
    QStringList offenders;
    for (const Source& source : m_sources)
        if (!source.path.startsWith("tests/") && !registries.contains(source.path))
            for (const QString& line : source.lines)
                if (name.match(line).hasMatch())
                    offenders.append(source.path + ": " + line.trimmed());
    expectNone(offenders);
}

void TestArchitecture::everySourceHasALicenceLine()
{
    QStringList offenders;
    for (const Source& source : m_sources)
        if (source.lines.value(0) != "// SPDX-License-Identifier: GPL-3.0-or-later")
            offenders.append(source.path);
    expectNone(offenders);
}

/// By habit at most 300 lines; nobody may go further than this.
void TestArchitecture::filesStaySmall()
{
    constexpr qsizetype most = 400;
    QStringList offenders;
    for (const Source& source : m_sources)
        if (const auto lines = source.lines.size() - 1; lines > most) // each ends with a line feed
            offenders.append(QStringLiteral("%1 has %2 lines").arg(source.path).arg(lines));
    expectNone(offenders);
    // What is promised to contributors is what is held here.
    QVERIFY(textOf("CONTRIBUTING.md").contains(QStringLiteral("never more than %1").arg(most)));
}

QTEST_GUILESS_MAIN(TestArchitecture)
#include "tst_architecture.moc"
