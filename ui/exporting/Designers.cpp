// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Files.h"
#include "core/run/Phylogeny.h"
#include "core/run/RunReport.h"
#include "ui/drawing/FamilyTree.h"
#include "ui/drawing/RunDrawings.h"
#include "ui/exporting/Designer.h"

#include <QComboBox>
#include <QLineEdit>
#include <QSpinBox>
#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

namespace pareidolia {

namespace {

class SheetDesigner : public Designer
{
public:
    SheetDesigner(Subject subject, QWidget* parent);

protected:
    Drawing drawing() const override;
    QString suggestion() const override { return tr("contact sheet"); }

private:
    enum Which { All, Chosen, Sure };
    enum Background { DarkGrey, LightGrey, Black, White };
    static constexpr int mostColumns = 100;
    static constexpr double sure = 0.99;
    static constexpr std::array pictureSides{56, 112, 168, 224, 448}; ///< pixels

    std::vector<std::size_t> classes() const;

    QLineEdit* m_title;
    QComboBox* m_which;
    QComboBox* m_side = nullptr; ///< for comparisons
    QSpinBox* m_columns;
    QComboBox *m_pictures, *m_captions, *m_background;
};

SheetDesigner::SheetDesigner(Subject subject, QWidget* parent)
    : Designer(tr("Contact sheet"), "sheetDesigner", std::move(subject), parent),
      m_columns(new QSpinBox)
{
    m_title = addTitle("sheetTitle", QString::fromStdString(contactSheetOf(runs()).title));
    m_which = addList(tr("Classes"), "sheetClasses", tr("Which classes are on the sheet"));
    m_which->addItem(tr("All"), All);
    if (!chosen().empty())
        m_which->addItem(tr("Those selected on the wall (%1)").arg(chosen().size()), Chosen);
    m_which->addItem(tr("Those over 99 %"), Sure);
    if (chosen().size() > 1)
        m_which->setCurrentIndex(1);
    if (runs().size() > 1) {
        m_side = addList(tr("Runs"), "sheetRuns", tr("Both runs, one below the other, or one"),
                         {tr("Both runs")});
        for (std::size_t run = 0; run < runs().size(); ++run)
            m_side->addItem(QString::fromStdString(sideLabel(runs(), run)));
    }
    m_columns->setRange(0, mostColumns);
    m_columns->setSpecialValueText(tr("Automatic"));
    addChoice(tr("Columns"), m_columns, "sheetColumns", tr("Pictures in a row"));
    connect(m_columns, &QSpinBox::valueChanged, this, &SheetDesigner::redraw);
    m_pictures = addList(
        tr("Pictures"), "sheetPictures",
        tr("The size of each picture; enlarged by whole numbers, so that every pixel is visible"));
    m_pictures->addItem(tr("Automatic"), 0);
    for (const int side : pictureSides)
        m_pictures->addItem(tr("%1 pixels").arg(side), side);
    m_captions = addList(tr("Captions"), "sheetCaptions", tr("The text below each picture"),
                         {tr("None"), tr("Labels"), tr("Labels and confidences")});
    m_captions->setCurrentIndex(static_cast<int>(Captions::LabelsAndConfidences));
    m_background =
        addList(tr("Background"), "sheetBackground",
                tr("Grey keeps the pictures' contrast; black and white suit slides and paper"),
                {tr("Dark grey"), tr("Light grey"), tr("Black"), tr("White")});
}

std::vector<std::size_t> SheetDesigner::classes() const
{
    std::vector<std::size_t> classes = runs().front().archive.targets();
    if (m_which->currentData() == Chosen)
        return chosen();
    if (m_which->currentData() == Sure)
        std::erase_if(classes, [&](std::size_t index) {
            return std::ranges::none_of(runs(), [&](const RunSnapshot& run) {
                const auto& champion = run.archive.champion(index);
                return champion && champion->confidence > sure;
            });
        });
    return classes;
}

Drawing SheetDesigner::drawing() const
{
    std::span shown(runs());
    if (m_side && m_side->currentIndex() > 0)
        shown = shown.subspan(static_cast<std::size_t>(m_side->currentIndex() - 1), 1);
    const std::vector<std::size_t> wanted = classes();
    ContactSheet sheet = contactSheetOf(shown, wanted);
    if (wanted.empty())
        sheet.sections.clear();
    sheet.title = m_title->text().trimmed().toStdString();
    sheet.columns = m_columns->value();
    sheet.pictureSide = m_pictures->currentData().toInt();
    sheet.captions = static_cast<Captions>(m_captions->currentIndex());
    const int background = m_background->currentIndex();
    sheet.theme = background == DarkGrey || background == Black ? Theme::Dark : Theme::Light;
    sheet.pure = background == Black || background == White;
    return drawingOf(sheet);
}

class CurvesDesigner : public Designer
{
public:
    CurvesDesigner(Subject subject, QWidget* parent);

protected:
    Drawing drawing() const override;
    QString suggestion() const override { return tr("curves"); }
    QStringList endings() const override { return Designer::endings() << QStringLiteral("csv"); }
    BackgroundJob::Work writing(const QString& file) const override;

private:
    static constexpr std::size_t mostClasses = 12;
    static constexpr std::array shapes{QSize(1600, 1000), QSize(1600, 900), QSize(1333, 1000),
                                       QSize(1000, 1000)};

