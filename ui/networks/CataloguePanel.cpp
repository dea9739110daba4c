// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/networks/CataloguePanel.h"

#include "ui/fetching/CatalogueFetch.h"
#include "ui/networks/CatalogueCard.h"
#include "ui/widgets/Headings.h"

#include <QVBoxLayout>
#include <algorithm>
#include <utility>

namespace pareidolia {

namespace {

constexpr int spacing = 16;

} // namespace

CataloguePanel::CataloguePanel(const std::vector<CatalogueEntry>& catalogue,
                               NetworkImporter importer, ModelLibrary library, QWidget* parent)
    : QWidget(parent), m_importer(std::move(importer)), m_library(std::move(library))
{
    setObjectName(QStringLiteral("cataloguePanel"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing);
    layout->addWidget(columnHeading(tr("Catalogue of published networks")));
    for (const CatalogueEntry& entry : catalogue) {
        auto* card = new CatalogueCard(entry);
        m_cards.push_back(card);
        layout->addWidget(card);
        connect(card, &CatalogueCard::downloadAsked, this, [this, card] { begin(card); });
    }
    setVisible(!m_cards.empty());
}

void CataloguePanel::setAtHand(const std::vector<ModelLibrary::Entry>& entries)
{
    for (CatalogueCard* card : m_cards)
        card->setHere(std::ranges::any_of(entries, [card](const ModelLibrary::Entry& entry) {
            return entry.info.name == card->entry().name;
        }));
}

void CataloguePanel::begin(CatalogueCard* card)
{
    auto* fetch = new CatalogueFetch(card->entry(), m_importer, m_library, this);
    card->setBusy(true);
    card->setShare(-1);
    connect(fetch, &CatalogueFetch::told, card, &CatalogueCard::setStep);
    connect(fetch, &CatalogueFetch::progressed, card, &CatalogueCard::setShare);
    connect(card, &CatalogueCard::cancelAsked, fetch, &CatalogueFetch::cancel);
    const auto end = [card, fetch](const QString& words) {
        card->setStep(words);
        card->setBusy(false);
        fetch->deleteLater();
    };
    connect(fetch, &CatalogueFetch::done, this, [this, end](const QString& name) {
        end({});
        Q_EMIT imported(name);
    });
    connect(fetch, &CatalogueFetch::cancelled, this,
            [end] { end(tr("Cancelled; the part that was downloaded is kept.")); });
    connect(fetch, &CatalogueFetch::failed, this, [this, card, end](const Error& error) {
        end({});
        card->setProblem(QString::fromStdString(error.sentence()));
    });
    fetch->download();
}

} // namespace pareidolia
