// SPDX-License-Identifier: GPL-3.0-or-later
// The part of MainWindow that opens things: runs, comparisons, files, what was open last time.
#include "ui/exporting/Exporter.h"
#include "ui/networks/ImportPage.h"
#include "ui/session/WhenDone.h"
#include "ui/trying/TryPage.h"
#include "ui/wall/TimeBar.h"
#include "ui/window/Habits.h"
#include "ui/window/MainWindow.h"
#include "ui/window/RecentThings.h"
#include "ui/window/RunPage.h"
#include "ui/window/StartPage.h"
#include "ui/window/StatusText.h"
#include "ui/window/Workspace.h"

#include <QFile>
#include <QMenu>
#include <QPointer>
#include <QSettings>
#include <QTabWidget>
#include <QtConcurrent>
#include <algorithm>
#include <iterator>
#include <utility>

namespace pareidolia {

void MainWindow::openRun(const RunSpec& spec, bool start)
{
    m_opener->open({.content = {.runs = {spec}}, .start = start});
}

void MainWindow::openComparison(const Comparison& comparison, bool start)
{
    m_opener->open({.content = {.runs = {comparison.a, comparison.b}}, .start = start});
}

void MainWindow::openFiles(const QStringList& paths)
{
    QStringList pictures, foreign;
    for (const QString& path : paths) {
        if (ImportPage::isForeign(path)) {
            foreign.append(path);
            continue;
        }
        if (path.endsWith(runFileEnding, Qt::CaseInsensitive)) {
            openRunFile(path);
            continue;
        }
        if (!path.endsWith(QStringLiteral(".pt"), Qt::CaseInsensitive)) {
            pictures.append(path);
            continue;
        }
        openRun(patternsOn(path.toStdString()), false);
    }
    if (!foreign.isEmpty())
        importFiles(foreign);
    if (!pictures.isEmpty())
        openPictures(pictures);
}

void MainWindow::openPictures(const QStringList& paths)
{
    const RunPage* page = currentPage();
    const std::string otherwise =
        page ? page->group().sessions().front()->spec().model : "lenet-mnist";
    // The first one tells whose picture it is.
    whenDone(readPictureFileLater(paths.front()), this,
             [this, paths, otherwise](const Result<PictureFilePointer>& file) {
                 if (!file)
                     return showError(file.error());
                 const auto& story = (*file)->story;
                 m_opener->open({.content = {.network = story ? story->model : otherwise,
                                             .file = paths.front()},
                                 .pictures = paths,
                                 .tellsStory = story != nullptr});
             });
}

void MainWindow::tryNetwork(const std::string& model)
{
    m_opener->open({.content = {.network = model}});
}

void MainWindow::openRecent(const TabContent& content)
{
    if (content.file.isEmpty() || QFile::exists(content.file)) {
        // A run comes back as it is; one whose file is gone begins anew.
        const bool isKept = std::ranges::any_of(
            content.files, [](const QString& file) { return QFile::exists(file); });
        m_opener->open({.content = content, .start = !content.runs.empty() && !isKept});
        return;
    }
    m_recent->remove(content);
    showError({content.file.toStdString(), tr("it is not there any more").toStdString(),
               tr("it is taken from the list").toStdString()});
}

void MainWindow::reopenTabs()
{
    m_goesOn = true;
    if (const QSettings settings; !settings.isWritable())
        m_messages->showMessage(tr("Tabs and choices will not be remembered: %1 cannot be written.")
                                    .arg(settings.fileName()));
    if (!Workspace::isWanted())
        return;
    const Workspace::Tabs ended = m_workspace->takeEnded();
    QStringList wanted;
    for (const std::vector<TabContent>& kept : {ended.open.tabs, m_recent->list()})
        for (const TabContent& content : kept)
            wanted += content.files;
    m_runFolder.tidy(wanted);
    if (!ended.open.whole)
        m_messages->showMessage(
            tr("Some of the tabs of last time could not be read from the settings."));
    for (const TabContent& content : ended.open.tabs)
        m_opener->open({.content = content, .inFront = false, .again = true});
    m_tabs->setCurrentIndex(std::clamp(ended.front, 0, m_tabs->count() - 1));
    keepWorkspace();
}

void MainWindow::connectStartPage()
{
    connect(m_start, &StartPage::runAsked, this,
            [this](const RunSpec& spec) { openRun(spec, true); });
    connect(m_start, &StartPage::comparisonAsked, this,
            [this](const Comparison& comparison) { openComparison(comparison, true); });
    connect(m_start, &StartPage::recentAsked, this, &MainWindow::openRecent);
    connect(m_start, &StartPage::exampleAsked, this, &MainWindow::playExample);
    connect(m_start, &StartPage::filesAsked, m_actions->open, &QAction::trigger);
    connect(m_start, &StartPage::failed, this, &MainWindow::showError);
    connect(m_start, &StartPage::presetRemoved, this, [this](const RunSpec& spec) {
        QAction* undo =
            nextStep("undoRemoval", tr("Undo"), tr("Keep the preset after all"), [this, spec] {
                if (const auto kept = Presets::standard().saveOwn(spec); !kept)
                    showError(kept.error());
                m_start->refresh();
            });
        m_messages->showMessage(
            tr("The preset “%1” is removed.").arg(QString::fromStdString(spec.name)), {undo});
    });
    for (const Error& problem : Presets::standard().problems())
        showError(problem); // once: the start page leaves them out
    connect(m_recent, &RecentThings::changed, this, &MainWindow::fillRecent);
    fillRecent();
}

void MainWindow::fillRecent()
{
    m_recentMenu->clear();
    for (const TabContent& content : m_recent->list()) {
        QAction* action = m_recentMenu->addAction(content.title().replace('&', "&&"));
        action->setToolTip(content.file.isEmpty() ? QString::fromStdString(content.model())
                                                  : content.file);
        connect(action, &QAction::triggered, this, [this, content] { openRecent(content); });
    }
    m_recentMenu->addSeparator();
    QAction* clear = m_recentMenu->addAction(tr("&Clear list"));
    clear->setObjectName(QStringLiteral("clearRecent"));
    clear->setToolTip(tr("Forget what was opened"));
    connect(clear, &QAction::triggered, m_recent, &RecentThings::clear);
    m_recentMenu->setEnabled(!m_recent->list().empty());
}

void MainWindow::fillExperiments(QMenu& menu)
{
    menu.clear();
    if (const auto presets = Presets::standard().list())
        for (const RunSpec& spec : *presets)
            connect(menu.addAction(TabContent{.runs = {spec}}.title()), &QAction::triggered, this,
                    [this, spec] { openRun(spec, true); });
    menu.addSeparator();
    if (const auto comparisons = Comparisons::standard().list())
        for (const Comparison& comparison : *comparisons)
            connect(menu.addAction(TabContent{.runs = {comparison.a, comparison.b}}.title()),
                    &QAction::triggered, this,
                    [this, comparison] { openComparison(comparison, true); });
}

void MainWindow::connectOpener()
{
    connect(m_opener, &TabOpener::runOpened, this, [this](RunPage* page, const auto& wish) {
        welcomePage(*page, wish);
        if (!wish.again)
            m_recent->add(TabOpener::contentOf(*page));
        QMetaObject::invokeMethod( // when it stands in its tab
            this, [this] { keepWorkspace(); }, Qt::QueuedConnection);
    });
    connect(m_opener, &TabOpener::remarked, this,
            [this](const QString& text) { m_messages->showMessage(text); });
    connect(m_opener, &TabOpener::tryOpened, this, [this](TryPage* page, const auto& wish) {
        connect(page, &TryPage::failed, this, &MainWindow::showError);
        connect(page, &TryPage::runAsked, this,
                [this](const RunSpec& spec) { openRun(spec, true); });
        if (!wish.again && !wish.content.file.isEmpty())
            m_recent->add(wish.content);
    });
    connect(m_opener, &TabOpener::failed, this, &MainWindow::takeFailure);
}

void MainWindow::takeFailure(const Error& error, const TabOpener::Wish& wish)
{
    m_recent->remove(wish.content);
    const QString network = QString::fromStdString(wish.content.model());
    if (!ImportPage::isNetwork(network))
        return tellWhyNot(error, wish);
    whenDone(
        QtConcurrent::run(&ImportPage::isForeignScript, network), this,
        [=, this](bool foreign) { foreign ? importFiles({network}) : tellWhyNot(error, wish); });
}

void MainWindow::tellWhyNot(const Error& error, const TabOpener::Wish& wish)
{
    QAction* again =
        nextStep("tryAgain", tr("Try again"), tr("Open the same once more"),
                 [=, this] { m_opener->open({.content = wish.content, .start = wish.start}); });
    QAction* another =
        nextStep("chooseAnother", tr("Choose another network…"),
                 tr("Open another model or picture"), [this] { m_actions->open->trigger(); });
    m_messages->showError(error, {another, again});
    showState();
}

void MainWindow::welcomePage(RunPage& page, const TabOpener::Wish& wish)
{
    RunGroup& group = page.group();
    group.setPace(habitualPace(group.sessions().front()->model()));
    followHabits(page.state());
    page.showOnlyPictures(m_actions->onlyPictures->isChecked());
    connect(&group, &RunGroup::advanced, this, [this, &page] {
        for (const RunSession* session : page.group().sessions()) {
            if (session->news().error)
                showError(*session->news().error);
            for (const std::string& remark : session->news().remarks)
                m_messages->tell({.text = QString::fromStdString(remark), .about = &page});
        }
        if (&page == currentPage())
            showStatus();
    });
    connect(&group, &RunGroup::stateChanged, this, [this, &page, told = group.over()]() mutable {
        const bool over = page.group().over();
        if (!std::exchange(told, over) && over && page.group().state() != RunState::Failed)
            tellEnd(page);
        if (&page == currentPage())
            showState();
    });
    connect(&page, &RunPage::runAsked, this, [this](const RunSpec& spec) { openRun(spec, true); });
    connect(&page, &RunPage::comparisonAsked, this,
            [this](const Comparison& comparison) { openComparison(comparison, true); });
    connect(&page, &RunPage::modelFileAsked, this, [this, asking = QPointer(&page)] {
        const QStringList files = m_prompts->chooseFiles(this, tr("Choose a network"));
        if (asking && !files.isEmpty())
            asking->setModel(files.front());
    });
    connect(&page, &RunPage::presetSaved, this, [this](const QString& name) {
        m_start->refresh();
        m_messages->showMessage(
            tr("“%1” is saved among your presets; it is on the start page now.").arg(name));
    });
    connect(&page, &RunPage::failed, this, &MainWindow::showError);
    connect(&page, &RunPage::menuAsked, this, &MainWindow::showMenu);
    connect(&page, &RunPage::branchAsked, this, [this, &page] { branchRun(page); });
    for (const RunSession* session : group.sessions())
        connect(session, &RunSession::obstacleChanged, this,
                [this, &page, session] { tellObstacle(page, *session); });
    if (std::ranges::any_of(group.sessions(), [](const RunSession* session) {
            return session->news().lifecycle.interrupted;
        }))
        tellInterruption(page);
    const bool grown = group.sessions().front()->news().latest.has_value();
    if (wish.again && !grown)
        m_messages->showMessage(tr("Runs from last time are here again; press Run to grow their "
                                   "pictures anew."));
    if (wish.start)
        group.start();
    if (wish.play)
        page.time().play(TimeBar::Direction::Forwards);
}

void MainWindow::tellObstacle(RunPage& page, const RunSession& session)
{
    const auto& obstacle = session.news().obstacle;
    if (!obstacle)
        return m_messages->tell({.text = tr("%1 goes on.").arg(page.plainTitle()), .about = &page});
    QAction* save = nextStep("saveElsewhere", tr("Save run as…"), m_actions->saveRun->toolTip(),
                             [this, &page] { saveRun(page); });
    m_messages->tell(
        {.text =
             tr("%1. The run has been waiting since %2 and goes on by itself.")
                 .arg(QString::fromStdString(obstacle->error.sentence()),
                      QLocale().toString(QDateTime::fromSecsSinceEpoch(
                                             std::chrono::system_clock::to_time_t(obstacle->since))
                                             .time(),
                                         QLocale::ShortFormat)),
         .next = {save},
         .about = &page});
}

void MainWindow::tellEnd(RunPage& page)
{
    QAction* taking = nextStep("export", tr("Export…"), m_actions->exportPictures->toolTip(),
                               [this, &page] { m_exporter->exportEverything(page.group()); });
    QAction* anew = nextStep("anotherSeed", tr("Start anew with another seed"),
                             tr("The same search from other random pictures"),
                             [this, &page] { startWithAnotherSeed(page); });
    QAction* goOn = nextStep("goOn", tr("Go on"), tr("Without the limit that ended it"),
                             [&page] { page.group().start(); });
    m_messages->tell({.text = tr("%1. %2").arg(page.plainTitle(), endText(page.group())),
                      .next = page.group().canGoOn() ? QList<QAction*>{goOn, taking, anew}
                                                     : QList<QAction*>{taking, anew},
                      .about = &page});
}

void MainWindow::startWithAnotherSeed(const RunPage& page)
{
    TabContent content;
    for (const RunSession* session : page.group().sessions()) {
        content.runs.push_back(session->spec());
        ++content.runs.back().settings.seed;
    }
    m_opener->open({.content = content, .start = true});
}

QAction* MainWindow::openFolderStep(const QString& folder)
{
    return nextStep("openFolder", tr("Open folder"), folder,
                    [this, folder] { m_prompts->showFolder(folder); });
}

} // namespace pareidolia
