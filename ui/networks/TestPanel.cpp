// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/networks/TestPanel.h"

#include "core/classifier/View.h"
#include "ui/drawing/Pictures.h"
#include "ui/inspector/PictureView.h"
#include "ui/inspector/ScoreBars.h"
#include "ui/networks/TestPictures.h"
#include "ui/session/WhenDone.h"
#include "ui/widgets/Headings.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>
#include <utility>

namespace pareidolia {

namespace {

constexpr int spacing = 8;
constexpr int side = 224;
constexpr int topFew = 5;

} // namespace

TestPanel::TestPanel(QWidget* parent)
    : QWidget(parent),
      m_picture(new PictureView),
      m_title(quietText()),
      m_remark(quietText()),
      m_bars(new ScoreBars(topFew))
{
    setObjectName(QStringLiteral("testPanel"));
    m_picture->setObjectName(QStringLiteral("testPicture"));
    m_picture->setFixedSize(side, side);
    m_title->setObjectName(QStringLiteral("testTitle"));
    m_remark->setObjectName(QStringLiteral("testRemark"));
    m_bars->setObjectName(QStringLiteral("testBars"));
    auto* choose = new QPushButton(tr("Another &picture…"));
    choose->setObjectName(QStringLiteral("testChoose"));
    choose->setAccessibleName(tr("Another test picture"));
    choose->setToolTip(tr("Choose your own picture; pictures can be dropped here, too"));
    connect(choose, &QPushButton::clicked, this, &TestPanel::pictureAsked);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing);
    layout->addWidget(columnHeading(tr("Its confidences")));
    layout->addWidget(m_picture);
    layout->addWidget(m_title);
    layout->addWidget(choose, 0, Qt::AlignLeft);
    layout->addSpacing(spacing);
    layout->addWidget(m_bars);
    layout->addWidget(m_remark);
    layout->addStretch();
    connect(&m_scorer, &Scorer::ranked, this, &TestPanel::showAnswer);
    showNothing({});
}

void TestPanel::setNetwork(std::shared_ptr<const Classifier> network, const QString& reason)
{
    m_network = std::move(network);
    if (m_network)
        showPicture();
    else
        showNothing(reason);
}

void TestPanel::openPicture(const QString& path)
{
    whenDone(readPictureFileLater(path), this, [this](const Result<PictureFilePointer>& file) {
        if (!file) {
            Q_EMIT failed(file.error());
            return;
        }
        m_own = *file;
        if (m_network)
            showPicture();
    });
}

void TestPanel::showPicture()
{
    const ModelInfo& model = m_network->info();
    Image picture;
    if (m_own) {
        auto shown = shownTo(model.input, *m_own);
        if (!shown) {
            Q_EMIT failed(shown.error());
            return;
        }
        picture = std::move(shown->picture);
        m_title->setText(m_own->name);
    } else {
        const TestPicture ours = testPictureFor(model.input);
        picture = ours.image.shape == model.input ? ours.image : croppedTo(model.input, ours.image);
        m_title->setText(ours.title);
    }
    m_picture->setPicture(toQImage(picture));
    m_bars->setNote(tr("scoring…"));
    m_remark->clear();
    m_scorer.score(m_network, picture, topFew);
}

void TestPanel::showAnswer(const std::vector<RankedClass>& classes)
{
    if (!m_network)
        return;
    m_bars->setRanking(m_network->info(), classes,
                       classes.empty() ? std::nullopt : std::optional(classes.front().index));
    m_remark->setText(
        classes.empty()
            ? tr("The network gives no numbers for this picture: mean and scale may be wrong.")
            : tr("If these labels do not fit the picture, try other values."));
}

void TestPanel::showNothing(const QString& reason)
{
    m_bars->setNote({});
    m_remark->setText(reason);
}

QStringList TestPanel::answer() const
{
    QStringList labels;
    for (const ScoreBar& bar : m_bars->bars())
        labels.append(bar.label);
    return labels;
}

} // namespace pareidolia
