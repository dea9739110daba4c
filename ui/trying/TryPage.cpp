// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trying/TryPage.h"

#include "core/classifier/Scores.h"
#include "core/classifier/View.h"
#include "core/image/Photo.h"
#include "ui/inspector/PictureView.h"
#include "ui/inspector/ScoreBars.h"
#include "ui/present/Pictures.h"
#include "ui/present/Spoken.h"
#include "ui/present/Theme.h"
#include "ui/trying/DrawingPad.h"
#include "ui/trying/HandDrawing.h"

#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>
#include <algorithm>

namespace pareidolia {

namespace {

constexpr int spacing = 16;
constexpr int side = 280;
constexpr int topClasses = 10;
constexpr int largestForDrawing = 64; ///< pixels a side

QVBoxLayout* column(const QString& title, QWidget* content)
{
    auto* layout = new QVBoxLayout;
    layout->setSpacing(spacing / 2);
    auto* label = new QLabel(title);
    label->setEnabled(false);
    layout->addWidget(label);
    layout->addWidget(content);
    return layout;
}

} // namespace

TryPage::TryPage(std::shared_ptr<const Classifier> classifier, QWidget* parent)
    : QWidget(parent),
      m_classifier(std::move(classifier)),
      m_picture(new PictureView),
      m_bars(new ScoreBars(topClasses)),
      m_text(new QLabel)
{
    setObjectName(QStringLiteral("tryPage"));
    setAcceptDrops(true);
    const ModelInfo& model = m_classifier->info();
    auto* heading = new QLabel(tr("Try %1").arg(QString::fromStdString(model.name)));
    heading->setFont(enlarged(heading->font(), 1.6));
    auto* columns = new QHBoxLayout;
    columns->setSpacing(2 * spacing);
    if (model.input.channels == 1 && model.input.width == model.input.height &&
        model.input.width <= largestForDrawing) {
        m_pad = new DrawingPad;
        auto* clear = new QPushButton(tr("Clear"));
        clear->setObjectName(QStringLiteral("clearPad"));
        clear->setToolTip(tr("Wipe the pad"));
        connect(clear, &QPushButton::clicked, m_pad, &DrawingPad::clear);
        connect(m_pad, &DrawingPad::drawn, this, [this] {
            m_story.reset();
            showPicture(networkPictureOf(m_pad->strokes(), m_classifier->info().input));
        });
        QVBoxLayout* drawing = column(tr("Draw here"), m_pad);
        drawing->addWidget(clear, 0, Qt::AlignLeft);
        drawing->addStretch();
        columns->addLayout(drawing);
    }
    m_picture->setFixedSize(side, side);
    QVBoxLayout* seen = column(tr("What the network is shown"), m_picture);
    seen->addStretch();
    columns->addLayout(seen);
    m_bars->setMinimumWidth(side);
    m_bars->setMaximumWidth(2 * side);
    QVBoxLayout* answer = column(tr("What it sees"), m_bars);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_text->setObjectName(QStringLiteral("pictureStory"));
    answer->addWidget(m_text);
    answer->addStretch();
    columns->addLayout(answer, 1);
    auto* hint =
        new QLabel(tr("Or drop a picture here: a photograph, or one that Pareidolia made."));
    hint->setEnabled(false);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * spacing, spacing, 2 * spacing, spacing);
    layout->addWidget(heading);
    layout->addSpacing(spacing);
    layout->addLayout(columns);
    layout->addWidget(hint);
    layout->addStretch();
    connect(&m_scorer, &Scorer::ranked, this, &TryPage::showScores);
}

QString TryPage::title() const
{
    return tr("Try %1").arg(QString::fromStdString(m_classifier->info().name));
}

Result<void> TryPage::openPicture(const QString& path)
{
    const std::string file = path.toStdString();
    const ImageShape& input = m_classifier->info().input;
    m_story.reset();
    if (auto png = readPng(file)) {
        m_story = storyOf(png->text);
        if (png->image.shape == input) {
            showPicture(png->image);
            return {};
        }
    }
    const auto photo = readPhoto(file);
    if (!photo)
        return tl::unexpected(photo.error());
    showPicture(croppedTo(input, *photo));
    return {};
}

void TryPage::showPicture(const Image& picture)
{
    m_rescored.clear();
    m_picture->setPicture(toQImage(picture));
    m_scorer.score(m_classifier, picture, m_classifier->info().classes());
    tellStory();
}

void TryPage::showScores(const std::vector<RankedClass>& classes)
{
    const ModelInfo& model = m_classifier->info();
    std::vector<ScoreBar> bars;
    for (const RankedClass& ranked : classes) {
        const QString label = QString::fromStdString(model.labels[ranked.index]);
        const float confidence = confidenceOf(ranked.logOdds);
        const bool claimed = m_story && m_story->label == model.labels[ranked.index];
        if (claimed)
            m_rescored = confidence == m_story->confidence
                             ? tr("Scored again: the same, to the last bit.")
                             : tr("Scored again: %1.").arg(spoken(confidence, ranked.logOdds));
        if (bars.size() < topClasses)
            bars.push_back({.label = label,
                            .spoken = spoken(confidence, ranked.logOdds),
                            .confidence = probabilityOf(ranked.logOdds),
                            .marked = bars.empty()});
    }
    m_bars->setBars(std::move(bars));
    tellStory();
}

void TryPage::tellStory()
{
    if (!m_story) {
        m_text->clear();
        return;
    }
    QStringList lines{tr("Pareidolia made this picture: %1 was %2 sure that it is “%3” (seed %4, "
                         "generation %5).")
                          .arg(QString::fromStdString(m_story->model),
                               spoken(m_story->confidence, m_story->logOdds),
                               QString::fromStdString(m_story->label),
                               QString::fromStdString(m_story->seed),
                               QString::fromStdString(m_story->generation))};
    if (m_story->modelSha256 != m_classifier->info().sha256)
        lines.append(tr("That was another network than the one that looks at it now."));
    if (!m_rescored.isEmpty())
        lines.append(m_rescored);
    m_text->setText(lines.join('\n'));
}

void TryPage::dragEnterEvent(QDragEnterEvent* event)
{
    // Models are the window's: they make a tab of their own.
    const auto urls = event->mimeData()->urls();
    const bool hasModel = std::ranges::any_of(
        urls, [](const QUrl& url) { return url.path().endsWith(QStringLiteral(".pt")); });
    event->setAccepted(!urls.isEmpty() && !hasModel);
}

void TryPage::dropEvent(QDropEvent* event)
{
    event->acceptProposedAction();
    for (const QUrl& url : event->mimeData()->urls())
        if (const auto opened = openPicture(url.toLocalFile()); !opened)
            Q_EMIT failed(opened.error());
}

} // namespace pareidolia
