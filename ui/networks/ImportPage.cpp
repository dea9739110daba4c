// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/networks/ImportPage.h"

#include "core/base/Digest.h"
#include "core/base/ReturnError.h"
#include "core/recognising/FileKind.h"
#include "ui/fetching/CatalogueFetch.h"
#include "ui/networks/ImportForm.h"
#include "ui/networks/TestPanel.h"
#include "ui/session/WhenDone.h"
#include "ui/widgets/Page.h"

#include <QDragEnterEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>
#include <QtConcurrent>
#include <algorithm>
#include <memory>
#include <utility>

namespace pareidolia {

namespace {

constexpr int spacing = 16;
constexpr int formWidth = 560;
constexpr int testWidth = 360;

FileKind kindOf(const QString& path)
{
    return kindOfFile(path.toStdString());
}

bool isHalf(FileKind kind)
{
    return kind == FileKind::CaffeText || kind == FileKind::CaffeWeights;
}

/// With code that can be copied on lines of its own.
QString told(const Error& error)
{
    const std::size_t code = error.advice.find('\n');
    if (code == std::string::npos)
        return QString::fromStdString(error.sentence());
    Error said = error;
    said.advice.resize(code);
    return QString::fromStdString(said.sentence() + error.advice.substr(code));
}

} // namespace

ImportPage::ImportPage(NetworkImporter importer, ModelLibrary library,
                       std::vector<CatalogueEntry> catalogue, Prompts* prompts, QWidget* parent)
    : QWidget(parent),
      m_library(std::move(library)),
      m_importer(importer),
      m_catalogue(std::move(catalogue)),
      m_prompts(prompts),
      m_drafter(std::move(importer)),
      m_names(new QLabel),
      m_known(quietText()),
      m_form(new ImportForm),
      m_test(new TestPanel),
      m_remarks(quietText()),
      m_problem(new QLabel),
      m_accept(pushButton("importAccept", tr("Impor&t"),
                          tr("Finds the fastest plan for this machine, which takes some seconds, "
                             "and adds the network to yours")))
{
    setObjectName(QStringLiteral("importPage"));
    setAcceptDrops(true);
    m_known->setObjectName(QStringLiteral("importKnown"));
    m_remarks->setObjectName(QStringLiteral("importRemarks"));
    m_problem->setObjectName(QStringLiteral("importProblem"));
    m_problem->setWordWrap(true);
    m_problem->setTextFormat(Qt::PlainText); // it names files
    m_problem->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);

    auto* form = new QWidget;
    form->setMaximumWidth(formWidth);
    QVBoxLayout* left = columnIn(form, spacing / 2);
    left->addLayout(makeFilesRow());
    left->addWidget(m_known);
    left->addSpacing(spacing / 2);
    left->addWidget(m_form);
    left->addSpacing(spacing / 2);
    left->addWidget(m_accept, 0, Qt::AlignLeft); // above what comes and goes: it never moves
    addAll(left, {m_remarks, m_problem});
    left->addStretch();
    m_test->setMaximumWidth(testWidth);
    auto* columns = new QHBoxLayout;
    columns->setSpacing(3 * spacing);
    columns->addWidget(form, 3);
    columns->addWidget(m_test, 2);
    columns->addStretch();

    beginPage(this, tr("Import a network"),
              tr("From Caffe (.prototxt and .caffemodel), PyTorch (TorchScript, .pt) or ONNX. Drop "
                 "the files here, fill in what they do not say, and check the scores of a test "
                 "picture before you import the network."))
        ->addLayout(columns, 1);

    m_quiet.setSingleShot(true);
    m_quiet.setInterval(pause);
    connect(&m_quiet, &QTimer::timeout, this, &ImportPage::draft);
    connect(m_form, &ImportForm::changed, this, &ImportPage::takeChange);
    connect(m_form, &ImportForm::labelFileAsked, this, [this] {
        m_form->setLabelFile(
            m_prompts->chooseFiles(this, tr("Choose a file with the labels")).value(0));
    });
    connect(m_test, &TestPanel::pictureAsked, this, [this] {
        if (const auto chosen = m_prompts->chooseFiles(this, tr("Choose a test picture"));
            !chosen.isEmpty())
            m_test->openPicture(chosen.front());
    });
    connect(m_test, &TestPanel::failed, this, &ImportPage::showProblem);
    connect(&m_drafter, &Drafter::drafted, this, &ImportPage::takeDraft);
    connect(&m_drafter, &Drafter::failed, this, &ImportPage::showProblem);
    connect(m_accept, &QPushButton::clicked, this, &ImportPage::accept);
    showFiles();
}

QLayout* ImportPage::makeFilesRow()
{
    auto* choose = named(new QPushButton(tr("Choose &files…")), "importChoose", tr("Choose files"),
                         tr("The files of one network: .prototxt with .caffemodel, .pt, or .onnx"));
    connect(choose, &QPushButton::clicked, this, [this] {
        addFiles(m_prompts->chooseFiles(this, tr("Choose the files of one network")));
    });
    m_names->setObjectName(QStringLiteral("importFiles"));
    m_names->setTextFormat(Qt::PlainText);
    m_names->setWordWrap(true);
    QHBoxLayout* row = rowOf({choose});
    row->setSpacing(spacing);
    row->addWidget(m_names, 1);
    return row;
}

