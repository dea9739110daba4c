// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/curves/CurvesPanel.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSettings>
#include <QVBoxLayout>
#include <utility>

namespace pareidolia {

namespace {

constexpr int spacing = 8;

/// A choice that stays from one start to the next.
QComboBox* choice(const char* name, const QString& key, const QString& spoken,
                  const QStringList& items, int usual = 0)
{
    auto* box = new QComboBox;
    box->setObjectName(QString::fromLatin1(name));
    box->setAccessibleName(spoken);
    box->setToolTip(spoken);
    box->addItems(items);
    const int kept = QSettings().value(key, usual).toInt();
    box->setCurrentIndex(kept >= 0 && kept < box->count() ? kept : usual);
    QObject::connect(box, &QComboBox::activated, box,
                     [key](int chosen) { QSettings().setValue(key, chosen); });
    return box;
}

} // namespace

CurvesPanel::CurvesPanel(std::vector<RunSession*> sessions, GridState* state, QWidget* parent)
    : QWidget(parent)
{
    // Generations of two searches may be worlds apart; a picture scored is the same to both.
    const bool compared = sessions.size() > 1;
    auto* plot = new CurvesPlot(std::move(sessions), state);
    auto* title = new QLabel(tr("How sure it became: median, quartiles, extremes"));
    title->setWordWrap(true); // narrow beside a table of large letters
    QComboBox* x = choice(
        "curvesX", compared ? QStringLiteral("curves/comparedX") : QStringLiteral("curves/curvesX"),
        tr("What goes to the right"), {tr("Generations"), tr("Evaluations"), tr("Seconds")},
        static_cast<int>(compared ? CurvesX::Evaluations : CurvesX::Generations));
    QComboBox* y = choice("curvesY", QStringLiteral("curves/curvesY"), tr("What goes up"),
                          {tr("Log-odds"), tr("Confidence")});
    connect(x, &QComboBox::currentIndexChanged, plot,
            [plot](int chosen) { plot->setX(static_cast<CurvesX>(chosen)); });
    connect(y, &QComboBox::currentIndexChanged, plot,
            [plot](int chosen) { plot->setY(static_cast<CurvesY>(chosen)); });

    plot->setX(static_cast<CurvesX>(x->currentIndex()));
    plot->setY(static_cast<CurvesY>(y->currentIndex()));

    auto* row = new QHBoxLayout;
    row->setContentsMargins(spacing, spacing / 2, spacing, 0);
    row->addWidget(title, 1);
    row->addWidget(x);
    row->addWidget(y);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(row);
    layout->addWidget(plot, 1);
}

} // namespace pareidolia
