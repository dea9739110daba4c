// SPDX-License-Identifier: GPL-3.0-or-later
// The user's settings and selection among the champions: shared by all views of the same classes,
// so that walls, curves and inspector agree.
#pragma once

#include "ui/champions/ChampionFilter.h"

#include <QObject>
#include <optional>
#include <utility>
#include <vector>

namespace pareidolia {

/// Main thread. Setters signal only real changes.
class WallState : public QObject
{
    Q_OBJECT

public:
    static constexpr int smallestSide = 24;
    static constexpr int largestSide = 320;

    using QObject::QObject;

    const QString& filterText() const { return m_filterText; }
    const QStringList& groups() const { return m_groups; } ///< shown groups; empty: all
    const std::vector<std::size_t>& hiddenClasses() const { return m_hiddenClasses; }
    ChampionFilter::Order order() const { return m_order; }
    ChampionFilter::Wanted wanted() const
    {
        return {.text = m_filterText, .groups = m_groups, .hidden = m_hiddenClasses};
    }
    bool frozen() const { return m_frozen; }
    int pictureSide() const { return m_pictureSide; } ///< screen pixels
    double threshold() const { return m_threshold; }  ///< tiles below are dimmed; 0: none
    bool reducedMotion() const { return m_reducedMotion; }

    std::optional<std::size_t> currentClass() const { return m_currentClass; }
    const std::vector<std::size_t>& selectedClasses() const { return m_selectedClasses; }
    std::optional<std::size_t> hoveredClass() const { return m_hoveredClass; }

    using Class = std::optional<std::size_t>;
    using Classes = std::vector<std::size_t>;
    void setFilterText(const QString& text) { set(m_filterText, text, &WallState::filterChanged); }
    void setGroups(const QStringList& groups) { set(m_groups, groups, &WallState::filterChanged); }
    void setHiddenClasses(Classes indices); ///< in any order
    void setOrder(ChampionFilter::Order order) { set(m_order, order, &WallState::orderChanged); }
    void setFrozen(bool frozen) { set(m_frozen, frozen, &WallState::orderChanged); }
    void setPictureSide(int side);
    void setThreshold(double value) { set(m_threshold, value, &WallState::lookChanged); }
    void setReducedMotion(bool value) { set(m_reducedMotion, value, &WallState::lookChanged); }
    void setCurrentClass(Class index) { set(m_currentClass, index, &WallState::currentChanged); }
    void setSelectedClasses(Classes indices)
    {
        set(m_selectedClasses, std::move(indices), &WallState::selectionChanged);
    }
    void setHoveredClass(Class index) { set(m_hoveredClass, index, &WallState::hoverChanged); }

Q_SIGNALS:
    void filterChanged(); ///< text, groups or hidden classes
    void orderChanged();  ///< order or frozen
    void lookChanged();   ///< side, threshold or motion
    void currentChanged();
    void selectionChanged();
    void hoverChanged();

private:
    template <typename Value>
    void set(Value& field, Value value, void (WallState::*changed)())
    {
        if (field == value)
            return;
        field = std::move(value);
        Q_EMIT(this->*changed)();
    }

    QString m_filterText;
    QStringList m_groups;
    std::vector<std::size_t> m_hiddenClasses; ///< ascending
    ChampionFilter::Order m_order = ChampionFilter::Order::ByClass;
    bool m_frozen = false;
    int m_pictureSide = 112;
    double m_threshold = 0;
    bool m_reducedMotion = false;
    std::optional<std::size_t> m_currentClass;
    std::vector<std::size_t> m_selectedClasses;
    std::optional<std::size_t> m_hoveredClass;
};

} // namespace pareidolia
