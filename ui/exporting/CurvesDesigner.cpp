// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/exporting/CurvesDesigner.h"

#include "core/base/Files.h"
#include "core/run/RunReport.h"
#include "ui/drawing/RunDrawings.h"

#include <QComboBox>
#include <QLineEdit>
#include <array>
#include <utility>

namespace pareidolia {

namespace {

constexpr std::size_t mostClasses = 12;
constexpr std::array shapes{QSize(1600, 1000), QSize(1600, 900), QSize(1333, 1000),
                            QSize(1000, 1000)};

} // namespace

CurvesDesigner::CurvesDesigner(Snapshots snapshots, std::vector<std::size_t> chosen,
                               Prompts* prompts, QWidget* parent)
    : Designer(tr("Curves"), std::move(snapshots), prompts, parent),
      m_chosen(std::move(chosen)),
      m_title(new QLineEdit),
      m_x(new QComboBox),
      m_classes(new QComboBox),
      m_shape(new QComboBox),
      m_background(new QComboBox)
{
    setObjectName(QStringLiteral("curvesDesigner"));
    if (m_chosen.size() > mostClasses)
        m_chosen.resize(mostClasses);
    m_title->setText(QString::fromStdString(curvesOf(runs()).title));
    m_title->setCursorPosition(0);
    addChoice(tr("Title"), m_title, "curvesTitle", tr("The line at the top; empty: no title"));
    m_x->addItems({tr("Generations"), tr("Evaluations"), tr("Seconds")});
    if (runs().size() > 1) // a picture scored is the same to both
        m_x->setCurrentIndex(static_cast<int>(CurvesX::Evaluations));
    addChoice(tr("Horizontal axis"), m_x, "curvesAcross", tr("Horizontal axis of the figure"));
    m_classes->addItem(tr("Median and bands"));
    if (!m_chosen.empty())
        m_classes->addItem(tr("And the selected classes (%1)").arg(m_chosen.size()));
    addChoice(tr("Curves"), m_classes, "curvesClasses",
              tr("Classes that are selected on the wall can get their own lines"));
    m_shape->addItems({tr("16 : 10"), tr("16 : 9"), tr("4 : 3"), tr("Square")});
    addChoice(tr("Shape"), m_shape, "curvesShape", tr("Ratio of width to height"));
    m_background->addItems({tr("Light"), tr("Dark")});
    addChoice(tr("Background"), m_background, "curvesBackground", tr("Light suits paper"));
    connect(m_title, &QLineEdit::textChanged, this, &CurvesDesigner::redraw);
    for (const QComboBox* box : {m_x, m_classes, m_shape, m_background})
        connect(box, &QComboBox::activated, this, &CurvesDesigner::redraw);
    redraw();
}

Drawing CurvesDesigner::drawing() const
{
    const bool withClasses = m_classes->currentIndex() > 0;
    CurvesFigure figure =
        curvesOf(runs(), static_cast<CurvesX>(m_x->currentIndex()),
                 withClasses ? std::span<const std::size_t>(m_chosen) : std::span<std::size_t>());
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

} // namespace pareidolia
