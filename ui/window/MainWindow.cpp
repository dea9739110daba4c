// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/MainWindow.h"

#include "core/run/Engine.h"
#include "ui/exporting/Exporter.h"
#include "ui/widgets/Page.h"
#include "ui/window/Appearance.h"
#include "ui/window/DropVeil.h"
#include "ui/window/ElidedLabel.h"
#include "ui/window/ExperimentPanel.h"
#include "ui/window/MessageBar.h"
#include "ui/window/PaceSlider.h"
#include "ui/window/RecentThings.h"
#include "ui/window/RunPage.h"
#include "ui/window/StartPage.h"
#include "ui/window/StatusText.h"
#include "ui/window/Workspace.h"

#include <QAbstractButton>
#include <QApplication>
#include <QCloseEvent>
#include <QComboBox>
#include <QKeyEvent>
#include <QLabel>
#include <QMimeData>
#include <QPointer>
#include <QSettings>
#include <QStatusBar>
#include <QTabBar>
#include <QTabWidget>
#include <QThreadPool>
#include <QToolButton>
#include <QVBoxLayout>
#include <utility>

namespace pareidolia {

namespace {

constexpr QSize firstSize(1280, 800);
constexpr auto defaultNetwork = "lenet-mnist";

} // namespace

MainWindow::MainWindow(Networks::Loader loader, int workers, QWidget* parent)
    : QMainWindow(parent),
      m_engine(std::make_shared<Engine>(workers)),
      m_networks(new Networks(std::move(loader), this)),
      m_actions(new Actions(this)),
      m_appearance(new Appearance(this)),
      m_recent(new RecentThings(this)),
      m_messages(new MessageBar),
      m_exporter(new Exporter(this)),
      m_tabs(new QTabWidget),
      m_start(new StartPage(m_recent)),
      m_opener(new TabOpener(m_engine, m_networks, m_tabs, this)),
      m_controller(new RunController({.window = this,
                                      .opener = m_opener,
                                      .recent = m_recent,
                                      .messages = m_messages,
                                      .actions = m_actions,
                                      .prompts = [this]() -> Prompts& { return *m_prompts; }})),
      m_files(new FileOpener({.opener = m_opener,
                              .recent = m_recent,
                              .messages = m_messages,
                              .actions = m_actions,
                              .network = [this] { return networkInFront(); }},
                             this)),
      m_pace(new PaceSlider),
      m_status(new ElidedLabel),
      m_explanation(new ExperimentPanel(this)),
      m_experiment(new QToolButton),
      m_network(new QLabel)
{
    setObjectName(QStringLiteral("mainWindow"));
    setAcceptDrops(true);
    auto* centre = new QWidget;
    auto* layout = new QVBoxLayout(centre);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_tabs, 1);
    layout->addWidget(m_messages); // below: nothing moves away from under the mouse
    setCentralWidget(centre);

    m_tabs->setObjectName(QStringLiteral("tabs"));
    m_tabs->setDocumentMode(true);
    m_tabs->setTabsClosable(true);
    m_tabs->addTab(m_start, tr("Start"));
    m_tabs->tabBar()->setTabButton(0, QTabBar::RightSide, nullptr);
    m_tabs->tabBar()->setTabButton(0, QTabBar::LeftSide, nullptr);
    m_status->setObjectName(QStringLiteral("status"));
    m_status->setAccessibleDescription(tr("Status"));
    statusBar()->addWidget(m_status, 1);

    makeMenus();
    makeToolBar();
    makePanels();
    connectActions();
    connectViewActions();
    connectStartPage();
    connectOpener();
    connectExporting();
    connect(m_controller, &RunController::failed, this, &MainWindow::showError);
    connect(m_controller, &RunController::saved, this, &MainWindow::keepWorkspace);
    connect(m_controller, &RunController::exportAsked, this,
            [this](RunPage& page) { m_exporter->exportEverything(page.group()); });
    connect(m_controller, &RunController::reopeningAsked, this, &MainWindow::reopenTab);
    connect(m_files, &FileOpener::failed, this, &MainWindow::showError);
    connect(m_files, &FileOpener::importAsked, this, &MainWindow::importFiles);
    connect(m_tabs, &QTabWidget::currentChanged, this, &MainWindow::showState);
    connect(m_tabs, &QTabWidget::tabCloseRequested, this, &MainWindow::closeTab);
    qApp->installEventFilter(this);

    const QSettings settings;
    resize(firstSize);
    restoreGeometry(settings.value(QStringLiteral("window/geometry")).toByteArray());
    restoreState(settings.value(QStringLiteral("window/state")).toByteArray());
    showState();
}

MainWindow::~MainWindow()
{
    // Who sees that this window has ended opens its runs: their files are let go of before.
    delete m_exporter;
    m_tabs->disconnect(this);
    delete m_tabs;
    QThreadPool::globalInstance()->waitForDone(); // a run may be about to be opened
    m_workspace.reset();
}

RunPage* MainWindow::pageAt(int tab) const
{
    return qobject_cast<RunPage*>(m_tabs->widget(tab));
}

RunPage* MainWindow::currentPage() const
{
    return pageAt(m_tabs->currentIndex());
}

std::string MainWindow::networkInFront() const
{
    const RunPage* page = currentPage();
    return page ? page->group().sessions().front()->spec().model : defaultNetwork;
}

void MainWindow::showError(const Error& error)
{
    m_messages->showError(error);
}

