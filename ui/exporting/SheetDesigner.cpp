// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/exporting/SheetDesigner.h"

#include "ui/drawing/RunDrawings.h"

#include <QComboBox>
#include <QLineEdit>
#include <QSpinBox>
#include <algorithm>
#include <array>
#include <utility>

namespace pareidolia {

namespace {

constexpr int mostColumns = 100;
constexpr double sure = 0.99;
constexpr std::array pictureSides{56, 112, 168, 224, 448}; ///< pixels

enum Which { All, Chosen, Sure };
enum Background { DarkGrey, LightGrey, Black, White };

/// One choice a background, in the order of the enumeration.
QStringList backgroundNames()
{
    return {SheetDesigner::tr("Dark grey"), SheetDesigner::tr("Light grey"),
            SheetDesigner::tr("Black"), SheetDesigner::tr("White")};
}

} // namespace

SheetDesigner::SheetDesigner(Snapshots snapshots, std::vector<std::size_t> chosen, Prompts* prompts,
                             QWidget* parent)
    : Designer(tr("Contact sheet"), std::move(snapshots), prompts, parent),
      m_chosen(std::move(chosen)),
      m_title(new QLineEdit),
      m_which(new QComboBox),
      m_columns(new QSpinBox),
      m_pictures(new QComboBox),
      m_captions(new QComboBox),
      m_background(new QComboBox)
{
    setObjectName(QStringLiteral("sheetDesigner"));
    addChoice(tr("Title"), m_title, "sheetTitle", tr("The line at the top; empty: no title"));
    m_title->setText(QString::fromStdString(contactSheetOf(runs()).title));
    m_title->setCursorPosition(0);
    m_which->addItem(tr("All"), All);
    if (!m_chosen.empty())
        m_which->addItem(tr("Those selected on the wall (%1)").arg(m_chosen.size()), Chosen);
    m_which->addItem(tr("Those over 99 %"), Sure);
    addChoice(tr("Classes"), m_which, "sheetClasses", tr("Which classes are on the sheet"));
    if (m_chosen.size() > 1)
        m_which->setCurrentIndex(1);
    if (runs().size() > 1) {
        m_side = new QComboBox;
        m_side->addItem(tr("Both runs"));
        for (std::size_t run = 0; run < runs().size(); ++run)
            m_side->addItem(QString::fromStdString(sideLabel(runs(), run)));
        addChoice(tr("Runs"), m_side, "sheetRuns",
                  tr("Both runs, one below the other, or one of them"));
        connect(m_side, &QComboBox::activated, this, &SheetDesigner::redraw);
    }
    m_columns->setRange(0, mostColumns);
    m_columns->setSpecialValueText(tr("Automatic"));
    addChoice(tr("Columns"), m_columns, "sheetColumns", tr("Pictures in a row"));
    m_pictures->addItem(tr("Automatic"), 0);
    for (const int side : pictureSides)
        m_pictures->addItem(tr("%1 pixels").arg(side), side);
    addChoice(
        tr("Pictures"), m_pictures, "sheetPictures",
        tr("The size of each picture; enlarged by whole numbers, so that every pixel is visible"));
    m_captions->addItems({tr("None"), tr("Labels"), tr("Labels and confidences")});
    m_captions->setCurrentIndex(static_cast<int>(Captions::LabelsAndConfidences));
    addChoice(tr("Captions"), m_captions, "sheetCaptions", tr("The text below each picture"));
    m_background->addItems(backgroundNames());
    addChoice(tr("Background"), m_background, "sheetBackground",
              tr("Grey keeps the pictures' contrast; black and white suit slides and paper"));
    connect(m_title, &QLineEdit::textChanged, this, &SheetDesigner::redraw);
    connect(m_columns, &QSpinBox::valueChanged, this, &SheetDesigner::redraw);
    for (const QComboBox* box : {m_which, m_pictures, m_captions, m_background})
        connect(box, &QComboBox::activated, this, &SheetDesigner::redraw);
    redraw();
}

std::vector<std::size_t> SheetDesigner::classes() const
{
    const std::vector<std::size_t>& targets = runs().front().archive.targets();
    switch (m_which->currentData().toInt()) {
    case Chosen:
        return m_chosen;
    case Sure: {
        std::vector<std::size_t> over;
        for (const std::size_t index : targets)
            if (std::ranges::any_of(runs(), [&](const RunSnapshot& run) {
                    const auto& champion = run.archive.champion(index);
                    return champion && champion->confidence > sure;
                }))
                over.push_back(index);
        return over;
    }
    default:
        return targets;
    }
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

} // namespace pareidolia
