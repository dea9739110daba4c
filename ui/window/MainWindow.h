// SPDX-License-Identifier: GPL-3.0-or-later
// The window: runs in tabs, one engine for all of them.
#pragma once

#include "core/run/Comparisons.h"
#include "ui/session/Networks.h"
#include "ui/window/Actions.h"
#include "ui/window/Prompts.h"

#include <QMainWindow>
#include <memory>

class QLabel;
class QTabWidget;

namespace pareidolia {

class Appearance;
class Engine;
class MessageBar;
class PaceSlider;
struct PictureFile;
class RunPage;
class RunSession;
class StartPage;

class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    /// `loader` reads networks, on threads of its own; `workers`: threads that search.
    MainWindow(Networks::Loader loader, int workers, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// Who answers questions; Qt's dialogs unless somebody else is set.
    void setPrompts(std::unique_ptr<Prompts> prompts) { m_prompts = std::move(prompts); }

    /// Opens tabs; they appear when their networks are loaded. Errors go to the message bar.
    void openRun(const RunSpec& spec, bool start);
    void openComparison(const Comparison& comparison, bool start);
    void openFiles(const QStringList& paths);

    /// Opens a tab that shows pictures to a network: this one, if it is not null.
    void tryNetwork(const std::string& model, const std::shared_ptr<const PictureFile>& picture);

    void showError(const Error& error);

    /// The page in front; null on the start page.
    RunPage* currentPage() const;

protected:
    void changeEvent(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void makeMenus();
    void makeToolBar();
    void connectActions();
    void showIcons();
    void open(std::vector<RunSpec> specs, bool start, std::vector<RunSession*> sessions = {});
    void openPicture(const QString& path);
    void addPage(std::vector<RunSession*> sessions, bool start);
    void closeTab(int tab);
    bool mayClose(RunPage& page);
    bool exportPictures(RunPage& page);
    RunPage* pageAt(int tab) const;
    /// What can be done now, and how things stand.
    void showState();
    void showStatus();
    void listShortcuts();
    void explainExperiment();
    void tellAbout();

    std::shared_ptr<Engine> m_engine;
    std::unique_ptr<Prompts> m_prompts = std::make_unique<DialogPrompts>();
    Networks* m_networks;
    Actions* m_actions;
    Appearance* m_appearance;
    MessageBar* m_messages;
    QTabWidget* m_tabs;
    StartPage* m_start;
    PaceSlider* m_pace;
    QLabel* m_status;
};

} // namespace pareidolia
