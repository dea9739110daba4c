// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/RunPage.h"

#include "ui/curves/ComparisonTable.h"
#include "ui/curves/CurvesPanel.h"
#include "ui/curves/ScatterView.h"
#include "ui/experiment/ExperimentForm.h"
#include "ui/inspector/Inspector.h"
#include "ui/wall/ChampionView.h"
#include "ui/wall/TimeBar.h"
#include "ui/wall/Wall.h"
#include "ui/wall/WallBar.h"
#include "ui/window/ElidedLabel.h"
#include "ui/window/RememberedSplitter.h"
#include "ui/window/Wording.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QScrollArea>
#include <QTabWidget>
#include <QTimer>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

namespace pareidolia {

namespace {

// In letters: larger ones need more room.
constexpr int inspectorWidth = 48;
constexpr int formWidth = 43;
constexpr int figuresWidth = 70;
constexpr double mostOfPage = 0.27;
constexpr double mostOfPageForFigures = 0.36; ///< curves need less room than walls

/// At which every wall shows all it can: one may be a pixel narrower than the other.
int fittingSideOf(const std::vector<Wall*>& walls)
{
    int side = WallState::largestSide;
    for (const Wall* wall : walls)
        side = std::min(side, wall->fittingSide());
    return side;
}

} // namespace

RunPage::RunPage(std::unique_ptr<RunGroup> group, QWidget* parent)
    : QWidget(parent),
      m_group(std::move(group)),
      m_bar(new WallBar(&m_state, m_group->sessions().front()->model().groups)),
      m_time(new TimeBar(m_group->sessions()))
{
    auto* walls = makeSplitter(QStringLiteral("walls"), Qt::Horizontal);
    for (std::size_t run = 0; run < m_group->sessions().size(); ++run)
        walls->addWidget(makeWall(run));
    if (m_views.size() > 1) {
        m_views[1]->follow(m_views[0]);
        qApp->installEventFilter(this); // Shift is nobody's key, so nobody else tells
    }
    walls->recall();
    auto* parts = makeSplitter(QStringLiteral("wallAndCurves"), Qt::Vertical);
    auto* wallsInTime = new QWidget;
    auto* inTime = new QVBoxLayout(wallsInTime);
    inTime->setContentsMargins(0, 0, 0, 0);
    inTime->setSpacing(0);
    inTime->addWidget(walls, 1);
    inTime->addWidget(m_time);
    connect(m_time, &TimeBar::branchAsked, this, &RunPage::branchAsked);
    parts->addWidget(wallsInTime);
    parts->addWidget(makeFoot());
    parts->setStretchFactor(0, 3);
    parts->setStretchFactor(1, 2);
    parts->setSizes({3000, 2000}); // shares: what is asked for is not what pictures deserve
    parts->recall();
    auto* middle = new QWidget;
    auto* middleLayout = new QVBoxLayout(middle);
    middleLayout->setContentsMargins(0, 0, 0, 0);
    middleLayout->setSpacing(0);
    middleLayout->addWidget(m_bar);
    middleLayout->addWidget(parts, 1);

    auto* columns = makeSplitter(QStringLiteral("columns"), Qt::Horizontal);
    if (m_views.size() == 1) {
        columns->addWidget(makeForm());
        m_sides.push_back({m_form, formWidth, mostOfPage});
        m_besides.push_back(m_form);
    }
    columns->addWidget(middle);
    m_inspector = new Inspector(m_group->sessions().front(), &m_state);
    m_inspector->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_inspector, &QWidget::customContextMenuRequested, this,
            [this](const QPoint& place) { Q_EMIT menuAsked(m_inspector->mapToGlobal(place)); });
    auto* inspectorArea = new QScrollArea;
    inspectorArea->setFrameShape(QFrame::NoFrame);
    inspectorArea->setWidgetResizable(true);
    inspectorArea->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    inspectorArea->setFocusPolicy(Qt::NoFocus);
    inspectorArea->setWidget(m_inspector);
    m_sides.push_back({inspectorArea, inspectorWidth, mostOfPage});
    columns->addWidget(inspectorArea);
    columns->setStretchFactor(columns->indexOf(middle), 1);
    columns->recall();
    m_besides.insert(m_besides.end(), {m_bar, m_time, inspectorArea});
    connect(m_inspector, &Inspector::travelAsked, this,
            [this](const RunSession* session, std::uint32_t generation, std::size_t index) {
                m_state.setCurrentClass(index);
                m_time->travelTo(*session, generation);
            });
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(columns);
    fitSides();
    connect(&m_state, &WallState::lookChanged, this, [this] {
        if (m_state.pictureSide() != fittingSideOf(m_walls))
            m_fits = false;
    });
    showCount();
    m_state.setCurrentClass(m_group->sessions().front()->targets().front());
}

