// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trying/StoryPanel.h"

#include "core/search/Emitter.h"
#include "ui/drawing/Spoken.h"
#include "ui/session/ParameterWords.h"
#include "ui/widgets/Page.h"

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
      m_text(copyableText("pictureStory")),
      m_facts(new QFormLayout),
      m_again(pushButton("runAgain", tr("Run this again"), {}))
{
    setObjectName(QStringLiteral("storyPanel"));
    m_facts->setContentsMargins(0, spacing, 0, spacing);
    m_facts->setLabelAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_facts->setVerticalSpacing(spacing / 2);
    m_facts->setHorizontalSpacing(2 * spacing);
    m_again->setMinimumWidth(m_again->sizeHint().width() + 2 * spacing);
    QVBoxLayout* layout = columnIn(this);
    addAll(layout, {columnHeading(tr("Origin of the picture")), m_text});
    layout->addLayout(m_facts);
    auto* close = named(new QPushButton(tr("Close")), "closeStory",
                        tr("Close the origin of the picture"), tr("Close this picture"));
    QHBoxLayout* buttons = rowOf({m_again, close});
    buttons->addStretch();
    layout->addLayout(buttons);
    layout->addStretch();
    connect(close, &QPushButton::clicked, this, &StoryPanel::closed);
    connect(m_again, &QPushButton::clicked, this, [this] { Q_EMIT runAsked(*m_story->spec); });
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
    const bool same = model && model->standsFor(told.modelSha256);
    m_text->setText(
        same    ? sentence
        : model ? tr("%1\nThis is another network.").arg(sentence)
                : tr("%1\nThat network is missing, so it cannot score the picture again. Open its "
                     "file (.pt), or put it into ~/.local/share/pareidolia/models.")
                      .arg(sentence));

    addFact(m_facts, tr("Confidence then"), wholeSpoken(told.confidence, told.logOdds),
            "storyThen");
    if (model)
        m_now = addFact(m_facts, tr("Confidence now"), QStringLiteral("…"), "storyNow");
    addFact(m_facts, tr("Network"),
            tr("%1 (%2…)").arg(network, plain(told.modelSha256).left(shownDigits)), "storyNetwork");
    if (told.spec)
        addFact(m_facts, tr("Made by"), wayOf(*told.spec), "storyWay");
    addFact(m_facts, tr("Generation"),
            tr("%1, seed %2").arg(plain(told.generation), plain(told.seed)), "storyGeneration");
    if (!told.parentLabel.empty())
        addFact(m_facts, tr("Parent"), tr("champion of “%1”").arg(plain(told.parentLabel)),
                "storyParent");
    addFact(m_facts, tr("Program"), plain(told.software), "storyProgram");

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