void MainWindow::closeTab(int tab)
{
    const QPointer leaving(m_tabs->widget(tab));
    RunPage* page = pageAt(tab);
    const auto goOn = [this, leaving] {
        if (leaving)
            closeTab(m_tabs->indexOf(leaving));
    };
    if (leaving == m_start || (page && !mayClose(*page, goOn)) || !leaving)
        return;
    m_tabs->removeTab(m_tabs->indexOf(leaving));
    delete leaving;
    keepWorkspace();
    showState();
}

void MainWindow::reopenTab(RunPage& page)
{
    const QPointer leaving(&page);
    const auto goOn = [this, leaving] {
        if (leaving)
            reopenTab(*leaving);
    };
    if (mayClose(page, goOn) && leaving)
        m_opener->openAgain(leaving);
}

void MainWindow::showState()
{
    const RunPage* page = currentPage();
    const bool over = !page || page->group().over();
    const bool goesOn = page && over && page->group().canGoOn();
    const bool onlyLooks =
        page && std::ranges::all_of(page->group().sessions(), &RunSession::isForLooking);
    const bool running = page && page->group().state() == RunState::Running;
    m_actions->run->setText(running ? tr("&Pause") : goesOn ? tr("&Go on") : tr("&Run"));
    m_actions->run->setIconText(running ? tr("Pause") : goesOn ? tr("Go on") : tr("Run"));
    showIcons();
    for (QAction* action :
         {m_actions->run, m_actions->step, m_actions->stop, m_actions->slower, m_actions->faster})
        action->setEnabled(!over && !onlyLooks);
    m_actions->run->setEnabled((!over || goesOn) && !onlyLooks);
    m_actions->closeTab->setEnabled(m_tabs->currentIndex() > 0);
    for (QAction* action :
         {m_actions->copyPicture, m_actions->savePictures, m_actions->designSheet,
          m_actions->designCurves, m_actions->designFamilyTree, m_actions->exportPictures,
          m_actions->filter, m_actions->pinClass, m_actions->hideSelected, m_actions->zoomIn,
          m_actions->zoomOut, m_actions->earlier, m_actions->later, m_actions->playForwards,
          m_actions->playBackwards, m_actions->backToNow})
        action->setEnabled(page);
    const RunSession* first = page ? page->group().sessions().front() : nullptr;
    m_actions->saveRun->setEnabled(first && !first->file().isEmpty());
    for (QAction* action : {m_actions->duplicateRun, m_actions->branch})
        action->setEnabled(first && !first->path().isEmpty());
    const std::size_t hidden = page ? page->state().hiddenClasses().size() : 0;
    m_actions->showHidden->setEnabled(hidden > 0);
    m_actions->showHidden->setText(hidden > 0 ? tr("Show hi&dden classes (%1)").arg(hidden)
                                              : tr("Show hi&dden classes"));
    m_pace->setEnabled(!over);
    if (page)
        m_pace->setPace(page->group().pace());
    m_experiment->setText(page ? page->plainTitle() : tr("Experiments"));
    m_network->setText(page ? QString::fromStdString(page->group().sessions().front()->model().name)
                            : QString());
    m_network->setAccessibleName(page ? tr("Network: %1").arg(m_network->text())
                                      : tr("No network"));
    setWindowTitle(page ? page->plainTitle() : tr("Pareidolia"));
    if (!m_explanation->isHidden())
        m_explanation->explain(page ? &page->group() : nullptr);
    showStatus();
}

void MainWindow::showStatus()
{
    QWidget* front = m_tabs->currentWidget();
    const RunPage* page = currentPage();
    const std::size_t hidden = page ? page->state().hiddenClasses().size() : 0;
    m_status->setText(page && hidden > 0
                          ? tr("%1 · %2 hidden").arg(statusText(page->group())).arg(hidden)
                      : page             ? statusText(page->group())
                      : front == m_start ? tr("Choose what to watch")
                                         : m_tabs->tabToolTip(m_tabs->currentIndex()));
    m_status->setAccessibleName(m_status->text().isEmpty() ? tr("Status") : m_status->text());
}

void MainWindow::changeEvent(QEvent* event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showIcons();
}

bool MainWindow::eventFilter(QObject* watched, QEvent* event)
{
    // Space presses a button or opens a list that has the focus; elsewhere it runs and pauses.
    if (event->type() == QEvent::ShortcutOverride &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Space &&
        (qobject_cast<QAbstractButton*>(watched) || qobject_cast<QComboBox*>(watched)))
        event->accept();
    return QMainWindow::eventFilter(watched, event);
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    m_closesWhenIdle = false;
    std::vector<QPointer<RunPage>> pages; // a question may outlast a tab
    for (int tab = 0; tab < m_tabs->count(); ++tab)
        pages.emplace_back(pageAt(tab));
    for (const auto& page : pages)
        if (page && !mayClose(*page, [this] { close(); })) {
            event->ignore();
            return;
        }
    if (m_exporter->busy()) {
        // What is being written is worth the wait; who does not think so cancels it.
        m_messages->showMessage(tr("The window closes when the files are written."));
        m_closesWhenIdle = true;
        event->ignore();
        return;
    }
    m_actions->onlyPictures->setChecked(false); // what is hidden now is wanted at the next start
    QSettings settings;
    settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
    settings.setValue(QStringLiteral("window/state"), saveState());
    keepWorkspace();
    if (m_workspace)
        m_workspace->close(m_goesOn);
    event->accept();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    // A picture that leaves this window is not brought back by accident.
    if (!event->source() && !localFiles(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    event->acceptProposedAction();
    openFiles(localFiles(*event->mimeData()));
}

void MainWindow::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && !m_messages->isEmpty())
        m_messages->dismiss();
    else
        QMainWindow::keyPressEvent(event);
}

} // namespace pareidolia
