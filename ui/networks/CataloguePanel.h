// SPDX-License-Identifier: GPL-3.0-or-later
// The catalogue of published networks, a card each. Nothing is downloaded before the user asks.
#pragma once

#include "core/models/Catalogue.h"
#include "core/models/ModelLibrary.h"
#include "core/models/NetworkImporter.h"

#include <QWidget>
#include <vector>

namespace pareidolia {

class CatalogueCard;
class CatalogueFetch;

class CataloguePanel : public QWidget
{
    Q_OBJECT

public:
    CataloguePanel(const std::vector<CatalogueEntry>& catalogue, NetworkImporter importer,
                   ModelLibrary library, QWidget* parent = nullptr);

    /// The networks that are at hand.
    void setAtHand(const std::vector<ModelLibrary::Entry>& entries);

Q_SIGNALS:
    void imported(const QString& name);
    void failed(const Error& error);

private:
    void begin(CatalogueCard* card);

    NetworkImporter m_importer;
    ModelLibrary m_library;
    std::vector<CatalogueCard*> m_cards;
};

} // namespace pareidolia
