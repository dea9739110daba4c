// SPDX-License-Identifier: GPL-3.0-or-later
// The window: runs in tabs, one engine for all of them.
#pragma once

#include "core/models/NetworkImporter.h"
#include "core/run/Comparisons.h"
#include "ui/session/Networks.h"
#include "ui/widgets/Prompts.h"
#include "ui/window/Actions.h"
#include "ui/window/FileOpener.h"
#include "ui/window/MessageBar.h"
#include "ui/window/RunController.h"
#include "ui/window/TabOpener.h"

#include <QMainWindow>
#include <QPointer>
#include <functional>
#include <memory>
#include <vector>

class QLabel;
class QMenu;
class QTabWidget;
class QToolButton;

namespace pareidolia {

class Appearance;
class DropVeil;
class Engine;
class BackgroundJob;
class ExperimentPanel;
class ImportPage;
class NetworksPage;
class PaceSlider;
class RecentThings;
class RunPage;
class RunSession;
class StartPage;
class Exporter;
class Workspace;

class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    /// `loader` reads networks, on threads of its own; `workers`: threads that search.
    MainWindow(Networks::Loader loader, int workers, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// Who answers questions; Qt's dialogs unless somebody else is set.
    void setPrompts(std::unique_ptr<Prompts> prompts);

    /// Who imports networks; until then that is off.
    void setImporter(NetworkImporter importer);

    /// Where runs are saved from their beginning; until then they are not.
    void setRunFolder(const RunFolder& folder);

    /// Opens tabs; they appear when their networks are loaded. Errors go to the message bar.
    void openRun(const RunSpec& spec, bool start);
    void openComparison(const Comparison& comparison, bool start);
    void openFiles(const QStringList& paths) { m_files->openFiles(paths); }

    /// Opens a tab that shows pictures to a network.
    void tryNetwork(const std::string& model);

    /// The tab of the networks at hand, and one that imports these files, if any.
    void showNetworks(const QString& choose = {});
    void importFiles(const QStringList& paths);

    /// Opens the tabs of the last session, paused, unless people do not want them.
    void reopenTabs();

    void showError(const Error& error);

    /// Any part of the program may say something here, with what can be done next.
    MessageBar& messages() { return *m_messages; }

    /// The page in front; null on the start page.
    RunPage* currentPage() const;

protected:
    void changeEvent(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void makeMenus();
    void makeToolBar();
    void makePanels();
    void connectActions();
    void connectViewActions();
    void connectStartPage();
    void connectOpener();
    void showIcons();
    void fillExperiments(QMenu& menu);
    void fillRecent();
    void connectTime();
    void keepWorkspace();
    void welcomePage(RunPage& page, const TabOpener::Wish& wish);
    void showMenu(const QPoint& position);
    void pinClass(RunPage& page);
    void showOnlyPictures(bool only);
    void closeTab(int tab);
    void reopenTab(RunPage& page);
    /// Asks if need be; the page may be gone then. `close` is called later if an export comes
    /// first.
    bool mayClose(RunPage& page, std::function<void()> close);
    void connectExporting();
    void connectImport(ImportPage& page);
    NetworksPage* networksPage() const;
    void tellImported(const QString& network);
    void attack(const QString& network);
    bool isAtWork(const ModelInfo& model) const;
    void showJob(BackgroundJob* job);
    RunPage* pageAt(int tab) const;
    /// The network of the run in front, or one to begin with.
    std::string networkInFront() const;
    /// What can be done now, and the status.
    void showState();
    void showStatus();
    void listShortcuts();
    void tellAbout();

    std::shared_ptr<Engine> m_engine;
    NetworkImporter m_importer;
    std::unique_ptr<Prompts> m_prompts = std::make_unique<DialogPrompts>();
    Networks* m_networks;
    Actions* m_actions;
    Appearance* m_appearance;
    RecentThings* m_recent;
    MessageBar* m_messages;
    Exporter* m_exporter;
    QTabWidget* m_tabs;
    StartPage* m_start;
    TabOpener* m_opener;
    RunController* m_controller;
    FileOpener* m_files;
    PaceSlider* m_pace;
    QLabel* m_status;
    ExperimentPanel* m_explanation;
    QToolButton* m_experiment; ///< which one is in front; a list of others
    QLabel* m_network;
    QMenu* m_recentMenu = nullptr;
    bool m_closesWhenIdle = false;
    std::vector<QPointer<RunPage>> m_discarded; ///< while the window is closing
    std::unique_ptr<Workspace> m_workspace;
    bool m_goesOn = false;   ///< it was started to go on from where it was left
    bool m_explains = false; ///< the explanation is only hidden with all else
};

} // namespace pareidolia
