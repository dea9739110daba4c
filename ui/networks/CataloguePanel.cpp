// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/networks/CataloguePanel.h"

#include "ui/fetching/CatalogueFetch.h"
#include "ui/fetching/DownloadFailure.h"
#include "ui/networks/NetworkTable.h"
#include "ui/widgets/Page.h"

#include <QHBoxLayout>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

namespace pareidolia {

constexpr int spacing = 8;
constexpr int steps = 1000;

/// A network of the catalogue, and the button that downloads it.
class CatalogueCard : public QWidget
{
    Q_OBJECT

public:
    explicit CatalogueCard(CatalogueEntry entry);

    const CatalogueEntry& entry() const { return m_entry; }

    /// It is already among the networks at hand.
    void setHere(bool here)
    {
        m_here = here;
        showState();
    }

    void setBusy(bool busy)
    {
        m_busy = busy;
        m_cancel->setEnabled(true);
        showState();
    }

    /// What is done at the moment, or an error in plain words; may be empty.
    void setStep(const QString& step)
    {
        m_step->setText(step);
        showState();
    }

    /// Below 0: unknown.
    void setShare(double share)
    {
        m_progress->setRange(0, share < 0 ? 0 : steps);
        m_progress->setValue(static_cast<int>(share * steps));
    }

Q_SIGNALS:
    void downloadAsked();
    void cancelAsked();

private:
    QLabel* makeFacts() const;
    void showState();

    /// With the entry's name, so that tests find it.
    template <typename Control>
    Control* ours(Control* control, const char* kind, const QString& spoken,
                  const QString& tip) const
    {
        named(control, kind, spoken, tip);
        control->setObjectName(control->objectName() + '-' + QString::fromStdString(m_entry.name));
        return control;
    }

    CatalogueEntry m_entry;
    QPushButton* m_download;
    QPushButton* m_cancel;
    QProgressBar* m_progress;
    QLabel* m_step;
    bool m_here = false;
    bool m_busy = false;
};

CatalogueCard::CatalogueCard(CatalogueEntry entry) : m_entry(std::move(entry))
{
    const QString title = QString::fromStdString(m_entry.title);
    setObjectName("catalogue-" + QString::fromStdString(m_entry.name));
    m_download = ours(new QPushButton, "catalogueDownload", tr("Download and import %1").arg(title),
                      tr("From %1; checked and imported after the download")
                          .arg(QString::fromStdString(m_entry.file.url)));
    m_download->setText(m_entry.file.size
                            ? tr("Download and import (%1)")
                                  .arg(spokenSize(static_cast<qint64>(*m_entry.file.size)))
                            : tr("Download and import"));
    m_cancel = ours(new QPushButton(tr("Cancel")), "catalogueCancel",
                    tr("Cancel the download of %1").arg(title),
                    tr("Cancel; the part that was downloaded is kept"));
    m_progress = ours(new QProgressBar, "catalogueProgress", tr("Progress of %1").arg(title),
                      tr("Progress"));
    m_progress->setTextVisible(false);
    m_progress->setMaximumHeight(spacing);
    m_step = ours(quietText(), "catalogueStep", {}, {});
    connect(m_download, &QPushButton::clicked, this, &CatalogueCard::downloadAsked);
    connect(m_cancel, &QPushButton::clicked, this, &CatalogueCard::cancelAsked);

    auto* row = new QHBoxLayout;
    row->setSpacing(spacing);
    row->addWidget(columnHeading(title), 1);
    addAll(row, {m_download, m_cancel});
    QVBoxLayout* layout = columnIn(this, spacing / 2);
    layout->addLayout(row);
    addAll(layout,
           {quietText(QString::fromStdString(m_entry.summary)), makeFacts(), m_progress, m_step});
    showState();
}

QLabel* CatalogueCard::makeFacts() const
{
    const QString publisher = QString::fromStdString(m_entry.publisher);
    const QString page = QString::fromStdString(m_entry.page);
    QStringList told;
    if (m_entry.accuracy)
        told.append(tr("accuracy %1").arg(spokenShare(*m_entry.accuracy)));
    told.append(QString::fromStdString(m_entry.licence));
    auto* facts =
        ours(new QLabel(QStringLiteral("%1 · <a href=\"%2\">%3</a>")
                            .arg(told.join(QStringLiteral(" · ")).toHtmlEscaped(),
                                 page.toHtmlEscaped(), publisher.toHtmlEscaped())),
             "catalogueFacts",
             tr("%1, published by %2").arg(told.join(QStringLiteral(", ")), publisher), page);
    facts->setOpenExternalLinks(true);
    facts->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    facts->setWordWrap(true);
    return facts;
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

CataloguePanel::CataloguePanel(const std::vector<CatalogueEntry>& catalogue,
                               NetworkImporter importer, ModelLibrary library, QWidget* parent)
    : QWidget(parent), m_importer(std::move(importer)), m_library(std::move(library))
{
    setObjectName(QStringLiteral("cataloguePanel"));
    QVBoxLayout* layout = columnIn(this, 2 * spacing);
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
    connect(fetch, &CatalogueFetch::failed, this,
            [end](const Error& error) { end(QString::fromStdString(error.sentence())); });
    fetch->download();
}

} // namespace pareidolia

#include "CataloguePanel.moc"
