// SPDX-License-Identifier: GPL-3.0-or-later
// The part of MainWindow that exports, and asks before pictures are lost.
#include "ui/exporting/Exporter.h"
#include "ui/exporting/JobBar.h"
#include "ui/networks/ImportPage.h"
#include "ui/networks/NetworksPage.h"
#include "ui/window/MainWindow.h"
#include "ui/window/RunPage.h"

#include <QFileInfo>
#include <QPointer>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

namespace pareidolia {

void MainWindow::setPrompts(std::unique_ptr<Prompts> prompts)
{
    m_exporter->setPrompts(prompts.get());
    if (NetworksPage* page = networksPage())
        page->setPrompts(prompts.get());
    for (ImportPage* page : findChildren<ImportPage*>())
        page->setPrompts(prompts.get());
    m_prompts = std::move(prompts);
}

void MainWindow::connectExporting()
{
    m_exporter->setPrompts(m_prompts.get());
    using Export = void (Exporter::*)(const TakeAwaySubject&);
    const auto onPage = [this](QAction* action, Export act) {
        connect(action, &QAction::triggered, this, [this, act] {
            Exporter& exporter = *m_exporter;
            if (const RunPage* page = currentPage())
                (exporter.*act)(page->subject());
        });
    };
    onPage(m_actions->copyPicture, &Exporter::copyPicture);
    onPage(m_actions->savePictures, &Exporter::savePictures);
    onPage(m_actions->designSheet, &Exporter::designSheet);
    onPage(m_actions->designCurves, &Exporter::designCurves);
    onPage(m_actions->designFamilyTree, &Exporter::designFamilyTree);
    connect(m_actions->exportPictures, &QAction::triggered, this, [this] {
        if (const RunPage* page = currentPage())
            m_exporter->exportEverything(page->group());
    });

    connect(m_exporter, &Exporter::failed, this, [this](const Error& error) {
        m_closesWhenIdle = false; // or nobody would read it
        m_discarded.clear();
        showError(error);
    });
    connect(m_exporter, &Exporter::idle, this, [this] {
        if (m_closesWhenIdle)
            close();
    });
    connect(m_exporter, &Exporter::told, this,
            [this](const QString& text) { m_messages->showMessage(text); });
    connect(m_exporter, &Exporter::written, this, [this](const QString& what, const QString& path) {
        const QFileInfo place(path);
        m_messages->showMessage(
            tr("%1: %2").arg(what, path),
            {m_controller->openFolderStep(place.isDir() ? path : place.absolutePath())});
    });
    connect(m_exporter, &Exporter::jobStarted, this, &MainWindow::showJob);
}

void MainWindow::showJob(BackgroundJob* job)
{
    auto* layout = qobject_cast<QVBoxLayout*>(centralWidget()->layout());
    layout->insertWidget(layout->indexOf(m_messages) + 1, new JobBar(job, centralWidget()));
}

bool MainWindow::mayClose(RunPage& page, std::function<void()> close)
{
    if (!page.group().hasUnsavedPictures() ||
        std::ranges::any_of(m_discarded, [&page](const auto& known) { return known == &page; }))
        return true;
    page.group().pause();        // or there would be new pictures again when the export is done
    const QPointer stays(&page); // an export that goes on may close it during the question
    const Prompts::Leaving leaving = m_prompts->askLeaving(this, page.title());
    if (!stays)
        return true;
    switch (leaving) {
    case Prompts::Leaving::Export:
        m_exporter->exportEverything(page.group(), [this, stays, close = std::move(close)] {
            if (stays && stays->group().state() != RunState::Running)
                m_discarded.emplace_back(
                    stays); // the generation that was under way is not asked about
            close();
        });
        if (!m_exporter->busy()) // nobody named a folder
            m_discarded.clear();
        return false;
    case Prompts::Leaving::Discard:
        m_discarded.emplace_back(&page); // not to be asked again when another tab is exported
        return true;
    case Prompts::Leaving::Stay:
        m_discarded.clear();
        return false;
    }
    return false;
}

} // namespace pareidolia
