// SPDX-License-Identifier: GPL-3.0-or-later
// Designs a family tree of the champions, and writes it as PNG, PDF, SVG, or in Graphviz's
// language.
#pragma once

#include "ui/drawing/FamilyTree.h"
#include "ui/exporting/Designer.h"

#include <tuple>

class QComboBox;
class QLineEdit;

namespace pareidolia {

class FamilyTreeDesigner : public Designer
{
    Q_OBJECT

public:
    /// `chosen`: selected classes, whose champions alone can be shown.
    FamilyTreeDesigner(Snapshots snapshots, std::vector<std::size_t> chosen, Prompts* prompts,
                       QWidget* parent = nullptr);

protected:
    Drawing drawing() const override;
    QString suggestion() const override { return tr("family-tree"); }
    QStringList endings() const override { return Designer::endings() << QStringLiteral("dot"); }
    BackgroundJob::Work writing(const QString& file) const override;

private:
    const RunSnapshot& run() const;
    std::vector<std::size_t> classes() const;

    /// Kept while only the style changes: a long log takes time.
    const FamilyTree& tree() const;

    std::vector<std::size_t> m_chosen;
    mutable std::tuple<int, int, std::size_t> m_of{-1, -1, 0}; ///< what m_tree was made from
    mutable FamilyTree m_tree;
    QLineEdit* m_title;
    QComboBox* m_side;
    QComboBox* m_classes;
    QComboBox* m_x;
    QComboBox* m_background;
};

} // namespace pareidolia
