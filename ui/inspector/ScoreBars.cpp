// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/ScoreBars.h"

#include "core/classifier/Scores.h"
#include "ui/drawing/Spoken.h"
#include "ui/drawing/Theme.h"

#include <QPainter>
#include <algorithm>
#include <span>
#include <utility>

namespace pareidolia {

constexpr int barHeight = 4;
constexpr int gap = 2; ///< below a bar

ScoreBars::ScoreBars(int rows, QWidget* parent) : QWidget(parent), m_rows(rows)
{
    setObjectName(QStringLiteral("scoreBars"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

int ScoreBars::rowHeight() const
{
    return fontMetrics().height() + barHeight + gap;
}

void ScoreBars::setRanking(const ModelInfo& model, const std::vector<RankedClass>& classes,
                           std::optional<std::size_t> marked)
{
    std::vector<ScoreBar> bars;
    for (const auto& [index, logOdds] :
         std::span(classes).first(std::min(classes.size(), static_cast<std::size_t>(m_rows))))
        bars.push_back({.label = QString::fromStdString(model.labels[index]),
                        .spoken = spoken(confidenceOf(logOdds), logOdds),
                        .confidence = probabilityOf(logOdds),
                        .marked = index == marked});
    fill(std::move(bars), {});
}

void ScoreBars::fill(std::vector<ScoreBar> bars, const QString& note)
{
    m_bars = std::move(bars);
    m_note = note;
    QStringList spoken;
    for (const ScoreBar& bar : m_bars)
        spoken.append(bar.label + QLatin1Char(' ') + bar.spoken);
    if (!m_note.isEmpty())
        spoken.append(m_note);
    setAccessibleName(tr("Highest confidences: %1").arg(spoken.join(QStringLiteral(", "))));
    updateGeometry();
    update();
}

void ScoreBars::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Colours colours = coloursOf(themeOf(palette()));
    painter.setPen(colours.quietText);
    painter.drawText(rect(), Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, m_note);
    QRect row(0, 0, width(), rowHeight());
    for (const ScoreBar& bar : m_bars) {
        QFont font = this->font();
        font.setBold(bar.marked);
        painter.setFont(font);
        const int number = painter.fontMetrics().horizontalAdvance(bar.spoken) + 8;
        const QRect text = row.adjusted(0, 0, 0, -barHeight - gap);
        painter.setPen(colours.text);
        painter.drawText(text.adjusted(0, 0, -number, 0), Qt::AlignLeft | Qt::AlignVCenter,
                         fitted(bar.label, font, text.width() - number));
        painter.drawText(text, Qt::AlignRight | Qt::AlignVCenter, bar.spoken);
        QRect track(0, text.bottom() + 1, width(), barHeight);
        painter.fillRect(track, colours.grid);
        track.setWidth(static_cast<int>(track.width() * bar.confidence + 0.5));
        painter.fillRect(track, bar.marked ? colours.accent : colours.quietText);
        row.translate(0, rowHeight());
    }
}

} // namespace pareidolia
