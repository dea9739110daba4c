// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/networks/NetworksPage.h"

#include "core/analysis/Evaluation.h"
#include "core/base/ReturnError.h"
#include "core/models/LabelledFolder.h"
#include "ui/drawing/Theme.h"
#include "ui/networks/CataloguePanel.h"
#include "ui/networks/NetworkDetails.h"
#include "ui/networks/NetworkTable.h"
#include "ui/session/WhenDone.h"
#include "ui/widgets/Page.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>
#include <QtConcurrent>
#include <algorithm>
#include <memory>
#include <thread>
#include <utility>

namespace pareidolia {

namespace {

constexpr int spacing = 16;
constexpr int leastTableHeight = 160;
constexpr double readingShare = 0.3; ///< of the time that an evaluation takes, roughly

QScrollArea* scrolledDown(QWidget* content)
{
    QScrollArea* area = scrolled(content);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    return area;
}

/// A part of the whole, as progress of the whole.
Progress partOf(const Progress& whole, double from, double to)
{
    return {.tell =
                [whole, from, to](double share) {
                    if (whole.tell)
                        whole.tell(from + share * (to - from));
                },
            .stop = whole.stop};
}

} // namespace

NetworksPage::NetworksPage(Networks* networks, const std::vector<CatalogueEntry>& catalogue,
                           NetworkImporter importer, ModelLibrary library, Prompts* prompts,
                           InUse inUse, QWidget* parent)
    : QWidget(parent),
      m_networks(networks),
      m_library(std::move(library)),
      m_prompts(prompts),
      m_inUse(std::move(inUse)),
      m_table(new NetworkTable),
      m_details(new NetworkDetails),
      m_catalogue(new CataloguePanel(catalogue, std::move(importer), m_library)),
      m_problems(quietText())
{
    setObjectName(QStringLiteral("networksPage"));
    auto* columns = new QHBoxLayout(this);
    columns->setContentsMargins(2 * spacing, spacing, spacing, spacing);
    columns->setSpacing(2 * spacing);
    columns->addWidget(scrolledDown(makeList(m_catalogue)), 5);
    auto* details = new QWidget;
    QVBoxLayout* room = columnIn(details, 0);
    room->setContentsMargins(0, 0, spacing, 0);
    room->addWidget(m_details);
    columns->addWidget(scrolledDown(details), 4);

    connect(m_table, &NetworkTable::chosenChanged, this,
            [this] { m_details->setEntry(m_table->chosen()); });
    connect(m_table, &QTreeWidget::itemActivated, m_details, &NetworkDetails::tryAsked);
    connect(m_details, &NetworkDetails::tryAsked, this, [this] {
        if (const auto* entry = m_table->chosen())
            Q_EMIT tryAsked(QString::fromStdString(entry->info.name));
    });
    connect(m_details, &NetworkDetails::evaluateAsked, this, &NetworksPage::evaluateChosen);
    connect(m_details, &NetworkDetails::renameAsked, this, &NetworksPage::renameChosen);
    connect(m_details, &NetworkDetails::removeAsked, this, &NetworksPage::removeChosen);
    connect(m_catalogue, &CataloguePanel::imported, this, [this](const QString& name) {
        m_networks->forget(name.toStdString());
        refresh(name);
        Q_EMIT imported(name);
    });
    refresh();
}

QWidget* NetworksPage::makeList(CataloguePanel* catalogue)
{
    auto* heading = new QLabel(tr("Networks"));
    heading->setFont(enlarged(heading->font(), 1.6));
    auto* import =
        named(new QPushButton(tr("&Import network…")), "networksImport", tr("Import network"),
              tr("Import your own network, from Caffe, PyTorch or ONNX"));
    connect(import, &QPushButton::clicked, this, &NetworksPage::importAsked);
    m_problems->setObjectName(QStringLiteral("networkProblems"));
    m_problems->hide();
    m_table->setMinimumHeight(leastTableHeight);
    auto* top = new QHBoxLayout;
    top->addWidget(heading, 1);
    top->addWidget(import);
    auto* list = new QWidget;
    QVBoxLayout* layout = columnIn(list, spacing / 2);
    layout->setContentsMargins(0, 0, spacing, 0);
    layout->addLayout(top);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_problems);
    layout->addSpacing(spacing);
    layout->addWidget(catalogue);
    return list;
}

