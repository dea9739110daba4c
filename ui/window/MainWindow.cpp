// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/MainWindow.h"

#include "core/run/Engine.h"
#include "ui/exporting/ExportFolder.h"
#include "ui/trying/TryPage.h"
#include "ui/window/Appearance.h"
#include "ui/window/MessageBar.h"
#include "ui/window/PaceSlider.h"
#include "ui/window/RunPage.h"
#include "ui/window/StartPage.h"
#include "ui/window/StatusText.h"

#include <QAbstractButton>
#include <QApplication>
#include <QCloseEvent>
#include <QComboBox>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QSettings>
#include <QStatusBar>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>
#include <utility>

namespace pareidolia {

namespace {

constexpr double watchablePace = 5; ///< generations a second
constexpr int smallPicture = 64;    ///< pixels a side; larger ones are slow enough anyway
constexpr QSize firstSize(1280, 800);

std::optional<double> defaultPace(const ModelInfo& model)
{
    return model.input.width <= smallPicture ? std::optional(watchablePace) : std::nullopt;
}

} // namespace

MainWindow::MainWindow(Networks::Loader loader, int workers, QWidget* parent)
    : QMainWindow(parent),
      m_engine(std::make_shared<Engine>(workers)),
      m_networks(new Networks(std::move(loader), this)),
      m_actions(new Actions(this)),
      m_appearance(new Appearance(this)),
      m_messages(new MessageBar),
      m_tabs(new QTabWidget),
      m_start(new StartPage),
      m_pace(new PaceSlider),
      m_status(new QLabel)
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(tr("Pareidolia"));
    auto* centre = new QWidget;
    auto* layout = new QVBoxLayout(centre);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_messages);
    layout->addWidget(m_tabs, 1);
    setCentralWidget(centre);

    m_tabs->setObjectName(QStringLiteral("tabs"));
    m_tabs->setDocumentMode(true);
    m_tabs->setTabsClosable(true);
    m_tabs->addTab(m_start, tr("Start"));
    m_tabs->tabBar()->setTabButton(0, QTabBar::RightSide, nullptr);
    m_tabs->tabBar()->setTabButton(0, QTabBar::LeftSide, nullptr);
    m_status->setObjectName(QStringLiteral("status"));
    statusBar()->addWidget(m_status, 1);

    makeMenus();
    makeToolBar();
    connectActions();
    connect(m_start, &StartPage::runAsked, this,
            [this](const RunSpec& spec) { openRun(spec, true); });
    connect(m_start, &StartPage::comparisonAsked, this,
            [this](const Comparison& comparison) { openComparison(comparison, true); });
    connect(m_start, &StartPage::filesDropped, this, &MainWindow::openFiles);
    connect(m_start, &StartPage::failed, this, &MainWindow::showError);
    connect(m_tabs, &QTabWidget::currentChanged, this, &MainWindow::showState);
    connect(m_tabs, &QTabWidget::tabCloseRequested, this, &MainWindow::closeTab);
    connect(m_pace, &PaceSlider::paceChanged, this, [this](std::optional<double> pace) {
        if (RunPage* page = currentPage())
            page->group().setPace(pace);
    });
    m_start->fill();
    qApp->installEventFilter(this);

    const QSettings settings;
    resize(firstSize);
    restoreGeometry(settings.value(QStringLiteral("window/geometry")).toByteArray());
    restoreState(settings.value(QStringLiteral("window/state")).toByteArray());
    showState();
}

MainWindow::~MainWindow() = default;

RunPage* MainWindow::pageAt(int tab) const
{
    return qobject_cast<RunPage*>(m_tabs->widget(tab));
}

RunPage* MainWindow::currentPage() const
{
    return pageAt(m_tabs->currentIndex());
}

void MainWindow::showError(const Error& error)
{
    m_messages->showError(error);
}

void MainWindow::openRun(const RunSpec& spec, bool start)
{
    open({spec}, start);
}

void MainWindow::openComparison(const Comparison& comparison, bool start)
{
    open({comparison.a, comparison.b}, start);
}

void MainWindow::openFiles(const QStringList& paths)
{
    for (const QString& path : paths) {
        if (!path.endsWith(QStringLiteral(".pt"), Qt::CaseInsensitive)) {
            openPicture(path);
            continue;
        }
        RunSpec spec;
        spec.name = "map-elites";
        spec.model = path.toStdString();
        spec.encoding = "cppn";
        openRun(spec, false);
    }
}

void MainWindow::openPicture(const QString& path)
{
    const RunPage* page = currentPage();
    const std::string otherwise =
        page ? page->group().sessions().front()->spec().model : "lenet-mnist";
    readPictureFileLater(path).then(
        this, [this, otherwise](const Result<PictureFilePointer>& file) {
            if (!file)
                return showError(file.error());
            tryNetwork((*file)->story ? (*file)->story->model : otherwise, *file);
        });
}

void MainWindow::tryNetwork(const std::string& model,
                            const std::shared_ptr<const PictureFile>& picture)
{
    m_networks->load(model, this, [this, picture](const Networks::Loaded& network) {
        // The story of a picture can be told without its network.
        if (!network && !(picture && picture->story))
            return showError(network.error());
        auto* page = new TryPage(network.value_or(nullptr));
        connect(page, &TryPage::failed, this, &MainWindow::showError);
        connect(page, &TryPage::runAsked, this,
                [this](const RunSpec& spec) { openRun(spec, true); });
        if (picture)
            page->openPicture(picture);
        m_tabs->setCurrentIndex(m_tabs->addTab(page, page->title()));
    });
}

