// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/elites/EliteFilter.h"

#include "ui/elites/EliteModel.h"

#include <QRegularExpression>
#include <algorithm>

namespace pareidolia {

namespace {

/// "0.99" or "99%" as a share; nothing if it is no number.
std::optional<double> shareOf(QString text)
{
    const bool percent = text.endsWith('%');
    if (percent)
        text.chop(1);
    bool isNumber = false;
    const double number = text.replace(',', '.').toDouble(&isNumber);
    if (!isNumber)
        return std::nullopt;
    return percent ? number / 100 : number;
}

bool meets(const QModelIndex& index, const QString& word)
{
    if (word.startsWith('>') || word.startsWith('<')) {
        const auto bound = shareOf(word.mid(1));
        const double confidence = index.data(EliteModel::ConfidenceRole).toDouble();
        return bound && (word.startsWith('>') ? confidence > *bound : confidence < *bound);
    }
    return index.data().toString().contains(word, Qt::CaseInsensitive) ||
           index.data(EliteModel::IndexRole).toString() == word;
}

} // namespace

EliteFilter::EliteFilter(QObject* parent) : QSortFilterProxyModel(parent)
{
    setDynamicSortFilter(false);
    setSortCaseSensitivity(Qt::CaseInsensitive);
}

void EliteFilter::setFilterText(const QString& text)
{
    m_text = text;
    // "> 0.9" is one condition.
    m_text.replace(QRegularExpression(QStringLiteral("([<>])\\s+")), QStringLiteral("\\1"));
    invalidateFilter();
}

void EliteFilter::setOrder(Order order)
{
    m_order = order;
    refresh();
}

void EliteFilter::follow(const EliteFilter* leader)
{
    m_leader = leader;
    connect(leader, &QAbstractItemModel::layoutChanged, this, &EliteFilter::refresh);
    connect(leader, &QAbstractItemModel::rowsInserted, this, &EliteFilter::refresh);
    connect(leader, &QAbstractItemModel::rowsRemoved, this, &EliteFilter::refresh);
    refresh();
}

void EliteFilter::showInstead(const QAbstractItemModel* other)
{
    m_shown = other;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, 0));
}

QVariant EliteFilter::data(const QModelIndex& index, int role) const
{
    if (!m_shown || !index.isValid())
        return QSortFilterProxyModel::data(index, role);
    return m_shown->index(mapToSource(index).row(), 0).data(role);
}

void EliteFilter::refresh()
{
    invalidateFilter();
    const bool ascends = m_leader || m_order == Order::ByClass || m_order == Order::ByLabel;
    sort(0, ascends ? Qt::AscendingOrder : Qt::DescendingOrder);
}

bool EliteFilter::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    if (m_leader)
        return m_leader->mapFromSource(m_leader->sourceModel()->index(row, 0)).isValid();
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    const QStringList words = m_text.split(' ', Qt::SkipEmptyParts);
    return std::ranges::all_of(words, [&](const QString& word) { return meets(index, word); });
}

bool EliteFilter::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    if (m_leader) {
        const auto place = [this](const QModelIndex& index) {
            return m_leader->mapFromSource(m_leader->sourceModel()->index(index.row(), 0)).row();
        };
        return place(left) < place(right);
    }
    switch (m_order) {
    case Order::ByClass:
        return left.row() < right.row();
    case Order::ByLabel:
        return left.data().toString().compare(right.data().toString(), Qt::CaseInsensitive) < 0;
    case Order::ByConfidence:
        return left.data(EliteModel::LogOddsRole).toDouble() <
               right.data(EliteModel::LogOddsRole).toDouble();
    case Order::ByLatestChange:
        return left.data(EliteModel::ChangeRole).toULongLong() <
               right.data(EliteModel::ChangeRole).toULongLong();
    }
    return false;
}

} // namespace pareidolia
