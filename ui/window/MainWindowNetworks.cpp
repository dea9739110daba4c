// SPDX-License-Identifier: GPL-3.0-or-later
// The part of MainWindow that opens the networks at hand, and brings new ones.
#include "core/models/Catalogue.h"
#include "ui/networks/ImportPage.h"
#include "ui/networks/NetworksPage.h"
#include "ui/window/MainWindow.h"
#include "ui/window/RunPage.h"

#include <QPointer>
#include <QTabWidget>
#include <algorithm>
#include <utility>

namespace pareidolia {

void MainWindow::setImporter(NetworkImporter importer)
{
    m_importer = std::move(importer);
}

NetworksPage* MainWindow::networksPage() const
{
    return m_tabs->findChild<NetworksPage*>();
}

void MainWindow::showNetworks(const QString& choose)
{
    if (NetworksPage* page = networksPage()) {
        page->refresh(choose);
        m_tabs->setCurrentWidget(page);
        return;
    }
    const auto catalogue = readCatalogue(catalogueFile());
    if (!catalogue)
        showError(catalogue.error());
    auto* page =
        new NetworksPage(m_networks,
                         m_importer.draft ? catalogue.value_or(std::vector<CatalogueEntry>())
                                          : std::vector<CatalogueEntry>(),
                         m_importer, ModelLibrary::standard(), m_prompts.get(),
                         [this](const ModelInfo& model) { return isAtWork(model); });
    connect(page, &NetworksPage::importAsked, m_actions->importNetwork, &QAction::trigger);
    connect(page, &NetworksPage::tryAsked, this,
            [this](const QString& network) { tryNetwork(network.toStdString()); });
    connect(page, &NetworksPage::imported, this, &MainWindow::tellImported);
    connect(page, &NetworksPage::told, this,
            [this](const QString& text) { m_messages->showMessage(text); });
    connect(page, &NetworksPage::failed, this, &MainWindow::showError);
    connect(page, &NetworksPage::jobStarted, this, &MainWindow::showJob);
    m_tabs->setCurrentIndex(m_tabs->addTab(page, tr("Networks")));
    if (!choose.isEmpty())
        page->refresh(choose);
}

void MainWindow::importFiles(const QStringList& paths)
{
    if (!m_importer.draft)
        return showError({"import", tr("this window cannot import networks").toStdString(),
                          tr("use `pareidolia-cli model import`").toStdString()});
    auto* page = m_tabs->findChild<ImportPage*>(); // one at a time
    if (!page) {
        page =
            new ImportPage(m_importer, ModelLibrary::standard(),
                           readCatalogue(catalogueFile()).value_or(std::vector<CatalogueEntry>()),
                           m_prompts.get());
        connectImport(*page);
        m_tabs->addTab(page, tr("Import"));
    }
    m_tabs->setCurrentWidget(page);
    page->addFiles(paths);
}

void MainWindow::connectImport(ImportPage& page)
{
    connect(&page, &ImportPage::jobStarted, this, &MainWindow::showJob);
    connect(&page, &ImportPage::failed, this, &MainWindow::showError);
    connect(&page, &ImportPage::imported, this,
            [this, done = QPointer(&page)](const QString& name) {
                m_networks->forget(name.toStdString());
                m_tabs->removeTab(m_tabs->indexOf(done));
                done->deleteLater();
                done->setParent(nullptr); // another import may begin before it is gone
                showNetworks(name);
                tellImported(name);
            });
}

void MainWindow::tellImported(const QString& network)
{
    m_messages->showMessage(
        tr("“%1” is among your networks now.").arg(network),
        {nextStep("attackImported", tr("Fool it"),
                  tr("Search for pictures that it classifies with high confidence"),
                  [this, network] { attack(network); }),
         nextStep("tryImported", tr("Try it"), tr("See its confidences for pictures"),
                  [this, network] { tryNetwork(network.toStdString()); })});
}

void MainWindow::attack(const QString& network)
{
    openRun(patternsOn(network.toStdString()), false);
}

bool MainWindow::isAtWork(const ModelInfo& model) const
{
    for (int tab = 0; tab < m_tabs->count(); ++tab)
        if (const RunPage* page = pageAt(tab))
            for (const RunSession* session : page->group().sessions())
                if (session->model().sha256 == model.sha256 && session->model().name == model.name)
                    return true;
    return false;
}

} // namespace pareidolia
