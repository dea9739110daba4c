// SPDX-License-Identifier: GPL-3.0-or-later
// What a long past costs: how soon a run file of many classes and improvements shows its wall, and
// how soon the wall of any of its generations.
//   past_benchmark [--classes N] [--improvements N] [--side PIXELS] [--keep FILE]
#include "core/runfile/Reopening.h"
#include "tests/benchmarks/Measuring.h"
#include "tests/support/DriveRun.h"
#include "ui/wall/ChampionView.h"
#include "ui/window/MainWindow.h"
#include "ui/window/RunPage.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QFileInfo>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <atomic>
#include <cstdio>
#include <random>

using namespace pareidolia;

namespace {

constexpr int journeys = 60;

/// Every picture takes one class, the next one: nothing grows a log faster.
class GivesInTurn : public Classifier
{
public:
    GivesInTurn(std::size_t classes, int side)
    {
        m_info.name = "in-turn";
        m_info.sha256 = std::string(64, 'a');
        m_info.input = {side, side, 3};
        m_info.normalisation = {.mean = {0, 0, 0}, .scale = {1, 1, 1}};
        for (std::size_t index = 0; index < classes; ++index)
            m_info.labels.push_back("class " + std::to_string(index));
    }

    const ModelInfo& info() const override { return m_info; }
    std::string runtime() const override { return "fake"; }
    Result<Scores> score(std::span<const Image> pictures) const override
    {
        Scores scores(pictures.size(), m_info.classes());
        for (std::size_t i = 0; i < pictures.size(); ++i) {
            std::ranges::fill(scores.row(i), -100);
            const std::size_t turn = m_scored++;
            scores.row(i)[turn % m_info.classes()] = -10 + static_cast<double>(turn) * 1e-4;
        }
        return scores;
    }

private:
    ModelInfo m_info;
    mutable std::atomic<std::size_t> m_scored = 0;
};

RunBatch batchOf(Run& run, std::size_t improvements)
{
    RunBatch batch;
    std::size_t events = 0;
    while (batch.improvements.size() < improvements) {
        const GenerationNews news = advance(run).value();
        batch.add(run, news);
    }
    batch.takeStateOf(run, events);
    return batch;
}

void makeFile(const std::filesystem::path& path, const std::shared_ptr<const Classifier>& network,
              std::size_t improvements)
{
    RunSpec spec;
    spec.name = "long";
    spec.model = "in-turn";
    spec.encoding = "cppn";
    spec.settings.initial = 1000;
    spec.settings.children = 128;
    const auto run = Run::create(spec, network).value();
    const auto file = RunFileWriter::create(path, headerOf(*run)).value();
    constexpr std::size_t atOnce = 2000;
    while (run->improvements().size() < improvements)
        if (const auto written = file->write(batchOf(*run, atOnce)); !written)
            qFatal("%s", written.error().sentence().c_str());
}

/// Whether every tile in view has its picture.
bool isWhole(const ChampionView& wall)
{
    const auto [first, end] = wall.wall().rowsIn(wall.seen().top(), wall.seen().bottom());
    for (int row = first; row < end; ++row)
        if (wall.model()->index(row, 0).data(ChampionModel::PictureRole).value<QImage>().isNull())
            return false;
    return end > first;
}

double openingSeconds(MainWindow& window, const QString& file)
{
    QElapsedTimer clock;
    clock.start();
    window.openFiles({file});
    ChampionView* wall = nullptr;
    while (!wall || !wall->isVisible() || !isWhole(*wall)) {
        QCoreApplication::processEvents(QEventLoop::AllEvents, 1);
        if (!window.messages().isEmpty())
            qFatal("%s", qPrintable(window.messages().text()));
        if (const RunPage* page = window.currentPage())
            wall = page->findChild<ChampionView*>();
    }
    wall->viewport()->repaint();
    return static_cast<double>(clock.nsecsElapsed()) / 1e9;
}

void tellJourneys(RunPage& page)
{
    RunSession& session = *page.group().sessions().front();
    auto* wall = page.findChild<ChampionView*>();
    std::mt19937 random(1);
    std::vector<double> milliseconds;
    for (int i = 0; i < journeys; ++i) {
        const auto generation =
            static_cast<std::uint32_t>(random() % session.news().latest->generation);
        QElapsedTimer clock;
        clock.start();
        session.time().travelTo(generation);
        while (session.time().generation() != generation)
            QCoreApplication::processEvents(QEventLoop::AllEvents, 1);
        wall->viewport()->repaint();
        milliseconds.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6);
    }
    std::ranges::sort(milliseconds);
    std::printf("a wall of another generation (ms): median %.0f, most %.0f of %d\n",
                milliseconds[milliseconds.size() / 2], milliseconds.back(), journeys);
}

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QCommandLineParser options;
    options.addOption({"classes", "Of the network.", "N", "1000"});
    options.addOption({"improvements", "In the log.", "N", "100000"});
    options.addOption({"side", "Of a picture, in pixels.", "PIXELS", "224"});
    options.addOption({"keep", "Make the run file here, or use the one that is here.", "FILE"});
    options.process(application);
    const QTemporaryDir folder;
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder.path());

    const auto network = std::make_shared<GivesInTurn>(options.value("classes").toULongLong(),
                                                       options.value("side").toInt());
    const QString file =
        options.isSet("keep") ? options.value("keep") : folder.filePath("long.pareidolia");
    if (!QFileInfo::exists(file))
        makeFile(file.toStdString(), network, options.value("improvements").toULongLong());
    std::printf("%s classes, %s improvements, %.0f MB\n", qPrintable(options.value("classes")),
                qPrintable(options.value("improvements")),
                static_cast<double>(QFileInfo(file).size()) / 1e6);

    MainWindow window([network](const std::string&) -> Networks::Loaded { return network; }, 2);
    window.resize(1280, 800);
    window.show();
    QCoreApplication::processEvents();
    std::printf("first wall after %.2f s\n", openingSeconds(window, file));
    std::fflush(stdout);
    liveFor(0.5); // what opening it took is given back, and nothing tells when
    const double before = residentMegabytes();
    tellJourneys(*window.currentPage());
    std::printf("memory: %.0f MB, %.0f of them for looking back\n", residentMegabytes(),
                residentMegabytes() - before);
    return 0;
}