    QLineEdit* m_title;
    QComboBox *m_x, *m_classes, *m_shape, *m_background;
};

CurvesDesigner::CurvesDesigner(Subject subject, QWidget* parent)
    : Designer(tr("Curves"), "curvesDesigner", std::move(subject), parent)
{
    m_title = addTitle("curvesTitle", QString::fromStdString(curvesOf(runs()).title));
    m_x = addList(tr("Horizontal axis"), "curvesAcross", tr("Horizontal axis of the figure"),
                  {tr("Generations"), tr("Evaluations"), tr("Seconds")});
    if (runs().size() > 1) // an evaluation means the same in both
        m_x->setCurrentIndex(static_cast<int>(CurvesX::Evaluations));
    m_classes = addList(tr("Curves"), "curvesClasses",
                        tr("Classes that are selected on the wall can get their own lines"),
                        {tr("Median and bands")});
    if (!chosen().empty())
        m_classes->addItem(
            tr("And the selected classes (%1)").arg(std::min(chosen().size(), mostClasses)));
    m_shape = addList(tr("Shape"), "curvesShape", tr("Ratio of width to height"),
                      {tr("16 : 10"), tr("16 : 9"), tr("4 : 3"), tr("Square")});
    m_background = addTheme("curvesBackground");
}

Drawing CurvesDesigner::drawing() const
{
    std::span<const std::size_t> classes;
    if (m_classes->currentIndex() > 0)
        classes = std::span(chosen()).first(std::min(chosen().size(), mostClasses));
    CurvesFigure figure = curvesOf(runs(), static_cast<CurvesX>(m_x->currentIndex()), classes);
    figure.title = m_title->text().trimmed().toStdString();
    figure.size = shapes.at(static_cast<std::size_t>(m_shape->currentIndex()));
    figure.theme = m_background->currentIndex() == 0 ? Theme::Light : Theme::Dark;
    return drawingOf(figure);
}

BackgroundJob::Work CurvesDesigner::writing(const QString& file) const
{
    if (!file.endsWith(QStringLiteral(".csv"), Qt::CaseInsensitive))
        return Designer::writing(file);
    return [path = std::filesystem::path(file.toStdString()), taken = runs()](const Progress&) {
        return writeFile(path, curvesCsv(taken));
    };
}

class FamilyTreeDesigner : public Designer
{
public:
    FamilyTreeDesigner(Subject subject, QWidget* parent);

protected:
    Drawing drawing() const override;
    QString suggestion() const override { return tr("family-tree"); }
    QStringList endings() const override { return Designer::endings() << QStringLiteral("dot"); }
    BackgroundJob::Work writing(const QString& file) const override;

private:
    /// More lanes than this are too many to see at once.
    static constexpr std::size_t mostAtFirst = 60;

    int side() const { return m_side ? m_side->currentIndex() : 0; }
    const RunSnapshot& run() const { return runs()[static_cast<std::size_t>(side())]; }
    std::vector<std::size_t> classes() const
    {
        return m_classes->currentIndex() > 0 ? chosen() : std::vector<std::size_t>();
    }
    /// Kept while only the style changes: a long log takes time.
    const FamilyTree& tree() const;

    mutable std::tuple<int, int, std::size_t> m_of{-1, -1, 0}; ///< what m_tree was made from
    mutable FamilyTree m_tree;
    QLineEdit* m_title;
    QComboBox* m_side = nullptr; ///< for comparisons
    QComboBox *m_classes, *m_x, *m_background;
};

FamilyTreeDesigner::FamilyTreeDesigner(Subject subject, QWidget* parent)
    : Designer(tr("Family tree"), "familyTreeDesigner", std::move(subject), parent)
{
    m_title = addTitle("treeTitle", tr("Ancestors of the champions"));
    if (runs().size() > 1)
        m_side =
            addList(tr("Run"), "treeSide", tr("The run of the comparison"), {tr("A"), tr("B")});
    const std::size_t all = run().archive.targets().size();
    m_classes = addList(tr("Champions"), "treeClasses",
                        tr("The champions whose ancestors are shown; ancestors may have been "
                           "champions of other classes"),
                        {tr("All (%1)").arg(all)});
    if (!chosen().empty())
        m_classes->addItem(tr("The selected ones (%1)").arg(chosen().size()));
    m_classes->setCurrentIndex(all > mostAtFirst && !chosen().empty() ? 1 : 0);
    m_x =
        addList(tr("Generations"), "treeAcross",
                tr("Logarithmic: early generations, in which most takeovers happen, get more room"),
                {tr("Logarithmic"), tr("Even")});
    m_background = addTheme("treeBackground");
}

const FamilyTree& FamilyTreeDesigner::tree() const
{
    const std::tuple of(side(), m_classes->currentIndex(), run().improvements.size());
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

} // namespace

Designer* makeSheetDesigner(Designer::Subject subject, QWidget* parent)
{
    return new SheetDesigner(std::move(subject), parent);
}

Designer* makeCurvesDesigner(Designer::Subject subject, QWidget* parent)
{
    return new CurvesDesigner(std::move(subject), parent);
}

Designer* makeFamilyTreeDesigner(Designer::Subject subject, QWidget* parent)
{
    return new FamilyTreeDesigner(std::move(subject), parent);
}

} // namespace pareidolia
