// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/curves/CurvesPanel.h"

#include "ui/curves/CurvesPlot.h"
#include "ui/curves/GoalMatrix.h"
#include "ui/curves/HeatMap.h"
#include "ui/curves/HistogramPlot.h"
#include "ui/widgets/FlowLayout.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QSettings>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

namespace pareidolia {

namespace {

constexpr int spacing = 8;
constexpr int lettersOfGroup = 18; ///< names of groups may be long
const auto viewKey = QStringLiteral("curves/view");

QComboBox* choice(const char* name, const QString& spoken, const QStringList& items)
{
    auto* box = new QComboBox;
    box->setObjectName(QString::fromLatin1(name));
    box->setAccessibleName(spoken);
    box->setToolTip(spoken);
    box->addItems(items);
    return box;
}

/// It stays from one start to the next.
void remember(QComboBox* box, const QString& key, int usual = 0)
{
    const int kept = QSettings().value(key, usual).toInt();
    box->setCurrentIndex(kept >= 0 && kept < box->count() ? kept : usual);
    QObject::connect(box, &QComboBox::activated, box,
                     [key](int chosen) { QSettings().setValue(key, chosen); });
}

/// Of the sessions' network; nothing where nobody measured it, or the file cannot be read.
std::optional<TypicalConfidence> photographsOf(const RunSession& session)
{
    const auto read = readTypicalConfidence(typicalConfidenceFile(), session.model().sha256);
    return read ? *read : std::nullopt;
}

} // namespace

CurvesPanel::CurvesPanel(std::vector<RunSession*> sessions, WallState* state,
                         const std::vector<ChampionFilter*>& filters, QWidget* parent)
    : QWidget(parent),
      m_sessions(std::move(sessions)),
      m_tabs(new QTabBar),
      m_views(new QStackedWidget)
{
    m_tabs->setObjectName(QStringLiteral("curvesViews"));
    m_tabs->setAccessibleName(tr("View"));
    m_tabs->setToolTip(tr("View"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->addTab(tr("Curves"));
    m_tabs->setTabToolTip(Curves, tr("Confidence: median, quartiles, extremes"));
    m_tabs->addTab(tr("Heat map"));
    m_tabs->setTabToolTip(Map, tr("Confidence of each class: yellow is high, dark is low"));
    m_tabs->addTab(tr("Histogram"));
    m_tabs->setTabToolTip(Histogram,
                          tr("Confidences of the champions, beside those of test pictures"));
    m_tabs->addTab(tr("Switches"));
    m_tabs->setTabToolTip(Switches,
                          tr("Goal switches: which class's champion became another class's"));
    m_tabs->setUsesScrollButtons(false);
    auto* head = new QWidget;
    auto* row = new FlowLayout(head);
    row->setContentsMargins(spacing, spacing / 2, spacing, spacing / 2);
    row->setSpacing(spacing);
    row->addWidget(m_tabs);
    makeChoices(*row);
    makeViews(state, filters);
    connectChoices();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(head);
    layout->addWidget(m_views, 1);

    const int kept = QSettings().value(viewKey).toInt();
    m_tabs->setCurrentIndex(kept >= 0 && kept < m_tabs->count() ? kept : Curves);
    showView(m_tabs->currentIndex());
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int view) {
        QSettings().setValue(viewKey, view);
        showView(view);
    });
}

void CurvesPanel::makeChoices(QLayout& row)
{
    m_group = choice("curvesGroup", tr("Classes"), {tr("All classes")});
    m_group->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_group->setMinimumContentsLength(lettersOfGroup);
    for (const ClassGroup& group : m_sessions.front()->model().groups)
        m_group->addItem(tr("%1 against the rest").arg(QString::fromStdString(group.name)));
    m_lines =
        choice("curvesLines", tr("Order of the classes"), {tr("As on the wall"), tr("By number")});
    remember(m_lines, QStringLiteral("curves/lines"));
    // Generations of two searches may be worlds apart; a picture scored is the same to both.
    const bool compared = m_sessions.size() > 1;
    m_x = choice("curvesX", tr("Horizontal axis"),
                 {tr("Generations"), tr("Evaluations"), tr("Seconds")});
    remember(m_x, compared ? QStringLiteral("curves/comparedX") : QStringLiteral("curves/curvesX"),
             static_cast<int>(compared ? CurvesX::Evaluations : CurvesX::Generations));
    m_y = choice("curvesY", tr("Vertical axis"), {tr("Log-odds"), tr("Confidence")});
    remember(m_y, QStringLiteral("curves/curvesY"));
    for (QComboBox* box : {m_group, m_lines, m_x, m_y})
        row.addWidget(box);
}

void CurvesPanel::makeViews(WallState* state, const std::vector<ChampionFilter*>& filters)
{
    m_curves = new CurvesPlot(m_sessions, state);
    m_views->addWidget(m_curves);
    auto* maps = new QWidget;
    auto* beside = new QHBoxLayout(maps);
    beside->setContentsMargins(0, 0, 0, 0);
    for (std::size_t run = 0; run < m_sessions.size(); ++run) {
        m_maps.push_back(new HeatMap(m_sessions[run], state, filters[run]));
        beside->addWidget(m_maps.back());
    }
    m_views->addWidget(maps);
    m_views->addWidget(new HistogramPlot(m_sessions, photographsOf(*m_sessions.front())));
    auto* matrices = new QWidget;
    auto* side = new QHBoxLayout(matrices);
    side->setContentsMargins(0, 0, 0, 0);
    for (RunSession* session : m_sessions)
        side->addWidget(new GoalMatrix(session, state));
    m_views->addWidget(matrices);
}

void CurvesPanel::connectChoices()
{
    const auto takeX = [this](int chosen) {
        m_curves->setX(static_cast<CurvesX>(chosen));
        for (HeatMap* map : m_maps)
            map->setX(static_cast<CurvesX>(chosen));
    };
    const auto takeY = [this](int chosen) { m_curves->setY(static_cast<CurvesY>(chosen)); };
    const auto takeLines = [this](int chosen) {
        for (HeatMap* map : m_maps)
            map->setLines(static_cast<HeatMap::Lines>(chosen));
    };
    connect(m_x, &QComboBox::currentIndexChanged, this, takeX);
    connect(m_y, &QComboBox::currentIndexChanged, this, takeY);
    connect(m_lines, &QComboBox::currentIndexChanged, this, takeLines);
    connect(m_group, &QComboBox::currentIndexChanged, this, [this](int chosen) {
        m_curves->setGroup(chosen > 0 ? std::optional(static_cast<std::size_t>(chosen - 1))
                                      : std::nullopt);
    });
    takeX(m_x->currentIndex());
    takeY(m_y->currentIndex());
    takeLines(m_lines->currentIndex());
}

void CurvesPanel::showView(int view)
{
    m_views->setCurrentIndex(view);
    m_group->setVisible(view == Curves && m_group->count() > 1);
    m_lines->setVisible(view == Map);
    m_x->setVisible(view == Curves || view == Map);
    m_y->setVisible(view == Curves);
}

} // namespace pareidolia
