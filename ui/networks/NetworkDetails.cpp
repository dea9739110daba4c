// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/networks/NetworkDetails.h"

#include "core/classifier/Scores.h"
#include "ui/drawing/Spoken.h"
#include "ui/drawing/Theme.h"
#include "ui/networks/NetworkTable.h"
#include "ui/widgets/Page.h"

#include <QFileInfo>
#include <QFormLayout>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QRegularExpression>
#include <QVBoxLayout>
#include <cmath>

namespace pareidolia {

namespace {

constexpr int spacing = 8;

QString spokenPlan(const Plan& plan)
{
    using Preparation = Plan::Preparation;
    return NetworkDetails::tr("%1, %2, batches of %3 pictures")
        .arg(plan.layout == Plan::Layout::ChannelsLast ? NetworkDetails::tr("channels last")
                                                       : NetworkDetails::tr("channels first"),
             plan.preparation == Preparation::Plain    ? NetworkDetails::tr("unchanged")
             : plan.preparation == Preparation::Frozen ? NetworkDetails::tr("frozen")
                                                       : NetworkDetails::tr("optimised"))
        .arg(plan.microBatch);
}

QString spokenOutput(OutputKind kind)
{
    return kind == OutputKind::Logits          ? NetworkDetails::tr("logits")
           : kind == OutputKind::Probabilities ? NetworkDetails::tr("probabilities")
                                               : NetworkDetails::tr("log-probabilities");
}

/// With blanks in its checksums, so that they can wrap.
QString inGroups(QString text)
{
    static const QRegularExpression digits(QStringLiteral("([0-9a-f]{16})(?=[0-9a-f])"));
    return text.replace(digits, QStringLiteral("\\1 "));
}

} // namespace

NetworkDetails::NetworkDetails(QWidget* parent)
    : QWidget(parent),
      m_name(new QLabel),
      m_newName(named(new QLineEdit, "networkNewName", tr("New name"),
                      tr("The new name; Enter renames, Esc cancels"))),
      m_summary(quietText()),
      m_facts(new QFormLayout),
      m_try(pushButton("networkTry", tr("&Try on pictures"),
                       tr("Draw or drop pictures, and see the network's confidences"))),
      m_evaluate(pushButton("networkEvaluate", tr("E&valuate on a folder…"),
                            tr("Measures the accuracy on labelled pictures: MNIST's files, or "
                               "photographs named like 207_golden_retriever.jpg"))),
      m_rename(pushButton("networkRename", tr("Rena&me"), tr("Rename this network"))),
      m_remove(pushButton("networkRemove", tr("Re&move…"), tr("Delete its file"))),
      m_result(copyableText("networkResult"))
{
    setObjectName(QStringLiteral("networkDetails"));
    m_name->setObjectName(QStringLiteral("networkTitle"));
    m_name->setFont(enlarged(m_name->font(), 1.3));
    m_name->setTextFormat(Qt::PlainText); // names come from files
    m_name->setWordWrap(true);
    m_newName->installEventFilter(this);
    m_newName->hide();
    m_facts->setHorizontalSpacing(2 * spacing);
    m_facts->setVerticalSpacing(spacing / 2);
    m_facts->setLabelAlignment(Qt::AlignLeft);
    connect(m_try, &QPushButton::clicked, this, &NetworkDetails::tryAsked);
    connect(m_evaluate, &QPushButton::clicked, this, &NetworkDetails::evaluateAsked);
    connect(m_rename, &QPushButton::clicked, this, &NetworkDetails::beginRenaming);
    connect(m_remove, &QPushButton::clicked, this, &NetworkDetails::removeAsked);
    connect(m_newName, &QLineEdit::returnPressed, this, [this] {
        const QString name = m_newName->text().trimmed();
        const bool differs = name != m_shown;
        endRenaming();
        if (differs)
            Q_EMIT renameAsked(name);
    });

    auto* buttons = new QGridLayout;
    buttons->setSpacing(spacing);
    buttons->addWidget(m_try, 0, 0);
    buttons->addWidget(m_evaluate, 0, 1);
    buttons->addWidget(m_rename, 1, 0);
    buttons->addWidget(m_remove, 1, 1);
    buttons->setColumnStretch(2, 1);
    QVBoxLayout* layout = columnIn(this, spacing);
    addAll(layout, {m_name, m_newName, m_summary});
    layout->addLayout(buttons);
    layout->addSpacing(spacing / 2);
    layout->addWidget(m_result);
    layout->addLayout(m_facts);
    layout->addStretch();
    setEntry(nullptr);
}

void NetworkDetails::setEntry(const ModelLibrary::Entry* entry)
{
    while (m_facts->rowCount() > 0)
        m_facts->removeRow(0);
    endRenaming();
    m_own = entry && entry->own;
    for (QPushButton* button : {m_try, m_evaluate})
        button->setVisible(entry);
    for (QPushButton* button : {m_rename, m_remove})
        button->setVisible(m_own);
    const QString before = m_shown;
    m_shown = entry ? QString::fromStdString(entry->info.name) : QString();
    if (m_shown != before) {
        m_result->clear();
        m_result->hide();
    }
    m_name->setText(entry ? m_shown : tr("No network"));
    if (!entry) {
        m_summary->setText(
            tr("There are no networks yet: import one, or download one from the catalogue."));
        return;
    }
    const auto tell = [this](const QString& title, const QString& text, const char* name) {
        // Long words wrap, they do not widen the page.
        addFact(m_facts, title, text, name)->setMinimumWidth(1);
    };
    const ModelInfo& model = entry->info;
    m_summary->setText(QString::fromStdString(model.summary));
    tell(tr("Classes"),
         tr("%1: %2, …, %3")
             .arg(model.classes())
             .arg(QString::fromStdString(model.labels.front()),
                  QString::fromStdString(model.labels.back())),
         "factClasses");
    tell(tr("Pictures"), spokenInput(model), "factInput");
    tell(tr("Output"), spokenOutput(model.output), "factOutput");
    tell(tr("Accuracy"),
         !model.accuracy ? tr("unknown; evaluate it on a folder")
         : model.accuracyOn.empty()
             ? spokenShare(*model.accuracy)
             : tr("%1 on %2")
                   .arg(spokenShare(*model.accuracy), QString::fromStdString(model.accuracyOn)),
         "factAccuracy");
    if (!model.givesGradients)
        tell(tr("Gradients"), tr("none: gradient ascent is not available"), "factGradients");
    tell(tr("Licence"), QString::fromStdString(model.licence), "factLicence");
    tell(tr("Origin"), inGroups(QString::fromStdString(model.provenance)), "factProvenance");
    tell(tr("Plan"), spokenPlan(model.plan), "factPlan");
    tell(tr("SHA-256"), inGroups(QString::fromStdString(model.sha256)), "factSha256");
    tell(tr("File"), QString::fromStdString(entry->file.string()).replace('/', "/\u200b"),
         "factFile");
}

void NetworkDetails::setEvaluation(const QString& network, const QString& folder,
                                   const Evaluation& seen)
{
    if (network != m_shown)
        return;
    m_result->setText(
        tr("%1: top-1 accuracy %2 on %3 pictures, top-5 accuracy %4. Half of the pictures have a "
           "confidence over %5.")
            .arg(QFileInfo(folder).fileName(), spokenShare(seen.top1))
            .arg(seen.images)
            .arg(spokenShare(seen.top5), spoken(confidenceOf(seen.logOdds[2]), seen.logOdds[2])));
    m_result->show();
}

void NetworkDetails::beginRenaming()
{
    m_name->hide();
    m_newName->setText(m_shown);
    m_newName->show();
    m_newName->selectAll();
    m_newName->setFocus();
}

void NetworkDetails::endRenaming()
{
    m_newName->hide();
    m_name->show();
}

bool NetworkDetails::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_newName && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        endRenaming();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace pareidolia