void NetworksPage::refresh(const QString& choose)
{
    whenDone(QtConcurrent::run([library = m_library] { return library.survey(); }), this,
             [this, choose, question = ++m_question](const ModelLibrary::Survey& survey) {
                 if (question == m_question)
                     takeSurvey(survey, choose);
             });
}

void NetworksPage::takeSurvey(const ModelLibrary::Survey& survey, const QString& choose)
{
    m_table->setEntries(survey.entries);
    if (!choose.isEmpty())
        m_table->choose(choose);
    m_catalogue->setAtHand(survey.entries);
    QStringList problems;
    for (const Error& problem : survey.problems)
        problems.append(QString::fromStdString(problem.sentence()));
    m_problems->setText(problems.join('\n'));
    m_problems->setVisible(!problems.isEmpty());
}

void NetworksPage::evaluateChosen()
{
    const auto* entry = m_table->chosen();
    if (!entry || m_job)
        return;
    const QString name = QString::fromStdString(entry->info.name);
    const QPointer stays(this); // the tab may be closed during the question
    const QString folder =
        m_prompts->chooseFolder(this, tr("Choose a folder of labelled pictures"));
    if (!stays || folder.isEmpty())
        return;
    m_details->setEvaluating(true);
    m_networks->load(name.toStdString(), this,
                     [this, folder, name](const Networks::Loaded& network) {
                         if (network)
                             return evaluateOn(folder, name, *network);
                         m_details->setEvaluating(false);
                         Q_EMIT failed(network.error());
                     });
}

void NetworksPage::evaluateOn(const QString& folder, const QString& name,
                              const std::shared_ptr<const Classifier>& network)
{
    const auto seen = std::make_shared<Evaluation>();
    m_job = new BackgroundJob(
        tr("Evaluating %1 on %2").arg(name, folder),
        [network, seen, path = folder.toStdString()](const Progress& progress) -> Result<void> {
            ASSIGN_OR_RETURN(
                const auto pictures,
                readLabelledFolder(path, network->info(), partOf(progress, 0, readingShare)));
            const int threads = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
            ASSIGN_OR_RETURN(auto result, evaluate(*network, pictures.images, pictures.classes,
                                                   threads, partOf(progress, readingShare, 1)));
            *seen = result;
            return {};
        },
        this);
    const auto end = [this] {
        std::exchange(m_job, nullptr)->deleteLater();
        m_details->setEvaluating(false);
    };
    connect(m_job, &BackgroundJob::done, this, [this, end, name, folder, seen] {
        end();
        m_details->setEvaluation(name, folder, *seen);
    });
    connect(m_job, &BackgroundJob::cancelled, this, end);
    connect(m_job, &BackgroundJob::failed, this, [this, end](const Error& error) {
        end();
        Q_EMIT failed(error);
    });
    Q_EMIT jobStarted(m_job);
}

bool NetworksPage::mayChange(const ModelInfo& model)
{
    if (!m_inUse || !m_inUse(model))
        return true;
    Q_EMIT failed({model.name, tr("it is in use in a tab").toStdString(),
                   tr("close the runs that use it first").toStdString()});
    return false;
}

void NetworksPage::renameChosen(const QString& newName)
{
    const auto* entry = m_table->chosen();
    if (!entry || !mayChange(entry->info))
        return;
    const std::string name = entry->info.name;
    change([library = m_library, name,
            to = newName.toStdString()] { return library.rename(name, to); },
           QString::fromStdString(name), newName,
           tr("“%1” was renamed to “%2”.").arg(QString::fromStdString(name), newName));
}

void NetworksPage::removeChosen()
{
    const auto* entry = m_table->chosen();
    if (!entry || !mayChange(entry->info))
        return;
    const QString name = QString::fromStdString(entry->info.name);
    const QPointer stays(this);
    if (!m_prompts->askRemoving(this, name) || !stays)
        return;
    change([library = m_library, name = name.toStdString()] { return library.remove(name); }, name,
           {}, tr("“%1” was removed.").arg(name));
}

void NetworksPage::change(std::function<Result<void>()> act, const QString& name,
                          const QString& choose, const QString& said)
{
    whenDone(QtConcurrent::run(std::move(act)), this,
             [this, name, choose, said](const Result<void>& changed) {
                 if (!changed) {
                     Q_EMIT failed(changed.error());
                     return;
                 }
                 m_networks->forget(name.toStdString());
                 refresh(choose);
                 Q_EMIT told(said);
             });
}

} // namespace pareidolia
