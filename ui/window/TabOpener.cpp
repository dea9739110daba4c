// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/TabOpener.h"

#include "core/base/Log.h"
#include "core/run/Engine.h"
#include "ui/session/Networks.h"
#include "ui/session/RunGroup.h"
#include "ui/session/WhenDone.h"
#include "ui/trying/TryPage.h"
#include "ui/window/RunPage.h"

#include <QFile>
#include <QFileInfo>
#include <QLabel>
#include <QProgressBar>
#include <QTabWidget>
#include <QVBoxLayout>
#include <QVariant>
#include <QtConcurrent>
#include <algorithm>
#include <utility>

namespace pareidolia {

namespace {

// Of a TryPage: how it can be opened again.
constexpr auto networkProperty = "network";
constexpr auto fileProperty = "file";

/// Two files that are not there are the same only by name.
bool isSameFile(const QString& a, const QString& b)
{
    const QFileInfo one(a), other(b);
    return one.absoluteFilePath() == other.absoluteFilePath() ||
           (one.exists() && other.exists() && one.canonicalFilePath() == other.canonicalFilePath());
}

/// The content of a tab until its network is loaded. Closing it cancels.
struct LoadingPage : QWidget
{
    explicit LoadingPage(const TabContent& whatIsLoaded)
        : content(whatIsLoaded),
          text(TabOpener::tr("Loading %1 …").arg(QString::fromStdString(content.model())))
    {
        setObjectName(QStringLiteral("loadingPage"));
        setAccessibleName(text);
        auto* label = new QLabel(text);
        label->setTextFormat(Qt::PlainText); // names come from files
        auto* busy = new QProgressBar;
        busy->setRange(0, 0);
        busy->setTextVisible(false);
        busy->setMaximumWidth(240);
        busy->setAccessibleName(text);
        auto* layout = new QVBoxLayout(this);
        layout->addStretch();
        layout->addWidget(label, 0, Qt::AlignHCenter);
        layout->addWidget(busy, 0, Qt::AlignHCenter);
        layout->addStretch();
    }

    const TabContent content;
    const QString text;
};

} // namespace

/// A tab on its way. Sessions are children of the waiting page: closed with it, they are gone.
struct TabOpener::Opening
{
    Wish wish;
    LoadingPage* waiting = nullptr;
    std::vector<RunSession*> sessions;

