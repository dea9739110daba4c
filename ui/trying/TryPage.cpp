// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trying/TryPage.h"

#include "core/analysis/TypicalConfidence.h"
#include "core/classifier/Scores.h"
#include "core/classifier/TenCrops.h"
#include "core/encoding/CppnGenome.h"
#include "core/encoding/Encoding.h"
#include "core/recognising/FileKind.h"
#include "ui/drawing/Pictures.h"
#include "ui/inspector/PicturePane.h"
#include "ui/session/WhenDone.h"
#include "ui/trying/AnswerPanel.h"
#include "ui/trying/ExampleRow.h"
#include "ui/trying/SourcePanel.h"
#include "ui/trying/StoryPanel.h"
#include "ui/trying/TypicalPanel.h"
#include "ui/widgets/Page.h"

#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QMimeData>
#include <QVBoxLayout>
#include <QtConcurrent>
#include <algorithm>

namespace pareidolia {

namespace {

constexpr int spacing = 16;
constexpr std::uint32_t mostNodes = 1000; ///< of a network that is drawn
constexpr int side = 308;                 ///< eleven pixels of the screen for each of MNIST's
constexpr int widestAnswer = 2 * side;
constexpr qsizetype mostAtOnce = 10; ///< pictures dropped

QVBoxLayout* addColumn(QHBoxLayout* columns, int stretch = 0)
{
    auto* column = new QVBoxLayout;
    column->setSpacing(spacing / 2);
    columns->addLayout(column, stretch);
    return column;
}

} // namespace

TryPage::TryPage(std::shared_ptr<const Classifier> classifier, QWidget* parent)
    : QWidget(parent),
      m_classifier(std::move(classifier)),
      m_source(new SourcePanel(m_classifier ? &m_classifier->info() : nullptr, side)),
      m_story(new StoryPanel),
      m_picture(new PicturePane),
      m_origin(quietText()),
      m_examples(new ExampleRow(tr("Or choose one of these (keys 0 to 9)"), true)),
      m_dropped(new ExampleRow(tr("Dropped pictures"), false)),
      m_answer(new AnswerPanel(m_classifier ? tr("Confidences") : tr("What its network scored")))
{
    setObjectName(QStringLiteral("tryPage"));
    setAcceptDrops(true);
    setFocusPolicy(Qt::ClickFocus);
    const QString lead = m_classifier
                             ? tr("It distinguishes %1 classes and gives each a confidence for any "
                                  "picture: it cannot say that none fits.")
                                   .arg(m_classifier->info().classes())
                             : tr("The network that this picture was made for is missing, so the "
                                  "picture cannot be scored.");
    auto* columns = new QHBoxLayout;
    columns->setSpacing(2 * spacing);
    addSource(columns);
    addShown(columns);
    addAnswer(columns);

    beginPage(this, title(), lead)->addLayout(columns, 1);

    if (m_classifier)
        m_reader.setInput(m_classifier->info().input);
    connect(&m_scorer, &Scorer::ranked, this, &TryPage::showScores);
    connect(&m_reader, &PictureReader::ready, this, &TryPage::takePicture);
    connect(&m_reader, &PictureReader::failed, this, &TryPage::takeFailure);
    connect(m_story, &StoryPanel::runAsked, this, &TryPage::runAsked);
    connect(m_story, &StoryPanel::closed, this, &TryPage::showNothing);
    for (ExampleRow* row : {m_examples, m_dropped})
        connect(row, &ExampleRow::chosen, this, &TryPage::showPicture);
    if (m_classifier)
        addExamples();
}

void TryPage::addSource(QHBoxLayout* columns)
{
    addAll(addColumn(columns), {m_source, m_story});
    m_story->setFixedWidth(side);
    m_story->hide();
    connect(m_source, &SourcePanel::wiped, this, &TryPage::showNothing);
    connect(m_source, &SourcePanel::drawn, this, [this](const ShownPicture& drawing) {
        setFocus(); // no example is shown any more
        showToNetwork(drawing);
    });
}

void TryPage::addShown(QHBoxLayout* columns)
{
    auto* column = addColumn(columns);
    m_picture->setObjectName(QStringLiteral("shownPicture"));
    m_picture->setFixedWidth(side);
    m_origin->setObjectName(QStringLiteral("pictureOrigin"));
    m_origin->setFixedWidth(side);
    m_origin->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_origin->setMinimumHeight(2 * m_origin->fontMetrics().lineSpacing()); // nothing jumps
    m_examples->setObjectName(QStringLiteral("example"));
    m_dropped->setObjectName(QStringLiteral("dropped"));
    addAll(column, {columnHeading(m_classifier ? tr("What the network scores") : tr("The picture")),
                    m_picture, m_origin});
    column->addSpacing(spacing / 2);
    addAll(column, {m_dropped, m_examples});
    column->addStretch();
}

void TryPage::addAnswer(QHBoxLayout* columns)
{
    auto* column = addColumn(columns, 1);
    m_answer->setMaximumWidth(widestAnswer);
    column->addWidget(m_answer);
    column->addSpacing(spacing);
    const auto typical =
        m_classifier ? readTypicalConfidence(typicalConfidenceFile(), m_classifier->info().sha256)
                     : std::nullopt;
    if (typical && *typical) {
        m_typical = new TypicalPanel(**typical);
        m_typical->setMaximumWidth(widestAnswer);
        column->addWidget(m_typical);
    }
    column->addStretch();
}

void TryPage::addExamples()
{
    const ModelInfo& model = m_classifier->info();
    const auto add = [this](const std::vector<Example>& examples) {
        for (const Example& example : examples)
            m_examples->add(example);
    };
    add(digitExamples(model));
    whenDone(QtConcurrent::run(clothingExamples, model, fashionFolder()), this, add);
}

QString TryPage::title() const
{
    if (m_classifier)
        return tr("Try %1").arg(QString::fromStdString(m_classifier->info().name));
    return tr("A picture made by Pareidolia");
}

void TryPage::openPictures(const QStringList& paths)
{
    m_awaited = true;
    m_droppedMany = paths.size() > 1;
    forgetDropped();
    m_dropped->setTitle(
        paths.size() <= mostAtOnce
            ? tr("Dropped pictures")
            : tr("Dropped pictures: the first %1 of %2").arg(mostAtOnce).arg(paths.size()));
    m_origin->setText(tr("Reading …"));
    m_reader.read(paths.first(std::min(paths.size(), mostAtOnce)));
}

void TryPage::openPicture(PictureFilePointer file)
{
    m_awaited = true;
    m_droppedMany = false;
    forgetDropped();
    m_reader.prepare(std::move(file));
}

void TryPage::forgetDropped()
{
    m_dropped->clear();
    m_examples->setVisible(m_examples->count() > 0);
}

void TryPage::takePicture(const ShownPicture& picture)
{
    if (m_droppedMany) {
        m_examples->hide(); // what people brought themselves comes first
        m_dropped->add({.label = picture.name, .ways = {picture}});
    }
    if (m_awaited) {
        setFocus(); // no example is shown any more
        showPicture(picture);
    }
}

void TryPage::takeFailure(const Error& error)
{
    m_origin->setText(m_shown ? m_shown->origin : QString());
    Q_EMIT failed(error);
}

void TryPage::showPicture(const ShownPicture& picture)
{
    m_source->forgetDrawing();
    m_answer->showScoring(); // what the picture before got must not stand beside this one
    if (m_typical)
        m_typical->setShown(std::nullopt);
    showToNetwork(picture);
}

void TryPage::showToNetwork(const ShownPicture& picture)
{
    m_awaited = false; // whoever waits for a file has found something else to look at
    m_shown = picture;
    m_picture->setPicture(toQImage(picture.picture));
    showNetworkThatPaints(picture);
    m_origin->setText(picture.origin);
    m_source->setVisible(!picture.story);
    m_story->setVisible(picture.story != nullptr);
    if (picture.story)
        m_story->setStory(picture.story, m_classifier ? &m_classifier->info() : nullptr);
    if (m_classifier)
        m_scorer.score(withView(m_classifier, picture.view).value_or(m_classifier), picture.picture,
                       m_classifier->info().classes());
    else if (picture.story)
        m_answer->showClaim(*picture.story);
    else
        m_answer->showNothing();
}

void TryPage::showNetworkThatPaints(const ShownPicture& picture)
{
    const PictureStory* story = picture.story.get();
    const EncodingKind* kind =
        story && story->spec ? findEncodingKind(story->spec->encoding) : nullptr;
    const bool painted = kind && kind->isIndirect;
    const auto genome =
        painted ? parseCppn(story->genome) : Result<std::shared_ptr<const CppnGenome>>(nullptr);
    // Nobody could read a larger one, and files may hold anything.
    const bool drawn = genome && *genome && (*genome)->graph().size() <= mostNodes;
    m_picture->setNetwork(drawn ? *genome : nullptr, picture.picture.shape,
                          painted ? story->spec->coordinates : CoordinateSystem::Normalised);
}

void TryPage::showNothing()
{
    m_awaited = false;
    m_shown.reset();
    forgetDropped();
    m_picture->setPicture({});
    m_picture->setNetwork(nullptr, {}, {});
    m_origin->clear();
    m_story->hide();
    m_source->show();
    m_source->forgetDrawing();
    m_answer->showNothing();
    if (m_typical)
        m_typical->setShown(std::nullopt);
}

void TryPage::showScores(const std::vector<RankedClass>& classes)
{
    if (!m_shown)
        return;
    const ModelInfo& model = m_classifier->info();
    m_answer->showAnswer(model, classes);
    if (m_typical)
        m_typical->setShown(classes.empty() ? std::nullopt
                                            : std::optional(classes.front().logOdds));
    if (!m_shown->story)
        return;
    const auto claimed = std::ranges::find_if(classes, [&](const RankedClass& ranked) {
        return model.labels[ranked.index] == m_shown->story->label;
    });
    if (claimed != classes.end())
        m_story->setScoredAgain(confidenceOf(claimed->logOdds), claimed->logOdds);
}

void TryPage::dragEnterEvent(QDragEnterEvent* event)
{
    // Networks and runs are the window's: they make a tab of their own. What is no file is told
    // when it is dropped.
    const QStringList paths = localFiles(*event->mimeData());
    const bool isWindows = std::ranges::any_of(paths, [](const QString& path) {
        const FileKind kind = kindOfFile(path.toStdString());
        return isNetwork(kind) || isRefusedNetwork(kind) || kind == FileKind::RunFile;
    });
    event->setAccepted(event->mimeData()->hasUrls() && !isWindows);
}

void TryPage::dropEvent(QDropEvent* event)
{
    event->acceptProposedAction();
    const QStringList paths = localFiles(*event->mimeData());
    if (paths.isEmpty())
        Q_EMIT failed({"the dropped object", "it is not a file on this machine",
                       "save the picture first, and drop the file"});
    else
        openPictures(paths);
}

} // namespace pareidolia
