// SPDX-License-Identifier: GPL-3.0-or-later
// The window: puts engine, networks and screen together.
#include "app/desktop/Options.h"
#include "core/base/Log.h"
#include "core/base/Resources.h"
#include "core/base/ReturnError.h"
#include "core/base/Version.h"
#include "core/image/PngFile.h"
#include "core/loading/Loader.h"
#include "core/loading/ModelImport.h"
#include "core/run/Engine.h"
#include "core/torch/Runtime.h"
#include "ui/drawing/Pictures.h"
#include "ui/window/HandOver.h"
#include "ui/window/MainWindow.h"

#include <QApplication>
#include <QDateTime>
#include <QFile>
#include <QIcon>
#include <QLoggingCategory>
#include <QMutex>
#include <QPixmap>
#include <QScreen>
#include <QTimer>
#include <cstdio>
#include <memory>
#include <mutex>

namespace pareidolia {

namespace {

int report(const Error& error)
{
    std::fprintf(stderr, "pareidolia: %s\n", error.sentence().c_str());
    return error.kind == Error::Kind::Usage ? 2 : 1;
}

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

/// What Qt's logging categories and the core tell from now on, line by line. A failure if the file
/// cannot be written.
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

/// What a small screen leaves to a window, below its title.
QSize roomFor(const QWidget& window)
{
    constexpr int title = 40;
    return window.screen()->availableSize() - QSize(0, title);
}

bool hasDisplay()
{
    return qEnvironmentVariableIsSet("QT_QPA_PLATFORM") ||
           !qEnvironmentVariableIsEmpty("DISPLAY") ||
           !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY");
}

/// One import at a time, whoever asks.
NetworkImporter torchImporter()
{
    const auto turn = std::make_shared<std::mutex>();
    return {.draft =
                [turn](const ImportSettings& settings, std::stop_token stop) {
                    const std::scoped_lock lock(*turn);
                    return draftImport(settings, std::move(stop));
                },
            .finish =
                [turn](const ImportDraft& draft, const std::filesystem::path& out,
                       const NetworkImporter::Report& report, std::stop_token stop) {
                    const std::scoped_lock lock(*turn);
                    return finishImport(draft, out, report, std::move(stop));
                }};
}

/// What a window is asked for besides being there.
struct Wishes
{
    std::optional<RunSpec> spec;
    std::optional<Comparison> comparison;
    QStringList files;
    bool start = false;
    bool none() const { return !spec && !comparison && files.isEmpty(); }
};

Result<Wishes> wishesOf(const Options& options)
{
    Wishes wishes{.files = options.files, .start = options.start};
    if (!options.preset.isEmpty()) {
        ASSIGN_OR_RETURN(wishes.spec, Presets::standard().load(options.preset.toStdString()));
    }
    if (!options.comparison.isEmpty()) {
        ASSIGN_OR_RETURN(wishes.comparison,
                         Comparisons::standard().load(options.comparison.toStdString()));
    }
    return wishes;
}

void fulfil(MainWindow& window, const Wishes& wishes)
{
    if (wishes.spec)
        window.openRun(*wishes.spec, wishes.start);
    if (wishes.comparison)
        window.openComparison(*wishes.comparison, wishes.start);
    window.openFiles(wishes.files);
}

/// Another program was started with these.
void openMore(MainWindow& window, const QStringList& arguments)
{
    const auto options = parseOptions(QStringList(QStringLiteral("pareidolia")) + arguments);
    const auto wishes = options ? wishesOf(*options) : tl::unexpected(options.error());
    window.setWindowState(window.windowState() & ~Qt::WindowMinimized);
    window.raise();
    window.activateWindow();
    if (wishes)
        fulfil(window, *wishes);
    else
        window.showError(wishes.error());
}

int runProgram(QApplication& application, const Options& options)
{
    const auto wishes = wishesOf(options);
    if (!wishes)
        return report(wishes.error());
    const bool isPicture = !options.screenshot.isEmpty();
    HandOver handOver({QString::fromStdString(userDataFolder().string()), qgetenv("DISPLAY"),
                       qgetenv("WAYLAND_DISPLAY"), qgetenv("XDG_CONFIG_HOME")});
    const bool isShared = !isPicture && !options.newWindow &&
                          QGuiApplication::platformName() != QLatin1String("offscreen");
    if (isShared && handOver.toFirst(argumentsOf(options)))
        return 0;

    MainWindow window([](const std::string& name) { return openClassifier(name); },
                      Engine::workersHere());
    window.setImporter(torchImporter());
    if (const auto data = userDataFolder(); !isPicture) // else it leaves nothing behind
        window.setRunFolder(
            RunFolder(data.empty() ? QString() : QString::fromStdString((data / "runs").string())));
    if (!isPicture && !window.isMaximized())
        window.resize(window.size().boundedTo(roomFor(window)));
    window.show();
    if (isShared) {
        handOver.becomeFirst();
        QObject::connect(&application, &QCoreApplication::aboutToQuit, &handOver,
                         &HandOver::resign); // while runs are closed, nobody answers
        QObject::connect(&handOver, &HandOver::received, &window,
                         [&](const QStringList& arguments) { openMore(window, arguments); });
    }
    fulfil(window, *wishes);
    if (wishes->none() && !isPicture)
        window.reopenTabs();

    int code = 0;
    if (isPicture)
        QTimer::singleShot(static_cast<int>(options.afterSeconds * 1000), &window, [&] {
            const auto written =
                writePng(options.screenshot.toStdString(), fromQImage(window.grab().toImage()),
                         {{"Software", "Pareidolia"}});
            if (!written)
                code = report(written.error());
            QCoreApplication::exit(code);
        });
    return application.exec();
}

} // namespace

} // namespace pareidolia

int main(int argc, char** argv)
{
    using namespace pareidolia;
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    const auto options = parseOptions(arguments);
    if (!options)
        return report(options.error());
    if (options->version) {
        std::printf("Pareidolia %s\n", programVersion().c_str());
        return 0;
    }
    if (!hasDisplay()) {
        if (options->screenshot.isEmpty() && !options->help)
            return report({"window", "there is no display here",
                           "use pareidolia-cli, or pareidolia --screenshot FILE"});
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    if (!options->log.isEmpty())
        if (const auto logged = logInto(options->log); !logged)
            return report(logged.error());
    prepareProcess();
    QApplication application(argc, argv);
    QApplication::setOrganizationName(QStringLiteral("Pareidolia"));
    QApplication::setApplicationName(QStringLiteral("pareidolia"));
    QApplication::setApplicationDisplayName(QStringLiteral("Pareidolia"));
    QApplication::setApplicationVersion(QString::fromStdString(programVersion()));
    QApplication::setDesktopFileName(QStringLiteral("org.pareidolia.Pareidolia"));
    QApplication::setWindowIcon(
        QIcon(QString::fromStdString((resourceFolder() / "pictures" / "icon.svg").string())));
    if (options->help) {
        std::fputs(qPrintable(helpText()), stdout);
        return 0;
    }
    return runProgram(application, *options);
}