    /// Of the next run, if it has one already; else empty.
    QString fileOfNext() const
    {
        const QString file = wish.content.files.value(static_cast<int>(sessions.size()));
        return QFile::exists(file) ? file : QString();
    }
};

TabOpener::TabOpener(std::shared_ptr<Engine> engine, Networks* networks, QTabWidget* tabs,
                     QObject* parent)
    : QObject(parent), m_engine(std::move(engine)), m_networks(networks), m_tabs(tabs)
{}

void TabOpener::open(const Wish& wish)
{
    const auto isHere = [&](const QString& file) {
        return std::ranges::any_of(wish.content.files, [&](const QString& wanted) {
            return !wanted.isEmpty() && isSameFile(wanted, file);
        });
    };
    for (int tab = 0; tab < m_tabs->count(); ++tab)
        if (std::ranges::any_of(contentAt(tab).files, isHere))
            return m_tabs->setCurrentIndex(tab);
    auto opening = std::make_shared<Opening>(Opening{.wish = wish});
    opening->waiting = new LoadingPage(wish.content);
    const int tab = m_tabs->insertTab(wish.place, opening->waiting, wish.content.title());
    m_tabs->setTabToolTip(tab, opening->waiting->text);
    if (wish.inFront)
        m_tabs->setCurrentIndex(tab);
    loadNext(opening);
}

void TabOpener::openAgain(RunPage* page)
{
    const int tab = m_tabs->indexOf(page);
    const Wish wish{
        .content = contentOf(*page), .inFront = m_tabs->currentIndex() == tab, .place = tab};
    for (const QString& file : wish.content.files)
        if (!file.isEmpty() && !QFileInfo::exists(file)) // else a new run would take its place
            return Q_EMIT failed({file.toStdString(), "it was moved or deleted",
                                  "open the run from where it is now"},
                                 wish);
    delete page; // its files are let go of
    open(wish);
}

void TabOpener::loadNext(const std::shared_ptr<Opening>& opening)
{
    const TabContent& content = opening->wish.content;
    const std::size_t place = opening->sessions.size();
    const std::string model = content.runs.empty() ? content.network : content.runs.at(place).model;
    m_networks->load(model, opening->waiting, [this, opening](const Networks::Loaded& network) {
        const bool looksOn = opening->wish.tellsStory || !opening->fileOfNext().isEmpty();
        if (!network && !looksOn)
            return giveUp(*opening, network.error());
        if (opening->wish.content.runs.empty())
            return finishTry(*opening, network.value_or(nullptr));
        openNext(opening, network.value_or(nullptr));
    });
}

void TabOpener::openNext(const std::shared_ptr<Opening>& opening,
                         std::shared_ptr<const Classifier> network)
{
    const auto& runs = opening->wish.content.runs;
    const RunSpec& spec = runs.at(opening->sessions.size());
    const QString file = opening->fileOfNext();
    const auto prepare = [spec, file, network, fresh = m_folder.newFile()] {
        return std::make_shared<Result<RecordedRun>>(file.isEmpty() ? beginRun(spec, network, fresh)
                                                                    : reopenRun(file, network));
    };
    whenDone(QtConcurrent::run(prepare), opening->waiting, [this, opening](const auto& prepared) {
        if (!*prepared)
            return giveUp(*opening, prepared->error());
        RecordedRun& run = **prepared;
        const auto viewed = run.run->sharedClassifier();
        if (!run.remark.isEmpty())
            Q_EMIT remarked(run.remark);
        opening->sessions.push_back(new RunSession(m_engine, std::move(run.run), viewed,
                                                   opening->waiting, std::move(run.recording)));
        if (opening->sessions.size() < opening->wish.content.runs.size())
            return loadNext(opening);
        finishRuns(*opening);
    });
}

void TabOpener::finishRuns(Opening& opening)
{
    for (const RunSession* session : opening.sessions)
        diagnostics::log("runs", "opened " + session->path().toStdString() + ' ' +
                                     std::string(wordOf(session->state())));
    auto* page = new RunPage(std::make_unique<RunGroup>(std::move(opening.sessions)));
    Q_EMIT runOpened(page, opening.wish);
    replace(opening.waiting, page, page->title());
}

void TabOpener::finishTry(Opening& opening, std::shared_ptr<const Classifier> network)
{
    const TabContent& content = opening.wish.content;
    auto* page = new TryPage(std::move(network));
    page->setProperty(networkProperty, QString::fromStdString(content.network));
    page->setProperty(fileProperty, content.file);
    Q_EMIT tryOpened(page, opening.wish);
    QStringList pictures = opening.wish.pictures;
    if (pictures.isEmpty() && !content.file.isEmpty())
        pictures.append(content.file);
    if (!pictures.isEmpty())
        page->openPictures(pictures);
    replace(opening.waiting, page, page->title());
}

void TabOpener::replace(QWidget* waiting, QWidget* page, const QString& title)
{
    const bool isInFront = m_tabs->currentWidget() == waiting;
    const int tab = m_tabs->indexOf(waiting);
    m_tabs->insertTab(tab, page, title);
    if (isInFront)
        m_tabs->setCurrentIndex(tab);
    m_tabs->removeTab(m_tabs->indexOf(waiting));
    waiting->deleteLater();
}

void TabOpener::giveUp(Opening& opening, const Error& error)
{
    diagnostics::log("runs", error.sentence());
    m_tabs->removeTab(m_tabs->indexOf(opening.waiting));
    opening.waiting->deleteLater();
    Q_EMIT failed(error, opening.wish);
}

TabContent TabOpener::contentOf(const RunPage& page)
{
    TabContent content;
    for (const RunSession* session : page.group().sessions()) {
        content.runs.push_back(session->spec());
        content.files.append(session->path());
    }
    return content;
}

TabContent TabOpener::contentAt(int tab) const
{
    QWidget* page = m_tabs->widget(tab);
    if (const auto* waiting = dynamic_cast<LoadingPage*>(page))
        return waiting->content;
    if (const auto* runs = qobject_cast<RunPage*>(page))
        return contentOf(*runs);
    if (qobject_cast<TryPage*>(page))
        return {.network = page->property(networkProperty).toString().toStdString(),
                .file = page->property(fileProperty).toString()};
    return {};
}

std::vector<TabContent> TabOpener::contents() const
{
    std::vector<TabContent> found;
    for (int tab = 0; tab < m_tabs->count(); ++tab)
        if (TabContent content = contentAt(tab); content != TabContent())
            found.push_back(std::move(content));
    return found;
}

} // namespace pareidolia
