// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/exporting/FamilyTreeDesigner.h"

#include "core/base/Files.h"
#include "core/run/Phylogeny.h"
#include "ui/drawing/RunDrawings.h"

#include <QComboBox>
#include <QLineEdit>
#include <utility>

namespace pareidolia {

namespace {

/// More lanes than this are more than one can see at once.
constexpr std::size_t mostAtFirst = 60;

} // namespace

FamilyTreeDesigner::FamilyTreeDesigner(Snapshots snapshots, std::vector<std::size_t> chosen,
                                       Prompts* prompts, QWidget* parent)
    : Designer(tr("Family tree"), std::move(snapshots), prompts, parent),
      m_chosen(std::move(chosen)),
      m_title(new QLineEdit),
      m_side(new QComboBox),
      m_classes(new QComboBox),
      m_x(new QComboBox),
      m_background(new QComboBox)
{
    setObjectName(QStringLiteral("familyTreeDesigner"));
    m_title->setText(tr("Ancestors of the champions"));
    m_title->setCursorPosition(0);
    addChoice(tr("Title"), m_title, "treeTitle", tr("The line at the top; empty: no title"));
    m_side->addItems({tr("A"), tr("B")});
    if (runs().size() > 1)
        addChoice(tr("Run"), m_side, "treeSide", tr("The run of the comparison"));
    const std::size_t all = run().archive.targets().size();
    m_classes->addItem(tr("All (%1)").arg(all));
    if (!m_chosen.empty())
        m_classes->addItem(tr("The selected ones (%1)").arg(m_chosen.size()));
    m_classes->setCurrentIndex(all > mostAtFirst && !m_chosen.empty() ? 1 : 0);
    addChoice(tr("Champions"), m_classes, "treeClasses",
              tr("The champions whose ancestors are shown; ancestors may have been champions of "
                 "other classes"));
    m_x->addItems({tr("Logarithmic"), tr("Even")});
    addChoice(tr("Generations"), m_x, "treeAcross",
              tr("Logarithmic: early generations, in which most takeovers happen, get more room"));
    m_background->addItems({tr("Light"), tr("Dark")});
    addChoice(tr("Background"), m_background, "treeBackground", tr("Light suits paper"));
    connect(m_title, &QLineEdit::textChanged, this, &FamilyTreeDesigner::redraw);
    for (const QComboBox* box : {m_side, m_classes, m_x, m_background})
        connect(box, &QComboBox::activated, this, &FamilyTreeDesigner::redraw);
    redraw();
}

const RunSnapshot& FamilyTreeDesigner::run() const
{
    const auto side = static_cast<std::size_t>(std::max(0, m_side->currentIndex()));
    return runs()[std::min(side, runs().size() - 1)];
}

std::vector<std::size_t> FamilyTreeDesigner::classes() const
{
    return m_classes->currentIndex() > 0 ? m_chosen : std::vector<std::size_t>();
}

const FamilyTree& FamilyTreeDesigner::tree() const
{
    const std::tuple of(m_side->currentIndex(), m_classes->currentIndex(),
                        run().improvements.size());
    if (m_of != of) {
        m_tree = familyTreeOf(run(), classes());
        m_of = of;
    }
    return m_tree;
}

Drawing FamilyTreeDesigner::drawing() const
{
    FamilyTree tree = this->tree();
    tree.title = m_title->text().trimmed().toStdString();
    tree.logarithmic = m_x->currentIndex() == 0;
    tree.theme = m_background->currentIndex() == 0 ? Theme::Light : Theme::Dark;
    return drawingOf(tree);
}

BackgroundJob::Work FamilyTreeDesigner::writing(const QString& file) const
{
    if (!file.endsWith(QStringLiteral(".dot"), Qt::CaseInsensitive))
        return Designer::writing(file);
    return [path = std::filesystem::path(file.toStdString()), taken = run(),
            wanted = classes()](const Progress&) {
        return writeFile(
            path, phylogenyDot(phylogenyOf(taken.improvements, wanted), taken.model().labels));
    };
}

} // namespace pareidolia