bool RunPage::eventFilter(QObject* watched, QEvent* event)
{
    const auto isShift = [event] { return static_cast<QKeyEvent*>(event)->key() == Qt::Key_Shift; };
    if (event->type() == QEvent::KeyPress && isVisible() && isActiveWindow() &&
        !qobject_cast<QLineEdit*>(QApplication::focusWidget()) && isShift())
        flip(true);
    // The key may be let go in a dialog that it opened, or in another program.
    else if ((event->type() == QEvent::KeyRelease && isShift()) ||
             event->type() == QEvent::WindowDeactivate)
        flip(false);
    return QWidget::eventFilter(watched, event);
}

void RunPage::flip(bool flipped)
{
    if (flipped == std::exchange(m_flipped, flipped))
        return;
    for (std::size_t run = 0; run < m_views.size(); ++run)
        m_views[run]->filter()->showInstead(flipped ? m_models[m_models.size() - 1 - run]
                                                    : nullptr);
}

void RunPage::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fitSides();
}

void RunPage::fitSides()
{
    for (const auto& [side, letters, most] : m_sides) {
        const int least =
            std::min(letters * fontMetrics().averageCharWidth(), static_cast<int>(width() * most));
        side->setMinimumWidth(least);
        if (auto* splitter = qobject_cast<RememberedSplitter*>(side->parentWidget()))
            splitter->fit(side, least);
    }
}

/// Comparisons have sizes of their own.
RememberedSplitter* RunPage::makeSplitter(const QString& name, Qt::Orientation orientation) const
{
    const bool isComparison = m_group->sessions().size() > 1;
    return new RememberedSplitter(isComparison ? name + QStringLiteral("OfTwo") : name,
                                  orientation);
}

void RunPage::fitPictures()
{
    fitSides();
    if (!m_fits)
        return;
    m_state.setPictureSide(fittingSideOf(m_walls));
}

void RunPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitSides();
    QTimer::singleShot(0, this,
                       &RunPage::fitPictures); // when the splitters have found their places
}

void RunPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    fitSides();
    QTimer::singleShot(0, this, &RunPage::fitPictures);
}

QWidget* RunPage::makeWall(std::size_t run)
{
    RunSession* session = m_group->sessions()[run];
    auto* model = new ChampionModel(session, this);
    auto* tiles = new Wall(model, &m_state);
    ChampionView* view = tiles->view();
    m_walls.push_back(tiles);
    m_models.push_back(model);
    m_views.push_back(view);
    connect(view, &ChampionView::clicked, this,
            [this, session] { m_inspector->setSession(session); });
    connect(view, &ChampionView::inspectAsked, this, [this, session] {
        m_inspector->setSession(session);
        m_inspector->setFocus();
    });
    connect(view, &ChampionView::dragAsked, this, [this, session] {
        m_inspector->setSession(session);
        dragPictures();
    });
    connect(view, &ChampionView::menuAsked, this, &RunPage::menuAsked);
    connect(view, &ChampionView::countChanged, this, &RunPage::showCount);
    if (m_group->sessions().size() == 1)
        return tiles;

    auto* wall = new QWidget;
    auto* title = new ElidedLabel(tr("%1: %2 on %3")
                                      .arg(run == 0 ? tr("A") : tr("B"), wayOf(session->spec()),
                                           QString::fromStdString(session->model().name)));
    title->setContentsMargins(8, 4, 8, 4);
    view->setAccessibleName(tr("Pictures of %1").arg(title->text()));
    auto* layout = new QVBoxLayout(wall);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(title);
    layout->addWidget(tiles, 1);
    return wall;
}

