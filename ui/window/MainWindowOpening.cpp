// SPDX-License-Identifier: GPL-3.0-or-later
// The part of MainWindow that opens runs, comparisons, and the tabs of the last session.
#include "ui/trying/TryPage.h"
#include "ui/wall/TimeBar.h"
#include "ui/window/Habits.h"
#include "ui/window/MainWindow.h"
#include "ui/window/RecentThings.h"
#include "ui/window/RunPage.h"
#include "ui/window/StartPage.h"
#include "ui/window/Workspace.h"

#include <QMenu>
#include <QPointer>
#include <QSettings>
#include <QTabWidget>
#include <QTimer>
#include <algorithm>

namespace pareidolia {

namespace {

constexpr int lookingAgain = 200; ///< milliseconds

} // namespace

void MainWindow::openRun(const RunSpec& spec, bool start)
{
    m_opener->open({.content = {.runs = {spec}}, .start = start});
}

void MainWindow::openComparison(const Comparison& comparison, bool start)
{
    m_opener->open({.content = {.runs = {comparison.a, comparison.b}}, .start = start});
}

void MainWindow::tryNetwork(const std::string& model)
{
    m_opener->open({.content = {.network = model}});
}

void MainWindow::reopenTabs()
{
    m_goesOn = true;
    if (const QSettings settings; !settings.isWritable())
        m_messages->showMessage(
            tr("Tabs and preferences will not be remembered: %1 cannot be written.")
                .arg(settings.fileName()));
    if (!m_workspace)
        return;
    const Workspace::Tabs ended = m_workspace->adoptEnded(); // forgotten where it is not wanted
    if (!Workspace::isWanted())
        return;
    if (ended.moreToCome)
        QTimer::singleShot(lookingAgain, this, &MainWindow::reopenTabs);
    QStringList wanted;
    for (const std::vector<TabContent>& kept :
         {ended.open.tabs, m_opener->contents(), m_recent->list()})
        for (const TabContent& content : kept)
            wanted += content.files;
    if (!ended.moreToCome)
        m_controller->folder().tidy(wanted);
    if (!ended.open.whole)
        m_messages->showMessage(
            tr("Some of the tabs of the last session could not be read from the settings."));
    const int before = m_tabs->count() - 1;
    for (const TabContent& content : ended.open.tabs)
        m_opener->open({.content = content, .inFront = false, .again = true});
    if (m_tabs->currentWidget() == m_start && ended.front > 0)
        m_tabs->setCurrentIndex(std::min(before + ended.front, m_tabs->count() - 1));
    keepWorkspace();
}

void MainWindow::connectStartPage()
{
    connect(m_start, &StartPage::runAsked, this,
            [this](const RunSpec& spec) { openRun(spec, true); });
    connect(m_start, &StartPage::comparisonAsked, this,
            [this](const Comparison& comparison) { openComparison(comparison, true); });
    connect(m_start, &StartPage::recentAsked, m_files, &FileOpener::openRecent);
    connect(m_start, &StartPage::exampleAsked, m_controller, &RunController::play);
    connect(m_start, &StartPage::filesAsked, m_actions->open, &QAction::trigger);
    connect(m_start, &StartPage::failed, this, &MainWindow::showError);
    connect(m_start, &StartPage::presetRemoved, this, [this](const RunSpec& spec) {
        QAction* undo = nextStep("undoRemoval", tr("Undo"), tr("Restore the preset"), [this, spec] {
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
        connect(action, &QAction::triggered, this,
                [this, content] { m_files->openRecent(content); });
    }
    m_recentMenu->addSeparator();
    QAction* clear = m_recentMenu->addAction(tr("&Clear list"));
    clear->setObjectName(QStringLiteral("clearRecent"));
    clear->setToolTip(tr("Clear the list of what was opened"));
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
        const auto whenInItsTab = [this, page] {
            keepWorkspace();
            if (page == currentPage()) // where Space runs and pauses
                if (auto* wall = page->findChild<QWidget*>(QStringLiteral("wallView")))
                    wall->setFocus();
        };
        QMetaObject::invokeMethod(page, whenInItsTab, Qt::QueuedConnection);
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
    connect(m_opener, &TabOpener::failed, this, &MainWindow::showState);
}

void MainWindow::welcomePage(RunPage& page, const TabOpener::Wish& wish)
{
    RunGroup& group = page.group();
    group.setPace(habitualPace(group.sessions().front()->model()));
    followHabits(page.state());
    page.showOnlyPictures(m_actions->onlyPictures->isChecked());
    connect(&group, &RunGroup::advanced, this, [this, &page] {
        if (&page == currentPage())
            showStatus();
    });
    connect(&group, &RunGroup::stateChanged, this, [this, &page] {
        if (&page == currentPage())
            showState();
    });
    m_controller->watch(page);
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
    const bool grown = group.sessions().front()->news().latest.has_value();
    if (wish.again && !grown)
        m_messages->showMessage(
            tr("The runs of the last session are open again. They were not saved: "
               "press Run to start them over."));
    if (wish.start)
        group.start();
    if (wish.play)
        page.time().play(TimeBar::Direction::Forwards);
}

void MainWindow::setRunFolder(const RunFolder& folder)
{
    m_controller->setFolder(folder);
    m_opener->setRunFolder(folder);
    m_workspace = std::make_unique<Workspace>(
        folder.path().isEmpty() ? QString() : folder.path() + QStringLiteral("/windows"));
}

void MainWindow::keepWorkspace()
{
    if (m_workspace)
        m_workspace->keep(m_opener->contents(), m_tabs->currentIndex());
}

} // namespace pareidolia
