// SPDX-License-Identifier: GPL-3.0-or-later
// The networks at hand and the catalogue.
#pragma once

#include "core/models/Catalogue.h"
#include "core/models/ModelLibrary.h"
#include "core/models/NetworkImporter.h"
#include "ui/exporting/BackgroundJob.h"
#include "ui/session/Networks.h"
#include "ui/widgets/Prompts.h"

#include <QPointer>
#include <QWidget>
#include <functional>

class QLabel;

namespace pareidolia {

class CataloguePanel;
class NetworkDetails;
class NetworkTable;

/// Main thread; files are read on others.
class NetworksPage : public QWidget
{
    Q_OBJECT

public:
    /// Whether a network is in use, so that it must not be removed.
    using InUse = std::function<bool(const ModelInfo& model)>;

    /// `networks` and `prompts` outlive the page.
    NetworksPage(Networks* networks, const std::vector<CatalogueEntry>& catalogue,
                 NetworkImporter importer, ModelLibrary library, Prompts* prompts, InUse inUse,
                 QWidget* parent = nullptr);

    /// Reads the library again; `choose`: the network to select, if there is one with that name.
    void refresh(const QString& choose = {});

    void setPrompts(Prompts* prompts) { m_prompts = prompts; }

Q_SIGNALS:
    void importAsked();
    void tryAsked(const QString& network);
    void imported(const QString& network);
    void told(const QString& text);
    void failed(const Error& error);
    void jobStarted(BackgroundJob* job);

private:
    QWidget* makeList(CataloguePanel* catalogue);
    void takeSurvey(const ModelLibrary::Survey& survey, const QString& choose);
    void evaluateChosen();
    void evaluateOn(const QString& folder, const QString& name,
                    const std::shared_ptr<const Classifier>& network);
    void renameChosen(const QString& newName);
    void removeChosen();
    void change(std::function<Result<void>()> act, const QString& name, const QString& choose,
                const QString& said);
    bool mayChange(const ModelInfo& model);

    Networks* m_networks;
    ModelLibrary m_library;
    Prompts* m_prompts;
    InUse m_inUse;
    NetworkTable* m_table;
    NetworkDetails* m_details;
    CataloguePanel* m_catalogue;
    QLabel* m_problems;
    QPointer<BackgroundJob> m_job;
    unsigned m_question = 0;
};

} // namespace pareidolia
