// SPDX-License-Identifier: GPL-3.0-or-later
// Which classes a wall shows, and in which order.
#pragma once

#include <QSortFilterProxyModel>
#include <QStringList>
#include <cstddef>
#include <optional>
#include <vector>

namespace pareidolia {

/// A proxy of a ChampionModel. Order and numeric filters follow the champions only when `refresh`
/// is called: tiles must not jump under the mouse.
class ChampionFilter : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    enum class Order { ByClass, ByLabel, ByConfidence, ByLatestChange, ByGroup };
    Q_ENUM(Order)

    explicit ChampionFilter(QObject* parent = nullptr);

    /// What a class must match to be shown.
    struct Wanted
    {
        /// All words must match: part of a label, the whole name of a group, `group:` and a part of
        /// one, a class number, `>0.99`, `<0.5`, `>99%`. Nothing matches a `>` without a number.
        /// The name of a group may have several words if the text has nothing else.
        QString text;
        QStringList groups;              ///< in any of these; empty: all
        std::vector<std::size_t> hidden; ///< classes, ascending
    };
    void setWanted(Wanted wanted);

    void setOrder(Order order);
    Order order() const { return m_order; }

    /// Shows the same classes in the same order as another filter, over a model with equal rows;
    /// its own text and order are then ignored. `leader` outlives it.
    void follow(const ChampionFilter* leader);

    /// Shows the champions of another model with equal rows instead of its own; null: its own
    /// again.
    void showInstead(const QAbstractItemModel* other);

    void refresh();
    QVariant data(const QModelIndex& index, int role) const override;

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    bool meetsAll(const QModelIndex& index) const;

    Wanted m_wanted;
    Order m_order = Order::ByClass;
    const ChampionFilter* m_leader = nullptr;
    const QAbstractItemModel* m_shown = nullptr; ///< instead of the source
};

} // namespace pareidolia
