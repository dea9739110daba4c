// SPDX-License-Identifier: GPL-3.0-or-later
// A network of somebody else becomes one of ours: its files, what has to be said about them, and
// what it says of a test picture before anything is kept.
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

/// Takes dropped files: networks, and pictures to test with. Main thread; nothing blocks.
class ImportPage : public QWidget
{
    Q_OBJECT

public:
    static constexpr int pause = 400; ///< milliseconds without a change before the network is asked

    /// `prompts` outlives the page.
    ImportPage(NetworkImporter importer, ModelLibrary library,
               std::vector<CatalogueEntry> catalogue, Prompts* prompts, QWidget* parent = nullptr);

    /// Whether these endings name a network that could be imported; a `.pt` may be a model already.
    static bool isForeign(const QString& path);
    static bool isNetwork(const QString& path);

    /// Whether it is a TorchScript archive without a manifest, so that it wants to be imported.
    /// Reads the file: for another thread.
    static bool isForeignScript(const QString& path);

    /// What completes a pair that is here already joins it; anything else takes its place.
    void addFiles(const QStringList& paths);
    const QStringList& files() const { return m_files; }

    void setPrompts(Prompts* prompts) { m_prompts = prompts; }

Q_SIGNALS:
    /// Progress and cancel belong where everybody sees them.
    void jobStarted(BackgroundJob* job);
    void imported(const QString& name);
    void failed(const Error& error);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    QWidget* makeFilesRow();
    void chooseFiles();
    void showFiles();
    void recogniseWeights();
    void takeChange();
    void draft();
    void takeDraft(const ImportDraftPointer& draft);
    void showProblem(const Error& error);
    void showWaiting(const QString& text);
    void accept();
    void showState();

    ModelLibrary m_library;
    NetworkImporter m_importer;
    std::vector<CatalogueEntry> m_catalogue;
    Prompts* m_prompts;
    Drafter m_drafter;
    QTimer m_quiet; ///< since the last change
    QStringList m_files;
    ImportDraftPointer m_draft; ///< of what the form says; null: there is none yet
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
