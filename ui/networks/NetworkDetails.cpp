// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/networks/NetworkDetails.h"

#include "core/classifier/Scores.h"
#include "ui/drawing/Spoken.h"
#include "ui/drawing/Theme.h"
#include "ui/networks/NetworkTable.h"
#include "ui/widgets/Headings.h"

#include <QFileInfo>
#include <QFormLayout>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QVBoxLayout>
#include <cmath>

namespace pareidolia {

namespace {

constexpr int spacing = 8;

QString spokenPlan(const Plan& plan)
{
    const QString layout = plan.layout == Plan::Layout::ChannelsLast
                               ? QObject::tr("channels last")
                               : QObject::tr("channels first");
    const QString preparation =
        plan.preparation == Plan::Preparation::Plain    ? QObject::tr("unchanged")
        : plan.preparation == Plan::Preparation::Frozen ? QObject::tr("frozen")
                                                        : QObject::tr("optimised");
    return QObject::tr("%1, %2, batches of %3 pictures")
        .arg(layout, preparation)
        .arg(plan.microBatch);
}

QString spokenOutput(OutputKind kind)
{
    switch (kind) {
    case OutputKind::Logits:
        return QObject::tr("logits");
    case OutputKind::Probabilities:
        return QObject::tr("probabilities");
    case OutputKind::LogProbabilities:
        return QObject::tr("log-probabilities");
    }
    return {};
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
      m_newName(new QLineEdit),
      m_summary(quietText()),
      m_facts(new QFormLayout),
      m_result(new QLabel)
{
    setObjectName(QStringLiteral("networkDetails"));
    m_name->setObjectName(QStringLiteral("networkTitle"));
    m_name->setFont(enlarged(m_name->font(), 1.3));
    m_name->setTextFormat(Qt::PlainText); // names come from files
    m_name->setWordWrap(true);
    m_newName->setObjectName(QStringLiteral("networkNewName"));
    m_newName->setAccessibleName(tr("New name"));
    m_newName->setToolTip(tr("The new name; Enter renames, Esc cancels"));
    m_newName->installEventFilter(this);
    m_newName->hide();
    m_facts->setHorizontalSpacing(2 * spacing);
    m_facts->setVerticalSpacing(spacing / 2);
    m_facts->setLabelAlignment(Qt::AlignLeft);
    m_result->setObjectName(QStringLiteral("networkResult"));
    m_result->setTextFormat(Qt::PlainText);
    m_result->setWordWrap(true);
    m_result->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_try = addButton("networkTry", tr("&Try on pictures"),
                      tr("Draw or drop pictures, and see the network's confidences"));
    m_evaluate = addButton("networkEvaluate", tr("E&valuate on a folder…"),
                           tr("Measures the accuracy on labelled pictures: MNIST's files, or "
                              "photographs named like 207_golden_retriever.jpg"));
    m_rename = addButton("networkRename", tr("Rena&me"), tr("Rename this network"));
    m_remove = addButton("networkRemove", tr("Re&move…"), tr("Delete its file"));
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
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing);
    layout->addWidget(m_name);
    layout->addWidget(m_newName);
    layout->addWidget(m_summary);
    layout->addLayout(buttons);
    layout->addSpacing(spacing / 2);
    layout->addWidget(m_result);
    layout->addLayout(m_facts);
    layout->addStretch();
    setEntry(nullptr);
}

QPushButton* NetworkDetails::addButton(const char* name, const QString& text, const QString& tip)
{
    auto* button = new QPushButton(text);
    button->setObjectName(QString::fromLatin1(name));
    button->setAccessibleName(QString(text).remove('&'));
    button->setToolTip(tip);
    return button;
}

void NetworkDetails::addFact(const QString& title, const QString& text, const char* name)
{
    auto* label = quietText(title);
    label->setWordWrap(false);
    label->setAlignment(Qt::AlignTop | Qt::AlignLeading);
    auto* value = new QLabel(text);
    value->setObjectName(QString::fromLatin1(name));
    value->setTextFormat(Qt::PlainText);
    value->setWordWrap(true);
    value->setMinimumWidth(1); // long words wrap, they do not widen the page
    value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_facts->addRow(label, value);
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
    const ModelInfo& model = entry->info;
    m_summary->setText(QString::fromStdString(model.summary));
    addFact(tr("Classes"),
            tr("%1: %2, …, %3")
                .arg(model.classes())
                .arg(QString::fromStdString(model.labels.front()),
                     QString::fromStdString(model.labels.back())),
            "factClasses");
    addFact(tr("Pictures"), spokenInput(model), "factInput");
    addFact(tr("Output"), spokenOutput(model.output), "factOutput");
    addFact(tr("Accuracy"),
            !model.accuracy ? tr("unknown; evaluate it on a folder")
            : model.accuracyOn.empty()
                ? spokenShare(*model.accuracy)
                : tr("%1 on %2")
                      .arg(spokenShare(*model.accuracy), QString::fromStdString(model.accuracyOn)),
            "factAccuracy");
    if (model.runner == Runner::OpenCv)
        addFact(tr("Gradients"), tr("none: gradient ascent is not available"), "factGradients");
    addFact(tr("Licence"), QString::fromStdString(model.licence), "factLicence");
    addFact(tr("Origin"), inGroups(QString::fromStdString(model.provenance)), "factProvenance");
    addFact(tr("Plan"), spokenPlan(model.plan), "factPlan");
    addFact(tr("SHA-256"), inGroups(QString::fromStdString(model.sha256)), "factSha256");
    addFact(tr("File"), QString::fromStdString(entry->file.string()).replace('/', "/\u200b"),
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

void NetworkDetails::setEvaluating(bool evaluating)
{
    m_evaluate->setEnabled(!evaluating);
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
