// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trying/AnswerPanel.h"

#include "ui/drawing/Spoken.h"
#include "ui/drawing/Theme.h"
#include "ui/inspector/ScoreBars.h"
#include "ui/trying/PictureFile.h"
#include "ui/widgets/Page.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace pareidolia {

namespace {

constexpr int topClasses = 10;

QLabel* largeText(const char* name)
{
    QLabel* label = copyableText(name);
    QFont font = enlarged(label->font(), 2.4);
    font.setWeight(QFont::DemiBold);
    label->setFont(font);
    return label;
}

} // namespace

AnswerPanel::AnswerPanel(const QString& heading, QWidget* parent)
    : QWidget(parent),
      m_label(largeText("seenLabel")),
      m_confidence(largeText("seenConfidence")),
      m_remark(quietText()),
      m_bars(new ScoreBars(topClasses))
{
    m_confidence->setWordWrap(false);
    m_remark->setMinimumHeight(m_label->sizeHint().height()); // nothing jumps
    m_remark->setObjectName(QStringLiteral("seenRemark"));
    auto* first = new QHBoxLayout;
    first->addWidget(m_remark, 1);
    first->addWidget(m_label, 1);
    first->addWidget(m_confidence, 0, Qt::AlignTop);
    QVBoxLayout* layout = columnIn(this);
    layout->addWidget(columnHeading(heading));
    layout->addLayout(first);
    layout->addWidget(m_bars);
    showNothing();
}

void AnswerPanel::showRemark(const QString& text)
{
    m_label->clear();
    m_label->hide();
    m_confidence->clear();
    m_remark->setText(text);
    m_remark->show();
    m_bars->setNote({});
}

void AnswerPanel::showClaim(const PictureStory& story)
{
    showLarge(QString::fromStdString(story.label), spoken(story.confidence, story.logOdds));
}

void AnswerPanel::showLarge(const QString& label, const QString& confidence)
{
    m_remark->hide();
    m_label->setText(label);
    m_label->show();
    m_confidence->setText(confidence);
}

void AnswerPanel::showAnswer(const ModelInfo& model, const std::vector<RankedClass>& classes)
{
    if (classes.empty())
        return showRemark(tr("The network gave no numbers for this picture."));
    m_bars->setRanking(model, classes, classes.front().index);
    showLarge(m_bars->bars().front().label, m_bars->bars().front().spoken);
}

} // namespace pareidolia
