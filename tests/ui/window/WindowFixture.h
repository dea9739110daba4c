// SPDX-License-Identifier: GPL-3.0-or-later
// A window on the network of ten lines, with settings of its own and prepared answers.
#pragma once

#include "tests/support/FakeRun.h"
#include "tests/support/Gestures.h"
#include "tests/support/Stillness.h"
#include "ui/window/MainWindow.h"
#include "ui/window/MessageBar.h"
#include "ui/window/RunPage.h"

#include <QAbstractButton>
#include <QAction>
#include <QSettings>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>
#include <functional>
#include <memory>
#include <utility>

namespace pareidolia {

/// Answers as the test says, and counts the questions.
class PreparedAnswers : public Prompts
{
public:
    struct Script
    {
        QString folder;
        QString newFile;
        QStringList files;
        Leaving leaving = Leaving::Discard;
        int asked = 0;
        std::function<void()> meanwhile; ///< what happens while a question stands, once
        QStringList shownFolders;
        bool remove = true; ///< a network that is to be removed
    };

    explicit PreparedAnswers(std::shared_ptr<Script> script) : m_script(std::move(script)) {}

    QString chooseFolder(QWidget*, const QString&) override
    {
        pass();
        return m_script->folder;
    }
    QStringList chooseFiles(QWidget*, const QString&) override { return m_script->files; }
    QString chooseNewFile(QWidget*, const QString&, const QString&, const QStringList&) override
    {
        return m_script->newFile;
    }
    Leaving askLeaving(QWidget*, const QString&) override
    {
        ++m_script->asked;
        pass();
        return m_script->leaving;
    }
    bool askRemoving(QWidget*, const QString&) override
    {
        ++m_script->asked;
        return m_script->remove;
    }
    void showFolder(const QString& folder) override { m_script->shownFolders.append(folder); }

private:
    void pass()
    {
        if (const auto meanwhile = std::exchange(m_script->meanwhile, {}))
            meanwhile();
    }

    std::shared_ptr<Script> m_script;
};

/// Every preset runs on a fake network with the labels of digits.
inline Networks::Loaded loadFake(const std::string& name)
{
    if (name == "missing")
        return failure("missing", "there is no network with that name", "choose another name");
    auto network = fakeDigits();
    network->mutableInfo().name = name;
    return network;
}

/// Whether its runs pause with no generation under way: after a mere pause, one may still end.
inline bool comesToRest(RunGroup& group)
{
    group.step(); // pauses when the generation that it makes whole has ended
    return QTest::qWaitFor([&] { return group.state() == RunState::Paused; });
}

struct WindowFixture
{
    /// `runFolder`: where runs are written down; empty: they are not.
    explicit WindowFixture(Networks::Loader howToLoad = loadFake, QString runFolder = {})
        : loader(std::move(howToLoad)), runs(std::move(runFolder))
    {
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, settings.path());
        makeWindow();
        window->resize(1280, 800);
        window->show();
        window->activateWindow();
        window->reopenTabs(); // none yet
    }

    void makeWindow()
    {
        window = std::make_unique<MainWindow>(loader, 2);
        window->setPrompts(std::make_unique<PreparedAnswers>(answers));
        window->setRunFolder(RunFolder(runs));
    }

    /// Ends the program without its knowing, and starts it again.
    void crash()
    {
        window.reset();
        makeWindow();
        window->show();
        window->activateWindow();
        window->reopenTabs();
    }

    /// Ends the program and starts it again, as people do.
    bool restart()
    {
        if (!window->close())
            return false;
        makeWindow();
        window->show();
        window->activateWindow();
        window->reopenTabs();
        return true;
    }

    template <typename Widget = QWidget>
    Widget* find(const QByteArray& name) const
    {
        // The one that is seen: every tab has its own.
        for (Widget* widget : window->findChildren<Widget*>(QString::fromLatin1(name)))
            if (widget->isVisible())
                return widget;
        return nullptr;
    }

    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) const
    {
        window->activateWindow(); // a dialog may just have gone, and here is no window manager
        QVERIFY(QTest::qWaitForWindowActive(window.get()));
        QTest::keyClick(window.get(), key, modifiers);
    }

    /// Clicks a card of the start page and waits for its tab; null if that does not come.
    RunPage* openCard(const QByteArray& name) const
    {
        auto* card = find<QAbstractButton>("card-" + name);
        if (!card)
            return nullptr;
        QTest::mouseClick(card, Qt::LeftButton);
        return QTest::qWaitFor([this] { return window->currentPage() != nullptr; })
                   ? window->currentPage()
                   : nullptr;
    }

    QString message() const
    {
        const auto* bar = find<MessageBar>("messageBar");
        return bar ? bar->text() : QString();
    }

    Networks::Loader loader;
    RunFolder runs;
    QTemporaryDir settings;
    std::shared_ptr<PreparedAnswers::Script> answers = std::make_shared<PreparedAnswers::Script>();
    std::unique_ptr<MainWindow> window;
};

/// What test classes on one window have in common.
class WindowTest : public QObject
{
protected:
    RunPage* page() const { return m_fixture->window->currentPage(); }
    RunSession& session() const { return *page()->group().sessions().front(); }
    std::uint32_t generation() const
    {
        return session().news().latest ? session().news().latest->generation : 0;
    }
    QTabWidget* tabs() const { return m_fixture->window->findChild<QTabWidget*>("tabs"); }
    RunPage* openCard(const QByteArray& name) { return m_page = m_fixture->openCard(name); }
    /// By its action: no event may come in between.
    void act(const char* name) const { m_fixture->window->findChild<QAction*>(name)->trigger(); }

    std::unique_ptr<WindowFixture> m_fixture;
    RunPage* m_page = nullptr; ///< what `openCard` opened last
};

} // namespace pareidolia
