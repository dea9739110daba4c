// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/StartPage.h"

#include "core/base/Resources.h"
#include "ui/present/Theme.h"
#include "ui/window/PresetCard.h"
#include "ui/window/Wording.h"

#include <QDragEnterEvent>
#include <QGridLayout>
#include <QLabel>
#include <QMimeData>
#include <QScrollArea>
#include <QUrl>
#include <QVBoxLayout>
#include <algorithm>

namespace pareidolia {

namespace {

constexpr int spacing = 16;
constexpr int columns = 3;

/// The picture of a preset or comparison, if it has one.
QImage pictureOf(const std::string& name)
{
    const auto path = resourceFolder() / "pictures" / "cards" / (name + ".png");
    return QImage(QString::fromStdString(path.string()));
}

QString networkOf(const std::string& model)
{
    if (model.starts_with("lenet-mnist"))
        return StartPage::tr("MNIST");
    if (model.starts_with("lenet-fashion"))
        return StartPage::tr("Fashion");
    return QString::fromStdString(model);
}

QString titleOf(const RunSpec& spec)
{
    return QStringLiteral("%1 · %2").arg(networkOf(spec.model), plainWayOf(spec));
}

QString titleOf(const Comparison& comparison)
{
    if (comparison.a.model != comparison.b.model)
        return StartPage::tr("%1: two networks").arg(networkOf(comparison.a.model));
    return StartPage::tr("%1: %2 against %3")
        .arg(networkOf(comparison.a.model), plainWayOf(comparison.a), plainWayOf(comparison.b));
}

QGridLayout* addSection(QVBoxLayout* page, const QString& title)
{
    auto* label = new QLabel(title);
    label->setFont(enlarged(label->font(), 1.3));
    page->addSpacing(spacing);
    page->addWidget(label);
    auto* cards = new QGridLayout;
    cards->setSpacing(spacing);
    cards->setColumnStretch(columns, 1);
    page->addLayout(cards);
    return cards;
}

void addCard(QGridLayout* cards, PresetCard* card, const std::string& name)
{
    card->setObjectName(QStringLiteral("card-") + QString::fromStdString(name));
    const int place = cards->count();
    cards->addWidget(card, place / columns, place % columns);
}

} // namespace

StartPage::StartPage(QWidget* parent) : QWidget(parent), m_content(new QWidget)
{
    setObjectName(QStringLiteral("startPage"));
    setAcceptDrops(true);
    auto* scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(m_content);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll);
}

void StartPage::fill()
{
    auto* page = new QVBoxLayout(m_content);
    page->setContentsMargins(2 * spacing, spacing, 2 * spacing, spacing);
    page->setSpacing(spacing / 2);
    auto* heading = new QLabel(tr("Watch a network being fooled"));
    heading->setFont(enlarged(heading->font(), 1.9));
    auto* lead =
        new QLabel(tr("Pictures that mean nothing to you are bred until a neural network is "
                      "sure what they show. Choose what to watch; the search begins at once."));
    lead->setWordWrap(true);
    page->addWidget(heading);
    page->addWidget(lead);

    const auto presets = Presets::standard().list();
    if (!presets)
        Q_EMIT failed(presets.error());
    else {
        QGridLayout* cards = addSection(page, tr("One search"));
        std::vector<RunSpec> specs = *presets;
        std::ranges::stable_partition(
            specs, [](const RunSpec& spec) { return spec.model.starts_with("lenet-mnist"); });
        for (const RunSpec& spec : specs) {
            auto* card = new PresetCard(titleOf(spec), QString::fromStdString(spec.summary),
                                        pictureOf(spec.name));
            connect(card, &PresetCard::clicked, this, [this, spec] { Q_EMIT runAsked(spec); });
            addCard(cards, card, spec.name);
        }
    }
    const auto comparisons = Comparisons::standard().list();
    if (!comparisons)
        Q_EMIT failed(comparisons.error());
    else {
        QGridLayout* cards = addSection(page, tr("Two searches side by side"));
        for (const Comparison& comparison : *comparisons) {
            auto* card =
                new PresetCard(titleOf(comparison), QString::fromStdString(comparison.summary),
                               pictureOf(comparison.name));
            connect(card, &PresetCard::clicked, this,
                    [this, comparison] { Q_EMIT comparisonAsked(comparison); });
            addCard(cards, card, comparison.name);
        }
    }
    auto* hint = new QLabel(tr("Or drop a model (.pt) or a picture (.png) here."));
    hint->setEnabled(false);
    page->addSpacing(spacing);
    page->addWidget(hint);
    page->addStretch();
}

void StartPage::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void StartPage::dropEvent(QDropEvent* event)
{
    QStringList paths;
    for (const QUrl& url : event->mimeData()->urls())
        if (url.isLocalFile())
            paths.append(url.toLocalFile());
    event->acceptProposedAction();
    Q_EMIT filesDropped(paths);
}

} // namespace pareidolia
