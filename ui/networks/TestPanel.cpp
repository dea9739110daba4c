// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/networks/TestPanel.h"

#include "core/classifier/View.h"
#include "ui/drawing/Pictures.h"
#include "ui/inspector/PictureView.h"
#include "ui/inspector/ScoreBars.h"
#include "ui/session/WhenDone.h"
#include "ui/trying/Examples.h"
#include "ui/widgets/Page.h"

#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>
#include <utility>

namespace pareidolia {

namespace {

constexpr int spacing = 8;
constexpr int side = 224;
constexpr int topFew = 5;
constexpr std::size_t shownDigit = 7;
constexpr int largestForDigits = 64; ///< pixels a side
constexpr int flowerSide = 512;

struct TestPicture
{
    QString title; ///< what it shows
    Image image;   ///< of any size; see `croppedTo`
};

/// White petals around a yellow heart on a meadow: a daisy, as ImageNet calls it.
QImage flower()
{
    QImage image(flowerSide, flowerSide, QImage::Format_RGB888);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    QLinearGradient meadow(0, 0, 0, flowerSide);
    meadow.setColorAt(0, QColor(70, 110, 52));
    meadow.setColorAt(1, QColor(30, 62, 24));
    painter.fillRect(image.rect(), meadow);
    painter.translate(flowerSide / 2.0, flowerSide / 2.0);
    for (int ring = 0; ring < 2; ++ring)
        for (int petal = 0; petal < 18; ++petal) {
            painter.save();
            painter.rotate(20.0 * petal + 10.0 * ring);
            QLinearGradient white(0, -190, 0, -50);
            white.setColorAt(0, QColor(252, 252, 250));
            white.setColorAt(1, QColor(205, 208, 214));
            painter.setBrush(white);
            painter.setPen(QPen(QColor(176, 180, 190), 1.5));
            painter.drawEllipse(QRectF(-19, -195.0 + 12 * ring, 38, 150));
            painter.restore();
        }
    QRadialGradient heart(-12, -16, 70);
    heart.setColorAt(0, QColor(255, 214, 64));
    heart.setColorAt(1, QColor(196, 128, 12));
    painter.setBrush(heart);
    painter.setPen(Qt::NoPen);
    painter.drawEllipse(QRectF(-58, -58, 116, 116));
    painter.end();
    return image;
}

/// A digit for small grey networks, a flower for all others: drawn for this program, from no data
/// set.
TestPicture testPictureFor(const ImageShape& input)
{
    if (input.channels == 1 && input.width == input.height && input.width <= largestForDigits)
        return {TestPanel::tr("A seven, drawn for this program"), digitPicture(shownDigit, input)};
    return {TestPanel::tr("A daisy, painted for this program"), fromQImage(flower())};
}

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
    auto* choose =
        named(new QPushButton(tr("Another &picture…")), "testChoose", tr("Another test picture"),
              tr("Choose your own picture; pictures can be dropped here, too"));
    connect(choose, &QPushButton::clicked, this, &TestPanel::pictureAsked);
    QVBoxLayout* layout = columnIn(this, spacing);
    addAll(layout, {columnHeading(tr("Its confidences")), m_picture, m_title});
    layout->addWidget(choose, 0, Qt::AlignLeft);
    layout->addSpacing(spacing);
    addAll(layout, {m_bars, m_remark});
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
        picture = shownTo(model.input, *m_own).picture;
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
