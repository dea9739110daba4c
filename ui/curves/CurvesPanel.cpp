// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/curves/CurvesPanel.h"

#include "ui/curves/CurvesPlot.h"
#include "ui/curves/CurvesViews.h"
#include "ui/curves/HeatMap.h"
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

enum View { Curves, Map, Histogram, Switches }; ///< in the order of the tabs

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

QWidget* beside(const QWidgetList& views)
{
    auto* all = new QWidget;
    auto* row = new QHBoxLayout(all);
    row->setContentsMargins(0, 0, 0, 0);
    for (QWidget* view : views)
        row->addWidget(view);
    return all;
}

/// Of the session's network; nothing if it was not measured or the file cannot be read.
std::optional<TypicalConfidence> photographsOf(const RunSession& session)
{
    const auto read = readTypicalConfidence(typicalConfidenceFile(), session.model().sha256);
    return read ? *read : std::nullopt;
}

} // namespace

CurvesPanel::CurvesPanel(std::vector<RunSession*> sessions, WallState* state,
                         const std::vector<ChampionFilter*>& filters)
    : m_sessions(std::move(sessions)),
      m_views(new QStackedWidget),
      m_curves(new CurvesPlot(m_sessions, state))
{
    auto* tabs = new QTabBar;
    tabs->setObjectName(QStringLiteral("curvesViews"));
    tabs->setAccessibleName(tr("View"));
    tabs->setToolTip(tr("View"));
    tabs->setDrawBase(false);
    tabs->setExpanding(false);
    const auto add = [&](const QString& title, const QString& tip, QWidget* view) {
        tabs->setTabToolTip(tabs->addTab(title), tip);
        m_views->addWidget(view);
    };
    QWidgetList matrices;
    for (std::size_t run = 0; run < m_sessions.size(); ++run) {
        m_maps.push_back(new HeatMap(m_sessions[run], state, filters[run]));
        matrices.append(makeGoalMatrix(m_sessions[run], state));
    }
    add(tr("Curves"), tr("Confidence: median, quartiles, extremes"), m_curves);
    add(tr("Heat map"), tr("Confidence of each class: yellow is high, dark is low"),
        beside({m_maps.begin(), m_maps.end()}));
    add(tr("Histogram"), tr("Confidences of the champions, beside those of test pictures"),
        makeHistogram(m_sessions, photographsOf(*m_sessions.front())));
    add(tr("Goal switches"),
        tr("Takeovers by children whose parent is the champion of another class"),
        beside(matrices));
    makeChoices();
    connectChoices();
    auto* head = new QWidget;
    auto* row = new FlowLayout(head);
    row->setContentsMargins(spacing, spacing / 2, spacing, spacing / 2);
    row->setSpacing(spacing);
    for (QWidget* widget : QWidgetList{tabs, m_group, m_lines, m_x, m_y})
        row->addWidget(widget);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(head);
    layout->addWidget(m_views, 1);

    const int kept = QSettings().value(viewKey).toInt();
    tabs->setCurrentIndex(kept >= 0 && kept < tabs->count() ? kept : Curves);
    showView(tabs->currentIndex());
    connect(tabs, &QTabBar::currentChanged, this, [this](int view) {
        QSettings().setValue(viewKey, view);
        showView(view);
    });
}

void CurvesPanel::makeChoices()
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
