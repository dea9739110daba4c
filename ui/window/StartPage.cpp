// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/StartPage.h"

#include "core/models/ModelLibrary.h"
#include "core/search/Emitter.h"
#include "ui/drawing/Theme.h"
#include "ui/session/WhenDone.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/window/CardPictures.h"
#include "ui/window/PresetCard.h"
#include "ui/window/RecentThings.h"
#include "ui/window/Wording.h"

#include <QAction>
#include <QDateTime>
#include <QEvent>
#include <QFileInfo>
#include <QLabel>
#include <QScrollArea>
#include <QTimer>
#include <QVBoxLayout>
#include <QtConcurrent>
#include <algorithm>

namespace pareidolia {

namespace {

constexpr int spacing = 16;
constexpr int readingAgain = 400; ///< milliseconds

FlowLayout* addSection(QVBoxLayout& page, const QString& title)
{
    auto* label = new QLabel(title);
    label->setFont(enlarged(label->font(), 1.3));
    page.addSpacing(spacing / 2);
    page.addWidget(label);
    auto* cards = new FlowLayout;
    cards->setSpacing(spacing);
    page.addLayout(cards);
    return cards;
}

/// The field knows this one under its own words.
bool isDirectAgainstCppn(const Comparison& comparison)
{
    const RunSpec &a = comparison.a, &b = comparison.b;
    const auto isIndirect = [](const RunSpec& spec) {
        const EncodingKind* kind = findEncodingKind(spec.encoding);
        return kind && kind->isIndirect;
    };
    return a.model == b.model && a.search == b.search && findEmitterKind(a.search)->usesEncoding &&
           !isIndirect(a) && isIndirect(b);
}

QString titleOf(const Comparison& comparison)
{
    return isDirectAgainstCppn(comparison)
               ? StartPage::tr("%1: direct against CPPN").arg(networkOf(comparison.a.model))
               : titleOf(comparison.a, comparison.b);
}

QString sentenceOf(const TabContent& content)
{
    if (!content.file.isEmpty())
        return QFileInfo(content.file).path();
    const QString model = QString::fromStdString(content.model());
    return content.runs.empty()
               ? model
               : StartPage::tr("%1, seed %2").arg(model).arg(content.runs.front().settings.seed);
}

/// What a search shows, or why it cannot be shown yet.
QString sentenceOf(const std::string& model, const std::string& summary)
{
    if (!ModelLibrary::standard().isStillToMake(model))
        return QString::fromStdString(summary);
    return StartPage::tr("Its network, %1, could not be downloaded yet.")
        .arg(QString::fromStdString(model));
}

} // namespace

StartPage::StartPage(const RecentThings* recent, QWidget* parent)
    : QWidget(parent), m_recent(recent), m_scroll(new QScrollArea)
{
    setObjectName(QStringLiteral("startPage"));
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_scroll);
    connect(recent, &RecentThings::changed, this, [this] {
        if (isVisible())
            refresh();
    });
}

void StartPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refresh();
}

void StartPage::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    // Titles are larger than the letters around them, whatever size those have now.
    if (event->type() == QEvent::FontChange && isVisible())
        QMetaObject::invokeMethod(this, &StartPage::refresh, Qt::QueuedConnection);
}

void StartPage::refresh()
{
    const QWidget* focused = focusWidget();
    const QString focus = focused ? focused->objectName() : QString();
    if (QWidget* old = m_scroll->takeWidget()) {
        old->hide();
        old->deleteLater(); // a card of it may have asked for this
    }
    auto* content = new QWidget;
    auto* page = new QVBoxLayout(content);
    page->setContentsMargins(2 * spacing, spacing, 2 * spacing, spacing);
    page->setSpacing(spacing / 2);
    addHead(*page);
    addRecent(*page);
    addPresets(*page);
    addComparisons(*page);
    page->addStretch();
    m_scroll->setWidget(content);
    if (auto* card = content->findChild<QWidget*>(focus); card && !focus.isEmpty())
        card->setFocus();
}

void StartPage::addHead(QVBoxLayout& page)
{
    auto* heading = new QLabel(tr("Fool a neural network"));
    heading->setFont(enlarged(heading->font(), 1.9));
    auto* lead = new QLabel(
        tr("A search changes meaningless pictures until a neural network names them with high "
           "confidence. Choose an experiment; it starts at once."));
    lead->setWordWrap(true);
    auto* zone = new DropZone;
    connect(zone, &DropZone::clicked, this, &StartPage::filesAsked);
    auto* words = new QVBoxLayout;
    words->setSpacing(spacing / 4);
    words->addWidget(heading);
    words->addWidget(lead);
    auto* head = new QHBoxLayout;
    head->setSpacing(spacing);
    head->addLayout(words, 1);
    head->addWidget(zone);
    page.addLayout(head);
}

template <typename Act>
void StartPage::addCard(FlowLayout* cards, PresetCard* card, const QString& name, Act act)
{
    card->setObjectName(name);
    connect(card, &PresetCard::clicked, this, [this, act] {
        if (isVisible())
            act();
    });
    cards->addWidget(card);
}