void ImportPage::addFiles(const QStringList& paths)
{
    QStringList networks;
    for (const QString& path : paths)
        if (isPicture(kindOf(path)))
            m_test->openPicture(path);
        else
            networks.append(path); // what is none is told when it is read
    if (networks.isEmpty())
        return;
    // The other half of a Caffe network, dropped later.
    if (networks.size() == 1 && m_files.size() == 1) {
        const FileKind one = kindOf(networks.front()), other = kindOf(m_files.front());
        if (isHalf(one) && isHalf(other) && one != other)
            networks.append(m_files.front());
    }
    m_files = networks;
    m_form->suggestName(QFileInfo(m_files.back()).completeBaseName().left(60));
    showFiles();
    recogniseWeights();
    takeChange();
}

void ImportPage::showFiles()
{
    QStringList names;
    for (const QString& path : m_files)
        names.append(QFileInfo(path).fileName());
    m_names->setText(m_files.isEmpty() ? tr("No file yet") : names.join(QStringLiteral(", ")));
    m_names->setToolTip(m_files.join('\n'));
    m_form->setEnabled(!m_files.isEmpty());
    m_known->hide();
    showState();
}

void ImportPage::recogniseWeights()
{
    const auto weights = std::ranges::find_if(
        m_files, [](const QString& path) { return kindOf(path) == FileKind::CaffeWeights; });
    ++m_question;
    m_recognising = weights != m_files.end();
    if (!m_recognising)
        return;
    m_remarks->setText(tr("Checking whether these weights are known …"));
    const std::filesystem::path path = weights->toStdString();
    whenDone(QtConcurrent::run([path] { return digestOf(path); }), this,
             [this, path, question = m_question](const Result<FileDigest>& digest) {
                 if (question != m_question)
                     return;
                 m_recognising = false;
                 const CatalogueEntry* known = digest ? recognise(m_catalogue, *digest) : nullptr;
                 if (known) {
                     m_known->setText(
                         tr("These are the weights of %1 by %2: all fields are filled in.")
                             .arg(QString::fromStdString(known->title),
                                  QString::fromStdString(known->publisher)));
                     m_known->show();
                     if (m_files.size() == 1) // our own description serves
                         m_files.prepend(QString::fromStdString(known->network.string()));
                     m_form->fill(*known);
                 }
                 takeChange();
             });
}

void ImportPage::takeChange()
{
    m_draft.reset();
    m_drafter.forget();
    m_problem->clear();
    if (m_files.isEmpty())
        return showState();
    if (!m_recognising)
        m_remarks->setText(tr("Reading the network …"));
    m_quiet.start();
    showState();
}

void ImportPage::draft()
{
    if (m_files.isEmpty() || m_recognising) // else it begins when that is known
        return;
    auto settings = m_form->settings();
    if (!settings)
        return showProblem(settings.error());
    for (const QString& path : m_files)
        settings->files.emplace_back(path.toStdString());
    m_drafter.draft(*settings);
}

void ImportPage::takeDraft(const ImportDraftPointer& draft)
{
    m_draft = draft;
    const ModelInfo& model = draft->info;
    QStringList said{tr("%1 classes, pictures of %2 × %3 pixels, %4.")
                         .arg(model.classes())
                         .arg(model.input.width)
                         .arg(model.input.height)
                         .arg(model.input.channels == 1          ? tr("grey")
                              : model.order == ChannelOrder::Bgr ? tr("blue, green, red")
                                                                 : tr("red, green, blue"))};
    for (const std::string& remark : draft->remarks)
        said.append(QString::fromStdString(remark));
    if (!model.givesGradients)
        said.append(tr("It gives no gradients: gradient ascent is not available."));
    m_remarks->setText(said.join('\n'));
    m_problem->clear();
    m_test->setNetwork(draft->classifier);
    showState();
}

void ImportPage::showProblem(const Error& error)
{
    m_problem->setText(told(error));
    if (!m_draft) {
        m_remarks->clear();
        m_test->setNetwork(nullptr, tr("There is no network yet."));
    }
    showState();
}

void ImportPage::accept()
{
    if (!m_draft || m_job)
        return;
    const auto name = std::make_shared<QString>(m_form->name());
    m_job = new BackgroundJob(
        tr("Importing %1").arg(*name),
        [draft = m_draft, library = m_library, importer = m_importer,
         name](const Progress& progress) -> Result<void> {
            ASSIGN_OR_RETURN(
                const auto made,
                finishInLibrary(importer, *draft, library, name->toStdString(), {}, progress.stop));
            *name = QString::fromStdString(made.name);
            return {};
        },
        this);
    const auto end = [this] {
        std::exchange(m_job, nullptr)->deleteLater();
        showState();
    };
    connect(m_job, &BackgroundJob::done, this, [this, end, name] {
        end();
        Q_EMIT imported(*name);
    });
    connect(m_job, &BackgroundJob::failed, this, [this, end](const Error& error) {
        end();
        showProblem(error);
    });
    connect(m_job, &BackgroundJob::cancelled, this, end);
    showState();
    Q_EMIT jobStarted(m_job);
}

void ImportPage::showState()
{
    m_accept->setEnabled(m_draft && !m_job);
    m_accept->setText(m_job ? tr("Measuring its fastest plan …") : tr("Impor&t"));
    m_form->setEnabled(!m_files.isEmpty() && !m_job);
    m_problem->setVisible(!m_problem->text().isEmpty());
    m_remarks->setVisible(!m_remarks->text().isEmpty());
}

void ImportPage::dragEnterEvent(QDragEnterEvent* event)
{
    event->setAccepted(!event->source() && !localFiles(*event->mimeData()).isEmpty());
}

void ImportPage::dropEvent(QDropEvent* event)
{
    event->acceptProposedAction();
    if (!m_job)
        addFiles(localFiles(*event->mimeData()));
}

} // namespace pareidolia
