// SPDX-License-Identifier: GPL-3.0-or-later
// Imports a network: its files, their settings, and the scores of a test picture before it is
// imported.
#pragma once

#include "core/models/Catalogue.h"
#include "core/models/ModelLibrary.h"
#include "core/models/NetworkImporter.h"
#include "ui/exporting/BackgroundJob.h"
#include "ui/networks/Drafter.h"
#include "ui/widgets/Prompts.h"

#include <QPointer>
#include <QStringList>
#include <QTimer>
#include <QWidget>
#include <vector>

class QLabel;
class QPushButton;

namespace pareidolia {

class ImportForm;
class TestPanel;

/// Accepts dropped files: networks, and test pictures. Main thread; nothing blocks.
class ImportPage : public QWidget
{
    Q_OBJECT

public:
    static constexpr int pause = 400; ///< milliseconds without a change before the network is read

    /// `prompts` outlives the page.
    ImportPage(NetworkImporter importer, ModelLibrary library,
               std::vector<CatalogueEntry> catalogue, Prompts* prompts, QWidget* parent = nullptr);

    /// A file that completes the current pair is added to it; others replace it.
    void addFiles(const QStringList& paths);
    const QStringList& files() const { return m_files; }

    void setPrompts(Prompts* prompts) { m_prompts = prompts; }

Q_SIGNALS:
    /// The job of an import, so that the window can show its progress.
    void jobStarted(BackgroundJob* job);
    void imported(const QString& name);
    void failed(const Error& error);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    QLayout* makeFilesRow();
    void showFiles();
    void recogniseWeights();
    void takeChange();
    void draft();
    void takeDraft(const ImportDraftPointer& draft);
    void showProblem(const Error& error);
    void accept();
    void showState();

    ModelLibrary m_library;
    NetworkImporter m_importer;
    std::vector<CatalogueEntry> m_catalogue;
    Prompts* m_prompts;
    Drafter m_drafter;
    QTimer m_quiet; ///< since the last change
    QStringList m_files;
    ImportDraftPointer m_draft; ///< for the current form; null: none yet
    QPointer<BackgroundJob> m_job;
    unsigned m_question = 0;
    bool m_recognising = false;

    QLabel* m_names;
    QLabel* m_known;
    ImportForm* m_form;
    TestPanel* m_test;
    QLabel* m_remarks;
    QLabel* m_problem;
    QPushButton* m_accept;
};

} // namespace pareidolia
