// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/networks/CatalogueCard.h"

#include "ui/fetching/DownloadFailure.h"
#include "ui/networks/NetworkTable.h"
#include "ui/widgets/Headings.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>
#include <utility>

namespace pareidolia {

namespace {

constexpr int spacing = 8;
constexpr int steps = 1000;

} // namespace

CatalogueCard::CatalogueCard(CatalogueEntry entry, QWidget* parent)
    : QWidget(parent),
      m_entry(std::move(entry)),
      m_download(new QPushButton),
      m_cancel(new QPushButton(tr("Cancel"))),
      m_progress(new QProgressBar),
      m_step(quietText())
{
    const QString name = QString::fromStdString(m_entry.name);
    const QString title = QString::fromStdString(m_entry.title);
    setObjectName("catalogue-" + name);
    auto* heading = columnHeading(title);
    auto* facts = new QLabel;
    QStringList told;
    if (m_entry.accuracy)
        told.append(tr("accuracy %1").arg(spokenShare(*m_entry.accuracy)));
    told.append(QString::fromStdString(m_entry.licence));
    facts->setText(QStringLiteral("%1 · <a href=\"%2\">%3</a>")
                       .arg(told.join(QStringLiteral(" · ")).toHtmlEscaped(),
                            QString::fromStdString(m_entry.page).toHtmlEscaped(),
                            QString::fromStdString(m_entry.publisher).toHtmlEscaped()));
    facts->setObjectName("catalogueFacts-" + name);
    facts->setOpenExternalLinks(true);
    facts->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    facts->setAccessibleName(
        tr("%1, published by %2")
            .arg(told.join(QStringLiteral(", ")), QString::fromStdString(m_entry.publisher)));
    facts->setToolTip(QString::fromStdString(m_entry.page));
    facts->setWordWrap(true);
    m_download->setObjectName("catalogueDownload-" + name);
    m_download->setText(m_entry.file.size
                            ? tr("Download and import (%1)")
                                  .arg(spokenSize(static_cast<qint64>(*m_entry.file.size)))
                            : tr("Download and import"));
    m_download->setAccessibleName(tr("Download and import %1").arg(title));
    m_download->setToolTip(tr("From %1; checked and imported after the download")
                               .arg(QString::fromStdString(m_entry.file.url)));
    m_cancel->setObjectName("catalogueCancel-" + name);
    m_cancel->setAccessibleName(tr("Cancel the download of %1").arg(title));
    m_cancel->setToolTip(tr("Cancel; the part that was downloaded is kept"));
    m_progress->setObjectName("catalogueProgress-" + name);
    m_progress->setAccessibleName(tr("Progress of %1").arg(title));
    m_progress->setToolTip(tr("Progress"));
    m_progress->setTextVisible(false);
    m_progress->setMaximumHeight(spacing);
    m_step->setObjectName("catalogueStep-" + name);
    connect(m_download, &QPushButton::clicked, this, &CatalogueCard::downloadAsked);
    connect(m_cancel, &QPushButton::clicked, this, &CatalogueCard::cancelAsked);

    auto* row = new QHBoxLayout;
    row->setSpacing(spacing);
    row->addWidget(heading, 1);
    row->addWidget(m_download);
    row->addWidget(m_cancel);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing / 2);
    layout->addLayout(row);
    layout->addWidget(quietText(QString::fromStdString(m_entry.summary)));
    layout->addWidget(facts);
    layout->addWidget(m_progress);
    layout->addWidget(m_step);
    showState();
}

void CatalogueCard::setHere(bool here)
{
    m_here = here;
    showState();
}

void CatalogueCard::setBusy(bool busy)
{
    m_busy = busy;
    m_cancel->setEnabled(true);
    showState();
}

void CatalogueCard::setStep(const QString& step)
{
    m_step->setText(step);
    showState();
}

void CatalogueCard::setShare(double share)
{
    m_progress->setRange(0, share < 0 ? 0 : steps);
    m_progress->setValue(static_cast<int>(share * steps));
}

void CatalogueCard::setProblem(const QString& sentence)
{
    setStep(sentence);
}

void CatalogueCard::showState()
{
    m_download->setVisible(!m_busy);
    m_download->setEnabled(!m_here);
    if (m_here)
        m_download->setText(tr("Installed"));
    m_cancel->setVisible(m_busy);
    m_progress->setVisible(m_busy);
    m_step->setVisible(!m_step->text().isEmpty());
}

} // namespace pareidolia
