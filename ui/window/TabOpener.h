// SPDX-License-Identifier: GPL-3.0-or-later
// Makes the tabs. A tab appears at once and says what is being loaded; when its network is loaded,
// the page replaces it. Main thread; nothing blocks.
#pragma once

#include "core/base/Error.h"
#include "ui/window/RunFolder.h"
#include "ui/window/TabContent.h"

#include <QObject>
#include <QStringList>
#include <memory>

class QTabWidget;

namespace pareidolia {

class Classifier;
class Engine;
class Networks;
class RunPage;
class TryPage;

class TabOpener : public QObject
{
    Q_OBJECT

public:
    struct Wish
    {
        TabContent content;
        bool start = false; ///< once it is open
        bool play = false;  ///< from its beginning, once it is open
        bool inFront = true;
        int place = -1;     ///< among the tabs; negative: behind them
        bool again = false; ///< it was open when the program ended

        QStringList pictures;    ///< to try; empty: the content's file, if it has one
        bool tellsStory = false; ///< the first picture's, which needs no network
    };

    /// All outlive the opener.
    TabOpener(std::shared_ptr<Engine> engine, Networks* networks, QTabWidget* tabs,
              QObject* parent = nullptr);

    /// What is open already comes to the front.
    void open(const Wish& wish);

    /// Closes a tab, and opens the same in its place.
    void openAgain(RunPage* page);

    /// Where new runs are saved; until then they are not.
    void setRunFolder(const RunFolder& folder) { m_folder = folder; }

    /// What the pages show, start page aside, in the order of the tabs.
    std::vector<TabContent> contents() const;
    static TabContent contentOf(const RunPage& page);

Q_SIGNALS:
    /// Before it is in a tab.
    void runOpened(RunPage* page, const TabOpener::Wish& wish);
    void tryOpened(TryPage* page, const TabOpener::Wish& wish);

    /// What a person should know of a run that is being opened.
    void remarked(const QString& text);

    /// The tab is gone.
    void failed(const Error& error, const TabOpener::Wish& wish);

private:
    struct Opening;

    TabContent contentAt(int tab) const;
    void loadNext(const std::shared_ptr<Opening>& opening);
    void openNext(const std::shared_ptr<Opening>& opening,
                  std::shared_ptr<const Classifier> network);
    void finishRuns(Opening& opening);
    void finishTry(Opening& opening, std::shared_ptr<const Classifier> network);
    void replace(QWidget* waiting, QWidget* page, const QString& title);
    void giveUp(Opening& opening, const Error& error);

    std::shared_ptr<Engine> m_engine;
    Networks* m_networks;
    QTabWidget* m_tabs;
    RunFolder m_folder;
};

} // namespace pareidolia
