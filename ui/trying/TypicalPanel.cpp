// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trying/TypicalPanel.h"

#include "core/classifier/Scores.h"
#include "ui/drawing/Spoken.h"
#include "ui/trying/TypicalStrip.h"
#include "ui/widgets/Headings.h"

#include <QLocale>
#include <QVBoxLayout>
#include <cmath>

namespace pareidolia {

namespace {

constexpr double step = 0.05; ///< finer shares would promise what five quantiles cannot tell

QString percent(double share, int decimals)
{
    return QStringLiteral("%1 %").arg(100 * share, 0, 'f', decimals);
}

QString spokenQuantile(double logOdds)
{
    return spoken(confidenceOf(logOdds), logOdds);
}

} // namespace

TypicalPanel::TypicalPanel(const TypicalConfidence& typical, QWidget* parent)
    : QWidget(parent),
      m_typical(typical),
      m_strip(new TypicalStrip(typical.logOdds)),
      m_place(new QLabel)
{
    setObjectName(QStringLiteral("typicalPanel"));
    auto* meaning = quietText(
        tr("Accuracy on %1 test pictures of %2: %3. Half of them have a confidence over %4 (the "
           "line), 95 % over %5. Strong: the middle half of them; faint: 90 % of them.")
            .arg(QLocale(QLocale::English).toString(static_cast<qulonglong>(typical.images)),
                 QString::fromStdString(typical.data), percent(typical.top1, 1),
                 spokenQuantile(typical.logOdds[2]), spokenQuantile(typical.logOdds[0])));
    meaning->setObjectName(QStringLiteral("typicalMeaning"));
    m_place->setObjectName(QStringLiteral("typicalPlace"));
    m_place->setWordWrap(true);
    QSizePolicy place = m_place->sizePolicy();
    place.setRetainSizeWhenHidden(true); // nothing jumps
    m_place->setSizePolicy(place);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(columnHeading(tr("Confidences of test pictures")));
    layout->addWidget(m_strip);
    layout->addWidget(m_place);
    layout->addWidget(meaning);
    setShown(std::nullopt);
}

void TypicalPanel::setShown(std::optional<double> logOdds)
{
    m_strip->setShown(logOdds);
    m_place->setVisible(logOdds.has_value());
    if (!logOdds)
        return;
    const double outer = toldShares.back();
    const auto share = shareLessSure(m_typical.logOdds, *logOdds);
    m_place->setText(
        share ? tr("The confidence is higher than for about %1 of them.")
                    .arg(percent(std::round(*share / step) * step, 0))
        : *logOdds > m_typical.logOdds.back()
            ? tr("The confidence is higher than for %1 of them.").arg(percent(outer, 0))
            : tr("The confidence is lower than for %1 of them.").arg(percent(outer, 0)));
    m_strip->setAccessibleName(m_place->text());
}

} // namespace pareidolia
