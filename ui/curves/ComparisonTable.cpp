// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/curves/ComparisonTable.h"

#include "core/base/Text.h"
#include "core/run/ParameterTable.h"
#include "core/run/RunFigures.h"
#include "ui/session/ParameterWords.h"

#include <QHeaderView>
#include <QLocale>

namespace pareidolia {

namespace {

constexpr int refreshInterval = 1000; ///< milliseconds

QString medianOf(const RunSession& session)
{
    const auto& latest = session.news().latest;
    return latest ? QString::fromStdString(spokenMedian(latest->statistics)) : QStringLiteral("–");
}

QString percent(double threshold)
{
    return QString::fromStdString(formatReal(threshold * 100)) + QStringLiteral(" %");
}

QString evaluations(const std::optional<std::uint64_t>& count)
{
    return count ? QLocale(QLocale::English).toString(static_cast<qulonglong>(*count))
                 : QStringLiteral("–");
}

QString setting(const nlohmann::ordered_json& value)
{
    if (value.is_null())
        return QStringLiteral("–");
    return QString::fromStdString(value.is_string() ? value.get<std::string>() : value.dump());
}

} // namespace

ComparisonTable::ComparisonTable(const RunSession* a, const RunSession* b)
    : QTableWidget(0, 3), m_a(a), m_b(b)
{
    setObjectName(QStringLiteral("comparisonTable"));
    setAccessibleName(tr("Figures of the two runs"));
    setToolTip(tr("Figures of the two runs, and the settings that differ"));
    setHorizontalHeaderLabels({QString(), tr("A"), tr("B")});
    horizontalHeaderItem(0)->setData(Qt::AccessibleTextRole, tr("Figure"));
    // What a row is about must be readable; figures are short.
    horizontalHeader()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    horizontalHeader()->setSectionResizeMode(1, QHeaderView::Stretch);
    horizontalHeader()->setSectionResizeMode(2, QHeaderView::Stretch);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    setEditTriggers(NoEditTriggers);
    setFrameShape(NoFrame);
    setShowGrid(false);
    m_refresh.setInterval(refreshInterval);
    connect(&m_refresh, &QTimer::timeout, this, [this] {
        if (isVisible())
            fill();
    });
    m_refresh.start();
    fill();
}

void ComparisonTable::showEvent(QShowEvent* event)
{
    QTableWidget::showEvent(event);
    fill();
}

void ComparisonTable::setRow(int row, const QString& title, const QString& a, const QString& b,
                             const QString& meaning)
{
    const std::array texts{title, a, b};
    for (int column = 0; column < columnCount(); ++column) {
        const QString& text = texts.at(static_cast<std::size_t>(column));
        if (!item(row, column)) {
            auto* made = new QTableWidgetItem;
            if (column > 0)
                made->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            setItem(row, column, made);
        }
        item(row, column)->setText(text);
        item(row, column)->setToolTip(QStringLiteral("%1: %2\n%3").arg(title, text, meaning));
    }
}

void ComparisonTable::fill()
{
    const RunFigures a = figuresOf(m_a->spec(), m_a->curve());
    const RunFigures b = figuresOf(m_b->spec(), m_b->curve());
    const auto differences = settingsThatDiffer(a, b);
    const auto thresholds = static_cast<int>(countedThresholds.size());
    setRowCount(1 + 2 * thresholds + static_cast<int>(differences.size()));
    int row = 0;
    setRow(row++, tr("Median"), medianOf(*m_a), medianOf(*m_b),
           tr("Half of the classes have a champion with a higher confidence."));
    for (std::size_t i = 0; i < countedThresholds.size(); ++i)
        setRow(row++, tr("Over %1").arg(percent(countedThresholds[i])), QString::number(a.over[i]),
               QString::number(b.over[i]), tr("Classes whose champion has a higher confidence."));
    for (std::size_t i = 0; i < countedThresholds.size(); ++i)
        setRow(row++, tr("Evaluations to %1").arg(percent(countedThresholds[i])),
               evaluations(a.evaluationsTo[i]), evaluations(b.evaluationsTo[i]),
               tr("Evaluations until the median confidence was higher."));
    for (const SettingDifference& difference : differences) {
        const auto parameter = findParameter(difference.key);
        if (!parameter)
            continue;
        setRow(row++, labelOf(**parameter), shownValue(**parameter, setting(difference.a)),
               shownValue(**parameter, setting(difference.b)), meaningOf(**parameter));
    }
}

} // namespace pareidolia