void StartPage::addRecent(QVBoxLayout& page)
{
    if (m_recent->list().empty())
        return;
    FlowLayout* cards = addSection(page, tr("Recent"));
    int place = 0;
    for (const TabContent& content : m_recent->list()) {
        auto* card = new PresetCard(content.title(), sentenceOf(content), pictureOf(content),
                                    PresetCard::Shape::Low);
        addCard(cards, card, QStringLiteral("recent-%1").arg(place++),
                [this, content] { Q_EMIT recentAsked(content); });
        showPicturesOf(content.files, card);
    }
}

/// In the room that comparisons leave: the page is to be seen whole at first sight.
void StartPage::addExamples(FlowLayout* cards)
{
    for (const Example& example : examples()) {
        auto* card = new PresetCard(tr("Play: %1").arg(networkOf(example.spec.model)),
                                    QString::fromStdString(example.spec.summary), {},
                                    PresetCard::Shape::Small);
        addCard(cards, card, QStringLiteral("example-") + QString::fromStdString(example.spec.name),
                [this, example] { Q_EMIT exampleAsked(example); });
        showPicturesOf({example.file}, card);
    }
}

void StartPage::showPicturesOf(const QStringList& files, PresetCard* card, int tries)
{
    QString key;
    for (const QString& file : files) {
        const QFileInfo info(file);
        if (!info.exists())
            return;
        key += file + info.lastModified().toString(Qt::ISODateWithMs);
    }
    if (files.isEmpty())
        return;
    if (const auto known = m_pictures.constFind(key); known != m_pictures.constEnd())
        return card->setPicture(*known);
    whenDone(QtConcurrent::run([files] { return thumbnailOf(files); }), card,
             [this, key, files, card, tries](const QImage& picture) {
                 if (!picture.isNull()) {
                     m_pictures.insert(key, picture);
                     card->setPicture(picture);
                 } else if (tries > 1) { // a run that is being closed cannot be read for a moment
                     QTimer::singleShot(readingAgain, card, [this, files, card, tries] {
                         showPicturesOf(files, card, tries - 1);
                     });
                 }
             });
}

void StartPage::addPresets(QVBoxLayout& page)
{
    const Presets standard = Presets::standard();
    const auto presets = standard.list();
    if (!presets)
        return Q_EMIT failed(presets.error());
    std::vector<RunSpec> specs = *presets;
    const auto own = std::ranges::stable_partition(
        specs, [&standard](const RunSpec& spec) { return !standard.isOwn(spec.name); });
    if (!own.empty())
        addOwnPresets(page, {own.begin(), own.end()});
    specs.erase(own.begin(), own.end());
    std::ranges::stable_partition(
        specs, [](const RunSpec& spec) { return spec.model.starts_with("lenet-mnist"); });
    FlowLayout* cards = addSection(page, tr("One search"));
    for (const RunSpec& spec : specs)
        addCard(cards,
                new PresetCard(titleOf(spec), sentenceOf(spec.model, spec.summary),
                               pictureOf(spec.name)),
                QStringLiteral("card-") + QString::fromStdString(spec.name),
                [this, spec] { Q_EMIT runAsked(spec); });
}

void StartPage::addOwnPresets(QVBoxLayout& page, const std::vector<RunSpec>& specs)
{
    FlowLayout* cards = addSection(page, tr("Your presets"));
    for (const RunSpec& spec : specs) {
        auto* card =
            new PresetCard(QString::fromStdString(spec.name),
                           tr("%1. %2").arg(titleOf(spec), QString::fromStdString(spec.summary)),
                           pictureOf(TabContent{.runs = {spec}}), PresetCard::Shape::Low);
        auto* remove = new QAction(tr("Remove this preset"), card);
        remove->setObjectName(QStringLiteral("removePreset"));
        remove->setToolTip(tr("Deletes its file"));
        connect(remove, &QAction::triggered, this, [this, spec] { removePreset(spec); });
        card->addAction(remove);
        card->setContextMenuPolicy(Qt::ActionsContextMenu);
        addCard(cards, card, QStringLiteral("card-") + QString::fromStdString(spec.name),
                [this, spec] { Q_EMIT runAsked(spec); });
    }
}

void StartPage::removePreset(const RunSpec& spec)
{
    if (const auto removed = Presets::standard().removeOwn(spec.name); !removed)
        return Q_EMIT failed(removed.error());
    refresh();
    Q_EMIT presetRemoved(spec);
}

void StartPage::addComparisons(QVBoxLayout& page)
{
    const auto comparisons = Comparisons::standard().list();
    if (!comparisons)
        return Q_EMIT failed(comparisons.error());
    FlowLayout* cards =
        addSection(page, tr("Comparisons of two searches, and finished runs to play"));
    for (const Comparison& comparison : *comparisons)
        addCard(cards,
                new PresetCard(titleOf(comparison),
                               sentenceOf(comparison.a.model, comparison.summary),
                               pictureOf(comparison.name)),
                QStringLiteral("card-") + QString::fromStdString(comparison.name),
                [this, comparison] { Q_EMIT comparisonAsked(comparison); });
    addExamples(cards);
}

} // namespace pareidolia
