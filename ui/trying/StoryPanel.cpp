// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trying/StoryPanel.h"

#include "core/search/Emitter.h"
#include "ui/drawing/Spoken.h"
#include "ui/session/ParameterWords.h"
#include "ui/widgets/Headings.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>
#include <utility>

namespace pareidolia {

namespace {

constexpr int spacing = 8;
constexpr int shownDigits = 8; ///< of a hash

QString plain(const std::string& text)
{
    return QString::fromStdString(text);
}

/// A confidence that no line break tears apart.
QString wholeSpoken(float confidence, double logOdds)
{
    return spoken(confidence, logOdds).replace(QLatin1Char(' '), QChar(QChar::Nbsp));
}

QString wayOf(const RunSpec& spec)
{
    QString way = choiceText(spec.search);
    if (const EmitterKind* kind = findEmitterKind(spec.search); kind && kind->usesEncoding)
        way = StoryPanel::tr("%1, by %2").arg(choiceText(spec.encoding), way);
    if (spec.view == NetworkView::TenCrop)
        way = StoryPanel::tr("%1, in ten crops").arg(way);
    return way;
}

} // namespace

StoryPanel::StoryPanel(QWidget* parent)
    : QWidget(parent),
      m_text(new QLabel),
      m_facts(new QFormLayout),
      m_again(new QPushButton(tr("Run this again")))
{
    setObjectName(QStringLiteral("storyPanel"));
    m_text->setObjectName(QStringLiteral("pictureStory"));
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText); // labels come from files
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_facts->setContentsMargins(0, spacing, 0, spacing);
    m_facts->setLabelAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_facts->setVerticalSpacing(spacing / 2);
    m_facts->setHorizontalSpacing(2 * spacing);
    m_again->setObjectName(QStringLiteral("runAgain"));
    m_again->setAccessibleName(m_again->text());
    m_again->setMinimumWidth(m_again->sizeHint().width() + 2 * spacing);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(columnHeading(tr("Origin of the picture")));
    layout->addWidget(m_text);
    layout->addLayout(m_facts);
    auto* close = new QPushButton(tr("Close"));
    close->setObjectName(QStringLiteral("closeStory"));
    close->setAccessibleName(tr("Close the origin of the picture"));
    close->setToolTip(tr("Close this picture"));
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_again);
    buttons->addWidget(close);
    buttons->addStretch();
    layout->addLayout(buttons);
    layout->addStretch();
    connect(close, &QPushButton::clicked, this, &StoryPanel::closed);
    connect(m_again, &QPushButton::clicked, this, [this] { Q_EMIT runAsked(*m_story->spec); });
}

QLabel* StoryPanel::addFact(const QString& title, const QString& value, const char* objectName)
{
    auto* label = new QLabel(value);
    label->setObjectName(QString::fromLatin1(objectName));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* name = quietText(title);
    name->setWordWrap(false);
    name->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_facts->addRow(name, label);
    return label;
}

void StoryPanel::setStory(std::shared_ptr<const PictureStory> story, const ModelInfo* model)
{
    m_story = std::move(story);
    while (m_facts->rowCount() > 0)
        m_facts->removeRow(0);
    m_now = nullptr;

    const PictureStory& told = *m_story;
    const QString network = plain(told.model);
    const QString sentence =
        tr("Pareidolia made this picture. %1 gave it a confidence of %2 for “%3”.")
            .arg(network, wholeSpoken(told.confidence, told.logOdds), plain(told.label));
    const bool same = model && model->sha256 == told.modelSha256;
    m_text->setText(
        same    ? sentence
        : model ? tr("%1\nThis is another network.").arg(sentence)
                : tr("%1\nThat network is missing, so it cannot score the picture again. Open its "
                     "file (.pt), or put it into ~/.local/share/pareidolia/models.")
                      .arg(sentence));

    addFact(tr("Confidence then"), wholeSpoken(told.confidence, told.logOdds), "storyThen");
    if (model)
        m_now = addFact(tr("Confidence now"), QStringLiteral("…"), "storyNow");
    addFact(tr("Network"), tr("%1 (%2…)").arg(network, plain(told.modelSha256).left(shownDigits)),
            "storyNetwork");
    if (told.spec)
        addFact(tr("Made by"), wayOf(*told.spec), "storyWay");
    addFact(tr("Generation"), tr("%1, seed %2").arg(plain(told.generation), plain(told.seed)),
            "storyGeneration");
    if (!told.parentLabel.empty())
        addFact(tr("Parent"), tr("champion of “%1”").arg(plain(told.parentLabel)), "storyParent");
    addFact(tr("Program"), plain(told.software), "storyProgram");

    m_again->setVisible(told.spec.has_value());
    m_again->setEnabled(model != nullptr);
    m_again->setToolTip(model ? tr("Start the search that made it, with the same settings and seed")
                              : tr("Its network is missing"));
}

void StoryPanel::setScoredAgain(float confidence, double logOdds)
{
    if (!m_now)
        return;
    const QString now = wholeSpoken(confidence, logOdds);
    m_now->setText(confidence == m_story->confidence ? tr("%1: equal to the last bit").arg(now)
                                                     : now);
}

} // namespace pareidolia
