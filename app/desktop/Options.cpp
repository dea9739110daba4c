// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/Options.h"

#include <QCommandLineParser>
#include <QFileInfo>

namespace pareidolia {

namespace {

constexpr double longestWait = 86400; ///< seconds

void describe(QCommandLineParser& parser)
{
    parser.setApplicationDescription(
        QStringLiteral("Watch neural networks see things that are not there."));
    parser.addPositionalArgument(
        QStringLiteral("files"),
        QStringLiteral("Runs (.pareidolia), networks and pictures to open."),
        QStringLiteral("[FILE…]"));
    const QString name = QStringLiteral("NAME");
    parser.addOptions({
        {{"h", "help"}, "Show this help and quit."},
        {{"v", "version"}, "Show the version and quit."},
        {"preset", "Open the run of this preset.", name},
        {"compare", "Open this comparison.", name},
        {"start", "Start the run at once."},
        {"new-window", "Open a new window even if one is open."},
        {"log", "Write a diagnostic log to a file, for bug reports.", "FILE"},
        {"screenshot", "Save a picture of the window as a PNG file and quit.", "FILE"},
        {"after", "Seconds to wait before the screenshot (3).", "SECONDS"},
    });
}

} // namespace

Result<Options> parseOptions(const QStringList& arguments)
{
    const std::string advice = "see pareidolia --help";
    QCommandLineParser parser;
    describe(parser);
    if (!parser.parse(arguments))
        return usageError("command line", parser.errorText().toStdString(), advice);
    Options options{.files = parser.positionalArguments(),
                    .preset = parser.value("preset"),
                    .comparison = parser.value("compare"),
                    .start = parser.isSet("start"),
                    .newWindow = parser.isSet("new-window"),
                    .log = parser.value("log"),
                    .screenshot = parser.value("screenshot"),
                    .help = parser.isSet("help"),
                    .version = parser.isSet("version")};
    if (!options.preset.isEmpty() && !options.comparison.isEmpty())
        return usageError("--compare", "it cannot be combined with --preset",
                          "give one of the two");
    if (parser.isSet("after")) {
        bool isNumber = false;
        options.afterSeconds = parser.value("after").toDouble(&isNumber);
        if (!isNumber || !(options.afterSeconds >= 0) || options.afterSeconds > longestWait)
            return usageError("--after",
                              "\"" + parser.value("after").toStdString() +
                                  "\" is not a number of seconds",
                              "give 0 to 86400");
        if (options.screenshot.isEmpty())
            return usageError("--after", "there is no screenshot to wait for",
                              "give --screenshot FILE too");
    }
    return options;
}

QStringList argumentsOf(const Options& options)
{
    QStringList arguments;
    if (!options.preset.isEmpty())
        arguments << QStringLiteral("--preset") << options.preset;
    if (!options.comparison.isEmpty())
        arguments << QStringLiteral("--compare") << options.comparison;
    if (options.start)
        arguments << QStringLiteral("--start");
    for (const QString& file : options.files)
        arguments << QFileInfo(file).absoluteFilePath();
    return arguments;
}

QString helpText()
{
    QCommandLineParser parser;
    describe(parser);
    return parser.helpText();
}

} // namespace pareidolia