void MainWindow::open(std::vector<RunSpec> specs, bool start, std::vector<RunSession*> sessions)
{
    if (specs.empty()) {
        addPage(std::move(sessions), start);
        return;
    }
    m_status->setText(tr("Loading %1 …").arg(QString::fromStdString(specs.front().model)));
    const std::string model = specs.front().model;
    m_networks->load(model, this,
                     [this, specs = std::move(specs), start,
                      sessions = std::move(sessions)](const Networks::Loaded& network) mutable {
                         const auto giveUp = [&](const Error& error) {
                             qDeleteAll(sessions);
                             showError(error);
                             showState();
                         };
                         if (!network)
                             return giveUp(network.error());
                         auto run = Run::create(specs.front(), *network);
                         if (!run)
                             return giveUp(run.error());
                         sessions.push_back(new RunSession(m_engine, std::move(*run), *network));
                         specs.erase(specs.begin());
                         open(std::move(specs), start, std::move(sessions));
                     });
}

void MainWindow::addPage(std::vector<RunSession*> sessions, bool start)
{
    auto group = std::make_unique<RunGroup>(std::move(sessions));
    group->setPace(defaultPace(group->sessions().front()->model()));
    auto* page = new RunPage(std::move(group));
    page->state().setReducedMotion(m_actions->reduceMotion->isChecked());
    connect(&page->group(), &RunGroup::advanced, this, [this, page] {
        for (RunSession* session : page->group().sessions()) {
            if (session->news().error)
                showError(*session->news().error);
            for (const std::string& remark : session->news().remarks)
                m_messages->showMessage(QString::fromStdString(remark));
        }
        if (page == currentPage())
            showStatus();
    });
    connect(&page->group(), &RunGroup::stateChanged, this, [this, page] {
        if (page == currentPage())
            showState();
    });
    connect(page, &RunPage::runAsked, this, [this](const RunSpec& spec) { openRun(spec, true); });
    connect(page, &RunPage::failed, this, &MainWindow::showError);
    connect(page, &RunPage::menuAsked, this, [this](const QPoint& position) {
        QMenu menu;
        menu.addAction(m_actions->run);
        menu.addAction(m_actions->step);
        menu.addSeparator();
        menu.addAction(m_actions->copyPicture);
        menu.addAction(m_actions->savePictures);
        menu.addAction(m_actions->exportPictures);
        menu.exec(position);
    });
    m_tabs->setCurrentIndex(m_tabs->addTab(page, page->title()));
    if (start)
        page->group().start();
}

void MainWindow::closeTab(int tab)
{
    QWidget* tabPage = m_tabs->widget(tab);
    RunPage* page = pageAt(tab);
    if (tabPage == m_start || (page && !mayClose(*page)))
        return;
    m_tabs->removeTab(tab);
    delete tabPage;
    showState();
}

bool MainWindow::mayClose(RunPage& page)
{
    if (!page.group().hasUnsavedPictures())
        return true;
    switch (m_prompts->askLeaving(this, page.title())) {
    case Prompts::Leaving::Export:
        return exportPictures(page);
    case Prompts::Leaving::Discard:
        return true;
    case Prompts::Leaving::Stay:
        return false;
    }
    return false;
}

bool MainWindow::exportPictures(RunPage& page)
{
    const QString chosen = m_prompts->chooseFolder(this, tr("Export pictures into a folder"));
    if (chosen.isEmpty())
        return false;
    const auto& sessions = page.group().sessions();
    const std::filesystem::path folder = chosen.toStdString();
    QApplication::setOverrideCursor(Qt::WaitCursor);
    Result<void> done;
    for (std::size_t run = 0; done && run < sessions.size(); ++run) {
        const auto target = sessions.size() == 1 ? folder : folder / (run == 0 ? "a" : "b");
        const auto prepared = ExportFolder::prepare(target);
        if (!prepared) {
            done = tl::unexpected(prepared.error());
            break;
        }
        sessions[run]->inspect([&](const Run& seen, double seconds) {
            done = prepared->write(seen, {.seconds = seconds,
                                          .threads = m_engine->workers(),
                                          .ending = sessions[run]->news().ending});
        });
    }
    QApplication::restoreOverrideCursor();
    if (!done) {
        showError(done.error());
        return false;
    }
    for (RunSession* session : sessions)
        session->markSaved();
    m_messages->showMessage(tr("Pictures, contact sheet and curves are in %1").arg(chosen));
    return true;
}

void MainWindow::showState()
{
    const RunPage* page = currentPage();
    const bool over = !page || page->group().over();
    const bool running = page && page->group().state() == RunState::Running;
    m_actions->run->setText(running ? tr("&Pause") : tr("&Run"));
    m_actions->run->setIconText(running ? tr("Pause") : tr("Run"));
    showIcons();
    for (QAction* action :
         {m_actions->run, m_actions->step, m_actions->stop, m_actions->slower, m_actions->faster})
        action->setEnabled(!over);
    m_actions->closeTab->setEnabled(m_tabs->currentIndex() > 0);
    for (QAction* action :
         {m_actions->copyPicture, m_actions->savePictures, m_actions->exportPictures,
          m_actions->filter, m_actions->zoomIn, m_actions->zoomOut, m_actions->aboutExperiment})
        action->setEnabled(page);
    m_pace->setEnabled(!over);
    if (page)
        m_pace->setPace(page->group().pace());
    showStatus();
}

void MainWindow::showStatus()
{
    const RunPage* page = currentPage();
    m_status->setText(page                          ? statusText(page->group())
                      : m_tabs->currentIndex() == 0 ? tr("Choose what to watch")
                                                    : QString());
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
    for (int tab = 0; tab < m_tabs->count(); ++tab)
        if (RunPage* page = pageAt(tab); page && !mayClose(*page)) {
            event->ignore();
            return;
        }
    QSettings settings;
    settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
    settings.setValue(QStringLiteral("window/state"), saveState());
    event->accept();
}

} // namespace pareidolia
