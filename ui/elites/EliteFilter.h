// SPDX-License-Identifier: GPL-3.0-or-later
// Which classes a grid shows, and in which order.
#pragma once

#include <QSortFilterProxyModel>
#include <optional>

namespace pareidolia {

/// Over an EliteModel. Order and numeric filters follow the champions only when `refresh` is
/// called: tiles must not jump under the mouse.
class EliteFilter : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    enum class Order { ByClass, ByLabel, ByConfidence, ByLatestChange };
    Q_ENUM(Order)

    explicit EliteFilter(QObject* parent = nullptr);

    /// Words must all be met: part of a label, a class number, `>0.99`, `<0.5`, `>99%`. What is no
    /// number after `>` is met by nothing.
    void setFilterText(const QString& text);
    const QString& filterText() const { return m_text; }

    void setOrder(Order order);
    Order order() const { return m_order; }

    /// Shows the same classes in the same order as another filter, over a model with equal rows;
    /// text and order of this one mean nothing then. `leader` outlives it.
    void follow(const EliteFilter* leader);

    /// Shows the champions of another model with equal rows in the places of this one's; null: its
    /// own again.
    void showInstead(const QAbstractItemModel* other);

    void refresh();
    QVariant data(const QModelIndex& index, int role) const override;

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    QString m_text;
    Order m_order = Order::ByClass;
    const EliteFilter* m_leader = nullptr;
    const QAbstractItemModel* m_shown = nullptr; ///< instead of the source
};

} // namespace pareidolia
