// SPDX-License-Identifier: GPL-3.0-or-later
// The part of MainWindow that ties actions to what they do.
#include "core/base/Version.h"
#include "ui/wall/TimeBar.h"
#include "ui/widgets/Icons.h"
#include "ui/window/Appearance.h"
#include "ui/window/DropVeil.h"
#include "ui/window/ExperimentPanel.h"
#include "ui/window/Habits.h"
#include "ui/window/MainWindow.h"
#include "ui/window/MessageBar.h"
#include "ui/window/PaceSlider.h"
#include "ui/window/RunPage.h"
#include "ui/window/ShortcutList.h"
#include "ui/window/Workspace.h"

#include <QApplication>
#include <QLabel>
#include <QMenuBar>
#include <QMessageBox>
#include <QStatusBar>
#include <QTabBar>
#include <QTabWidget>
#include <QToolBar>
#include <QToolButton>
#include <algorithm>

namespace pareidolia {

namespace {

constexpr int zoomStep = 16; ///< pixels

} // namespace

void MainWindow::makeMenus()
{
    const auto menu = [this](const QString& title, const QList<QAction*>& actions) {
        QMenu* made = menuBar()->addMenu(title);
        made->setToolTipsVisible(true);
        for (QAction* action : actions)
            if (action)
                made->addAction(action);
            else
                made->addSeparator();
        return made;
    };
    Actions& a = *m_actions;
    QMenu* file =
        menu(tr("&File"), {a.newRun, a.open, a.saveRun, a.duplicateRun, a.reopenTabs, nullptr,
                           a.importNetwork, a.networks, nullptr, a.closeTab, a.quit});
    m_recentMenu = new QMenu(tr("Open recen&t"), file);
    m_recentMenu->setObjectName(QStringLiteral("recentMenu"));
    m_recentMenu->setToolTipsVisible(true);
    file->insertMenu(a.reopenTabs, m_recentMenu);
    menu(tr("&Run"), {a.run, a.step, a.stop, nullptr, a.slower, a.faster, nullptr, a.tryNetwork});
    menu(tr("&Time"), {a.earlier, a.later, nullptr, a.playForwards, a.playBackwards, nullptr,
                       a.backToNow, nullptr, a.branch});
    QMenu* view = menu(tr("&View"),
                       {a.filter, a.pinClass, a.hideSelected, a.showHidden, nullptr, a.zoomIn,
                        a.zoomOut, nullptr, a.onlyPictures, a.projector, a.reduceMotion, nullptr});
    QMenu* colours = view->addMenu(tr("&Colours"));
    colours->addActions({a.schemeSystem, a.schemeLight, a.schemeDark});
    menu(tr("&Export"), {a.copyPicture, a.savePictures, nullptr, a.designSheet, a.designCurves,
                         a.designFamilyTree, nullptr, a.exportPictures});
    menu(tr("&Help"), {a.aboutExperiment, a.shortcuts, nullptr, a.about});
}

void MainWindow::makeToolBar()
{
    QToolBar* bar = addToolBar(tr("Run"));
    bar->setObjectName(QStringLiteral("runBar"));
    bar->setMovable(false);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->setIconSize({16, 16});
    showIcons();
    bar->addActions({m_actions->run, m_actions->step, m_actions->stop});
    bar->addWidget(m_pace);
    bar->addSeparator();
    m_experiment->setObjectName(QStringLiteral("experiment"));
    m_experiment->setAccessibleName(tr("Experiment"));
    m_experiment->setToolTip(tr("The experiment that is shown; press to choose another one"));
    m_experiment->setPopupMode(QToolButton::InstantPopup);
    m_experiment->setToolButtonStyle(Qt::ToolButtonTextOnly);
    auto* experiments = new QMenu(m_experiment);
    experiments->setObjectName(QStringLiteral("experimentsMenu"));
    connect(experiments, &QMenu::aboutToShow, this,
            [this, experiments] { fillExperiments(*experiments); });
    m_experiment->setMenu(experiments);
    bar->addWidget(m_experiment);
    m_network->setObjectName(QStringLiteral("networkName"));
    m_network->setToolTip(tr("The network that is searched against"));
    m_network->setTextFormat(Qt::PlainText); // names come from files
    m_network->setContentsMargins(8, 0, 8, 0);
    bar->addWidget(m_network);
    bar->addSeparator();
    bar->addAction(m_actions->designSheet);
    bar->addAction(m_actions->exportPictures);
}

void MainWindow::makePanels()
{
    addDockWidget(Qt::RightDockWidgetArea, m_explanation);
    m_explanation->hide();
    connect(m_explanation, &QDockWidget::visibilityChanged, this, [this] {
        const RunPage* page = currentPage();
        if (!m_explanation->isHidden())
            m_explanation->explain(page ? &page->group() : nullptr);
        m_actions->aboutExperiment->setChecked(!m_explanation->isHidden());
    });
    new DropVeil(centralWidget());
}

void MainWindow::showIcons()
{
    const RunPage* page = currentPage();
    const bool running = page && page->group().state() == RunState::Running;
    m_actions->run->setIcon(iconOf(running ? Symbol::Pause : Symbol::Play, palette()));
    m_actions->step->setIcon(iconOf(Symbol::Step, palette()));
    m_actions->stop->setIcon(iconOf(Symbol::Stop, palette()));
    m_actions->designSheet->setIcon(iconOf(Symbol::Sheet, palette()));
    m_actions->exportPictures->setIcon(iconOf(Symbol::Save, palette()));
    m_actions->newRun->setIcon(iconOf(Symbol::New, palette()));
    m_actions->open->setIcon(iconOf(Symbol::Open, palette()));
    m_actions->copyPicture->setIcon(iconOf(Symbol::Copy, palette()));
    m_actions->closeTab->setIcon(iconOf(Symbol::Close, palette()));
    m_actions->tryNetwork->setIcon(iconOf(Symbol::Draw, palette()));
    m_actions->filter->setIcon(iconOf(Symbol::Find, palette()));
    m_actions->zoomIn->setIcon(iconOf(Symbol::ZoomIn, palette()));
    m_actions->zoomOut->setIcon(iconOf(Symbol::ZoomOut, palette()));
    m_actions->shortcuts->setIcon(iconOf(Symbol::Help, palette()));
}

void MainWindow::connectActions()
{
    const auto onPage = [this](QAction* action, auto act) {
        connect(action, &QAction::triggered, this, [this, act] {
            if (RunPage* page = currentPage())
                act(*page);
            showState();
        });
    };
    Actions& a = *m_actions;
    connect(a.newRun, &QAction::triggered, this, [this] { m_tabs->setCurrentIndex(0); });
    connect(a.open, &QAction::triggered, this, [this] {
        openFiles(m_prompts->chooseFiles(this, tr("Open runs, networks or pictures")));
    });
    connect(a.tryNetwork, &QAction::triggered, this, [this] { tryNetwork(networkInFront()); });
    connect(a.importNetwork, &QAction::triggered, this, [this] {
        importFiles(m_prompts->chooseFiles(this, tr("Choose the files of one network")));
    });
    connect(a.networks, &QAction::triggered, this, [this] { showNetworks(); });
    connect(a.quit, &QAction::triggered, this, &QWidget::close);
    connect(a.closeTab, &QAction::triggered, this, [this] { closeTab(m_tabs->currentIndex()); });
    onPage(a.saveRun, [this](RunPage& page) { m_controller->save(page); });
    onPage(a.duplicateRun, [this](RunPage& page) { m_controller->duplicate(page); });
    onPage(a.run, [](RunPage& page) { page.group().toggle(); });
    onPage(a.step, [](RunPage& page) { page.group().step(); });
    onPage(a.stop, [](RunPage& page) { page.group().stop(); });
    onPage(a.filter, [](RunPage& page) { page.focusFilter(); });
    onPage(a.zoomIn, [](RunPage& page) {
        page.state().setPictureSide(page.state().pictureSide() + zoomStep);
    });
    onPage(a.zoomOut, [](RunPage& page) {
        page.state().setPictureSide(page.state().pictureSide() - zoomStep);
    });
    onPage(a.hideSelected, [](RunPage& page) { page.hideChosen(); });
    onPage(a.showHidden, [](RunPage& page) { page.showHidden(); });
    onPage(a.pinClass, [this](RunPage& page) { pinClass(page); });
    connect(a.slower, &QAction::triggered, m_pace, &PaceSlider::slower);
    connect(a.faster, &QAction::triggered, m_pace, &PaceSlider::faster);
    connect(m_pace, &PaceSlider::paceChanged, this, [this](const Pace& pace) {
        if (RunPage* page = currentPage()) {
            page->group().setPace(pace);
            keepPace(page->group().sessions().front()->model(), pace);
        }
    });
    connectTime();
    connect(a.shortcuts, &QAction::triggered, this, &MainWindow::listShortcuts);
    connect(a.about, &QAction::triggered, this, &MainWindow::tellAbout);
}

void MainWindow::connectTime()
{
    const auto onBar = [this](QAction* action, auto act) {
        connect(action, &QAction::triggered, this, [this, act] {
            if (const RunPage* page = currentPage())
                act(page->time());
        });
    };
    onBar(m_actions->earlier, [](TimeBar& bar) { bar.earlier(); });
    onBar(m_actions->later, [](TimeBar& bar) { bar.later(); });
    onBar(m_actions->playForwards, [](TimeBar& bar) { bar.play(TimeBar::Direction::Forwards); });
    onBar(m_actions->playBackwards, [](TimeBar& bar) { bar.play(TimeBar::Direction::Backwards); });
    onBar(m_actions->backToNow, [](TimeBar& bar) { bar.toNow(); });
    connect(m_actions->branch, &QAction::triggered, this, [this] {
        if (const RunPage* page = currentPage())
            m_controller->branch(*page);
    });
}

void MainWindow::connectViewActions()
{
    Actions& a = *m_actions;
    a.reopenTabs->setChecked(Workspace::isWanted());
    connect(a.reopenTabs, &QAction::toggled, this, &Workspace::setWanted);
    a.reduceMotion->setChecked(motionIsReduced());
    connect(a.reduceMotion, &QAction::toggled, this, [this](bool reduced) {
        keepReducedMotion(reduced);
        for (int tab = 0; tab < m_tabs->count(); ++tab)
            if (RunPage* page = pageAt(tab))
                page->state().setReducedMotion(reduced);
    });
    connect(a.onlyPictures, &QAction::toggled, this, &MainWindow::showOnlyPictures);
    connect(a.aboutExperiment, &QAction::triggered, m_explanation, &QWidget::setVisible);
    a.projector->setChecked(m_appearance->projector());
    connect(a.projector, &QAction::toggled, m_appearance, &Appearance::setProjector);
    const std::array schemes{a.schemeSystem, a.schemeLight, a.schemeDark};
    schemes.at(static_cast<std::size_t>(m_appearance->scheme()))->setChecked(true);
    for (std::size_t i = 0; i < schemes.size(); ++i)
        connect(schemes[i], &QAction::triggered, this,
                [this, i] { m_appearance->setScheme(static_cast<Appearance::Scheme>(i)); });
}

void MainWindow::showOnlyPictures(bool only)
{
    for (QToolBar* bar : findChildren<QToolBar*>())
        bar->setVisible(!only);
    menuBar()->setVisible(!only);
    // A hidden menu bar has no shortcuts: the way back must not be lost.
    if (only) {
        addAction(m_actions->onlyPictures);
        m_explains = !m_explanation->isHidden();
    }
    m_explanation->setVisible(!only && m_explains);
    statusBar()->setVisible(!only);
    m_tabs->tabBar()->setVisible(!only);
    for (int tab = 0; tab < m_tabs->count(); ++tab)
        if (RunPage* page = pageAt(tab))
            page->showOnlyPictures(only);
}

void MainWindow::pinClass(RunPage& page)
{
    const auto current = page.state().currentClass();
    if (!current)
        return;
    std::vector<std::size_t> chosen = page.state().selectedClasses();
    if (std::erase(chosen, *current) == 0)
        chosen.push_back(*current);
    std::ranges::sort(chosen);
    page.state().setSelectedClasses(std::move(chosen));
}

void MainWindow::showMenu(const QPoint& position)
{
    Actions& a = *m_actions;
    QMenu menu;
    menu.setToolTipsVisible(true);
    menu.addActions({a.run, a.step});
    menu.addSeparator();
    menu.addActions({a.pinClass, a.hideSelected, a.showHidden, a.filter, a.zoomIn, a.zoomOut});
    menu.addSeparator();
    menu.addActions({a.copyPicture, a.savePictures, a.designSheet, a.exportPictures});
    menu.exec(position);
}

void MainWindow::listShortcuts()
{
    auto* list = findChild<ShortcutList*>();
    if (!list)
        list = new ShortcutList(*menuBar(), this);
    list->show();
    list->raise();
    list->activateWindow();
}

void MainWindow::tellAbout()
{
    QMessageBox::about(
        this, tr("About Pareidolia"),
        tr("<h3>Pareidolia %1</h3><p>Watch neural networks see things that are not there.</p>"
           "<p>Free software under the GNU General Public License, version 3 or later.</p>")
            .arg(QString::fromStdString(programVersion())));
}

} // namespace pareidolia
