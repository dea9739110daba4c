// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/champions/ChampionFilter.h"

#include "ui/champions/ChampionModel.h"

#include <QRegularExpression>
#include <algorithm>
#include <utility>

namespace pareidolia {

namespace {

const auto groupPrefix = QStringLiteral("group:");

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

QStringList groupsOf(const QModelIndex& index)
{
    return index.data(ChampionModel::GroupsRole).toStringList();
}

bool isIn(const QModelIndex& index, const QString& group)
{
    return groupsOf(index).contains(group, Qt::CaseInsensitive);
}

bool meets(const QModelIndex& index, const QString& word)
{
    if (word.startsWith('>') || word.startsWith('<')) {
        const auto bound = shareOf(word.mid(1));
        const double confidence = index.data(ChampionModel::ConfidenceRole).toDouble();
        return bound && (word.startsWith('>') ? confidence > *bound : confidence < *bound);
    }
    if (word.startsWith(groupPrefix, Qt::CaseInsensitive)) {
        const QString part = word.mid(groupPrefix.size());
        return std::ranges::any_of(groupsOf(index), [&](const QString& group) {
            return group.contains(part, Qt::CaseInsensitive);
        });
    }
    return index.data().toString().contains(word, Qt::CaseInsensitive) ||
           index.data(ChampionModel::IndexRole).toString() == word || isIn(index, word);
}

} // namespace

ChampionFilter::ChampionFilter(QObject* parent) : QSortFilterProxyModel(parent)
{
    setDynamicSortFilter(false);
    setSortCaseSensitivity(Qt::CaseInsensitive);
}

void ChampionFilter::setWanted(Wanted wanted)
{
    m_wanted = std::move(wanted);
    // "> 0.9" is one condition.
    m_wanted.text.replace(QRegularExpression(QStringLiteral("([<>])\\s+")), QStringLiteral("\\1"));
    refresh(); // what comes back must find its place among the others
}

void ChampionFilter::setOrder(Order order)
{
    m_order = order;
    refresh();
}

void ChampionFilter::follow(const ChampionFilter* leader)
{
    m_leader = leader;
    connect(leader, &QAbstractItemModel::layoutChanged, this, &ChampionFilter::refresh);
    for (const auto change : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(leader, change, this, &ChampionFilter::refresh);
    refresh();
}

void ChampionFilter::showInstead(const QAbstractItemModel* other)
{
    m_shown = other;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, 0));
}

QVariant ChampionFilter::data(const QModelIndex& index, int role) const
{
    if (!m_shown || !index.isValid())
        return QSortFilterProxyModel::data(index, role);
    return m_shown->index(mapToSource(index).row(), 0).data(role);
}

void ChampionFilter::refresh()
{
    invalidateFilter();
    const bool ascends =
        m_leader || (m_order != Order::ByConfidence && m_order != Order::ByLatestChange);
    sort(0, ascends ? Qt::AscendingOrder : Qt::DescendingOrder);
}

bool ChampionFilter::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    if (m_leader)
        return m_leader->mapFromSource(m_leader->sourceModel()->index(row, 0)).isValid();
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    const auto place = static_cast<std::size_t>(index.data(ChampionModel::IndexRole).toInt());
    if (std::ranges::binary_search(m_wanted.hidden, place))
        return false;
    const auto holds = [&](const QString& group) { return isIn(index, group); };
    return (m_wanted.groups.isEmpty() || std::ranges::any_of(m_wanted.groups, holds)) &&
           meetsAll(index);
}

bool ChampionFilter::meetsAll(const QModelIndex& index) const
{
    const QStringList words = m_wanted.text.split(' ', Qt::SkipEmptyParts);
    return std::ranges::all_of(words, [&](const QString& word) { return meets(index, word); }) ||
           isIn(index, m_wanted.text.trimmed());
}

bool ChampionFilter::lessThan(const QModelIndex& left, const QModelIndex& right) const
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
        return left.data(ChampionModel::LogOddsRole).toDouble() <
               right.data(ChampionModel::LogOddsRole).toDouble();
    case Order::ByLatestChange:
        return left.data(ChampionModel::ChangeRole).toULongLong() <
               right.data(ChampionModel::ChangeRole).toULongLong();
    case Order::ByGroup: {
        const auto place = [](const QModelIndex& index) {
            return std::pair(index.data(ChampionModel::SectionRole).toInt(), index.row());
        };
        return place(left) < place(right);
    }
    }
    return false;
}

} // namespace pareidolia