QWidget* RunPage::makeFoot()
{
    const auto& sessions = m_group->sessions();
    std::vector<ChampionFilter*> filters;
    for (ChampionView* view : m_views)
        filters.push_back(view->filter());
    auto* curves = new CurvesPanel(sessions, &m_state, filters);
    m_besides.push_back(curves);
    if (sessions.size() == 1)
        return curves;
    auto* figures = new QTabWidget;
    figures->setObjectName(QStringLiteral("comparisonFigures"));
    figures->setDocumentMode(true);
    figures->addTab(new ComparisonTable(sessions[0], sessions[1]), tr("Table"));
    figures->addTab(new ScatterView(sessions[0], sessions[1], &m_state), tr("A against B"));
    figures->addTab(makeForm(), tr("Settings"));
    m_besides.push_back(figures);
    auto* foot = makeSplitter(QStringLiteral("foot"), Qt::Horizontal);
    foot->addWidget(curves);
    foot->addWidget(figures);
    m_sides.push_back({figures, figuresWidth, mostOfPageForFigures});
    foot->setStretchFactor(0, 1);
    foot->recall();
    return foot;
}

ExperimentForm* RunPage::makeForm()
{
    m_form = new ExperimentForm(m_group->sessions());
    connect(m_form, &ExperimentForm::runAsked, this, &RunPage::runAsked);
    connect(m_form, &ExperimentForm::comparisonAsked, this, &RunPage::comparisonAsked);
    connect(m_form, &ExperimentForm::modelFileAsked, this, &RunPage::modelFileAsked);
    connect(m_form, &ExperimentForm::presetSaved, this, &RunPage::presetSaved);
    connect(m_form, &ExperimentForm::failed, this, &RunPage::failed);
    return m_form;
}

void RunPage::setModel(const QString& nameOrPath)
{
    m_form->setModel(nameOrPath);
}

QString RunPage::title() const
{
    const auto& sessions = m_group->sessions();
    QString ways = wayOf(sessions.front()->spec());
    if (sessions.size() > 1)
        ways = tr("%1 against %2").arg(ways, wayOf(sessions.back()->spec()));
    return QStringLiteral("%1 · %2").arg(QString::fromStdString(sessions.front()->model().name),
                                         ways);
}

QString RunPage::plainTitle() const
{
    const auto& sessions = m_group->sessions();
    return sessions.size() == 1 ? titleOf(sessions.front()->spec())
                                : titleOf(sessions.front()->spec(), sessions.back()->spec());
}

void RunPage::focusFilter()
{
    m_bar->filterEdit()->setFocus(Qt::ShortcutFocusReason);
    m_bar->filterEdit()->selectAll();
}

void RunPage::hideChosen()
{
    std::vector<std::size_t> hidden = m_state.selectedClasses();
    if (const auto current = m_state.currentClass(); hidden.empty() && current)
        hidden = {*current};
    m_state.setSelectedClasses({});
    hidden.insert(hidden.end(), m_state.hiddenClasses().begin(), m_state.hiddenClasses().end());
    m_state.setHiddenClasses(std::move(hidden));
}

TakeAwaySubject RunPage::subject() const
{
    RunSession* inspected = m_inspector->session();
    std::optional<Champion> shown = m_inspector->shown();
    if (const auto current = m_state.currentClass();
        !shown && current && !inspected->time().generation())
        shown = inspected->champion(*current); // the inspector looks less often
    return {.group = m_group.get(),
            .inspected = inspected,
            .chosen = m_state.selectedClasses(),
            .current = m_state.currentClass(),
            .shown = shown};
}

void RunPage::dragPictures()
{
    const auto dragged =
        m_drag.drag(this, m_inspector->session()->snapshotOfWall(m_state.selectedClasses()),
                    m_state.selectedClasses());
    if (!dragged)
        Q_EMIT failed(dragged.error());
}

void RunPage::showOnlyPictures(bool only)
{
    for (QWidget* part : m_besides)
        part->setVisible(!only);
}

void RunPage::showCount()
{
    m_bar->setCount(m_views.front()->filter()->rowCount(), m_models.front()->rowCount());
}

} // namespace pareidolia
