// SPDX-License-Identifier: GPL-3.0-or-later
// The part of MainWindow that ties actions to what they do.
#include "core/base/Version.h"
#include "ui/taking/JobBar.h"
#include "ui/taking/TakeAway.h"
#include "ui/window/Appearance.h"
#include "ui/window/Icons.h"
#include "ui/window/MainWindow.h"
#include "ui/window/MessageBar.h"
#include "ui/window/PaceSlider.h"
#include "ui/window/RunPage.h"

#include <QApplication>
#include <QLabel>
#include <QMenuBar>
#include <QMessageBox>
#include <QSlider>
#include <QStatusBar>
#include <QTabBar>
#include <QTabWidget>
#include <QToolBar>
#include <QVBoxLayout>

namespace pareidolia {

namespace {

constexpr int zoomStep = 16; ///< pixels
constexpr const char* defaultNetwork = "lenet-mnist";

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
    menu(tr("&File"), {a.newRun, a.open, nullptr, a.closeTab, a.quit});
    menu(tr("&Run"), {a.run, a.step, a.stop, nullptr, a.slower, a.faster, nullptr, a.tryNetwork});
    QMenu* view = menu(tr("&View"), {a.filter, nullptr, a.zoomIn, a.zoomOut, nullptr,
                                     a.onlyPictures, a.projector, a.reduceMotion, nullptr});
    QMenu* colours = view->addMenu(tr("&Colours"));
    colours->addActions({a.schemeSystem, a.schemeLight, a.schemeDark});
    menu(tr("&Export"), {a.copyPicture, a.savePictures, nullptr, a.designSheet, a.designCurves,
                         nullptr, a.exportPictures});
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
    bar->addAction(m_actions->designSheet);
    bar->addAction(m_actions->exportPictures);
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
    connect(a.open, &QAction::triggered, this,
            [this] { openFiles(m_prompts->chooseFiles(this, tr("Open models or pictures"))); });
    connect(a.tryNetwork, &QAction::triggered, this, [this] {
        const RunPage* page = currentPage();
        tryNetwork(page ? page->group().sessions().front()->spec().model : defaultNetwork, {});
    });
    onPage(a.copyPicture, [this](RunPage& page) { m_takeAway->copyPicture(page.subject()); });
    onPage(a.savePictures, [this](RunPage& page) { m_takeAway->savePictures(page.subject()); });
    onPage(a.designSheet, [this](RunPage& page) { m_takeAway->designSheet(page.subject()); });
    onPage(a.designCurves, [this](RunPage& page) { m_takeAway->designCurves(page.subject()); });
    connect(a.quit, &QAction::triggered, this, &QWidget::close);
    connect(a.closeTab, &QAction::triggered, this, [this] { closeTab(m_tabs->currentIndex()); });
    onPage(a.exportPictures, [this](RunPage& page) { m_takeAway->exportEverything(page.group()); });
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
    auto* paceSlider = m_pace->findChild<QSlider*>();
    connect(a.slower, &QAction::triggered, paceSlider,
            [paceSlider] { paceSlider->setValue(paceSlider->value() - 1); });
    connect(a.faster, &QAction::triggered, paceSlider,
            [paceSlider] { paceSlider->setValue(paceSlider->value() + 1); });

    connect(a.reduceMotion, &QAction::toggled, this, [this](bool reduced) {
        for (int tab = 0; tab < m_tabs->count(); ++tab)
            if (RunPage* page = pageAt(tab))
                page->state().setReducedMotion(reduced);
    });
    connect(a.onlyPictures, &QAction::toggled, this, [this](bool only) {
        for (QToolBar* bar : findChildren<QToolBar*>())
            bar->setVisible(!only);
        menuBar()->setVisible(!only);
        // A hidden menu bar has no shortcuts: the way back must not be lost.
        if (only)
            addAction(m_actions->onlyPictures);
        statusBar()->setVisible(!only);
        m_tabs->tabBar()->setVisible(!only);
        for (int tab = 0; tab < m_tabs->count(); ++tab)
            if (RunPage* page = pageAt(tab))
                page->showOnlyPictures(only);
    });
    a.projector->setChecked(m_appearance->projector());
    connect(a.projector, &QAction::toggled, m_appearance, &Appearance::setProjector);
    const std::array schemes{a.schemeSystem, a.schemeLight, a.schemeDark};
    schemes.at(static_cast<std::size_t>(m_appearance->scheme()))->setChecked(true);
    for (std::size_t i = 0; i < schemes.size(); ++i)
        connect(schemes[i], &QAction::triggered, this,
                [this, i] { m_appearance->setScheme(static_cast<Appearance::Scheme>(i)); });
    connect(a.shortcuts, &QAction::triggered, this, &MainWindow::listShortcuts);
    connect(a.aboutExperiment, &QAction::triggered, this, &MainWindow::explainExperiment);
    connect(a.about, &QAction::triggered, this, &MainWindow::tellAbout);
}

void MainWindow::connectTakingAway()
{
    connect(m_takeAway, &TakeAway::failed, this, &MainWindow::showError);
    connect(m_takeAway, &TakeAway::told, m_messages, &MessageBar::showMessage);
    connect(m_takeAway, &TakeAway::written, this, [this](const QString& what, const QString& path) {
        m_messages->showMessage(tr("%1: %2").arg(what, path));
    });
    connect(m_takeAway, &TakeAway::jobStarted, this, [this](BackgroundJob* job) {
        auto* layout = qobject_cast<QVBoxLayout*>(centralWidget()->layout());
        layout->insertWidget(layout->indexOf(m_messages) + 1, new JobBar(job, centralWidget()));
    });
}

void MainWindow::listShortcuts()
{
    QString rows;
    for (const QAction* action : m_actions->all())
        rows += QStringLiteral("<tr><td><b>%1</b>&nbsp;&nbsp;</td><td>%2</td></tr>")
                    .arg(action->shortcut().toString(QKeySequence::NativeText).toHtmlEscaped(),
                         action->statusTip().toHtmlEscaped());
    QMessageBox box(QMessageBox::NoIcon, tr("Keyboard shortcuts"),
                    QStringLiteral("<table>%1</table>").arg(rows), QMessageBox::Close, this);
    box.setObjectName(QStringLiteral("shortcutList"));
    box.exec();
}

void MainWindow::explainExperiment()
{
    const RunPage* page = currentPage();
    if (!page)
        return;
    const RunSession& session = *page->group().sessions().front();
    const QString text =
        tr("<p>The network “%1” has learnt to name pictures. Here nobody shows it any: a search "
           "makes "
           "up pictures, asks the network what it sees, and keeps for each of the %2 names the one "
           "picture that the network is surest of. Children of kept pictures differ a little from "
           "their parents; a child that convinces the network more takes the place.</p>"
           "<p>After a while the network is almost certain of pictures that show nothing at all. "
           "It "
           "was only ever asked <i>which</i> of its names fits best, never whether any does.</p>"
           "<p>%3</p>")
            .arg(QString::fromStdString(session.model().name).toHtmlEscaped())
            .arg(session.targets().size())
            .arg(QString::fromStdString(session.spec().summary).toHtmlEscaped());
    QMessageBox box(QMessageBox::NoIcon, tr("About this experiment"), text, QMessageBox::Close,
                    this);
    box.setInformativeText(
        tr("After Nguyen, Yosinski and Clune, Deep Neural Networks are Easily Fooled (2015)."));
    box.exec();
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
