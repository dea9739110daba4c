// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/RunPage.h"

#include "ui/curves/CurvesPanel.h"
#include "ui/grid/EliteView.h"
#include "ui/grid/GridBar.h"

#include <QLabel>
#include <QLineEdit>
#include <QSplitter>
#include <QVBoxLayout>
#include <utility>

namespace pareidolia {

namespace {

QString wayOf(const RunSpec& spec)
{
    if (spec.search == "gradient-ascent")
        return RunPage::tr("gradient ascent");
    return spec.encoding == "cppn" ? RunPage::tr("patterns (CPPN)") : RunPage::tr("noise (direct)");
}

} // namespace

RunPage::RunPage(std::unique_ptr<RunGroup> group, QWidget* parent)
    : QWidget(parent), m_group(std::move(group)), m_bar(new GridBar(&m_state))
{
    auto* walls = new QSplitter(Qt::Horizontal);
    walls->setChildrenCollapsible(false);
    for (std::size_t run = 0; run < m_group->sessions().size(); ++run)
        walls->addWidget(makeWall(run));
    if (m_views.size() > 1) {
        m_state.setPictureSide(84);
        m_views[1]->follow(m_views[0]);
    }
    m_curves = new CurvesPanel(m_group->sessions(), &m_state);
    auto* parts = new QSplitter(Qt::Vertical);
    parts->setChildrenCollapsible(false);
    parts->addWidget(walls);
    parts->addWidget(m_curves);
    parts->setStretchFactor(0, 3);
    parts->setStretchFactor(1, 2);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_bar);
    layout->addWidget(parts, 1);
    showCount();
    m_state.setCurrentClass(m_group->sessions().front()->targets().front());
}

RunPage::~RunPage() = default;

QWidget* RunPage::makeWall(std::size_t run)
{
    RunSession* session = m_group->sessions()[run];
    auto* model = new EliteModel(session, this);
    auto* view = new EliteView(model, &m_state);
    m_models.push_back(model);
    m_views.push_back(view);
    connect(view, &EliteView::inspectAsked, this, &RunPage::inspectAsked);
    connect(view, &EliteView::menuAsked, this, &RunPage::menuAsked);
    connect(view, &EliteView::countChanged, this, &RunPage::showCount);
    if (m_group->sessions().size() == 1)
        return view;

    auto* wall = new QWidget;
    auto* title = new QLabel(tr("%1: %2 on %3")
                                 .arg(run == 0 ? tr("A") : tr("B"), wayOf(session->spec()),
                                      QString::fromStdString(session->model().name)));
    title->setContentsMargins(8, 4, 8, 4);
    auto* layout = new QVBoxLayout(wall);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(title);
    layout->addWidget(view, 1);
    return wall;
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

void RunPage::focusFilter()
{
    m_bar->filterEdit()->setFocus(Qt::ShortcutFocusReason);
    m_bar->filterEdit()->selectAll();
}

void RunPage::showOnlyPictures(bool only)
{
    m_bar->setVisible(!only);
    m_curves->setVisible(!only);
}

void RunPage::showCount()
{
    m_bar->setCount(tr("%1 of %2")
                        .arg(m_views.front()->filter()->rowCount())
                        .arg(m_models.front()->rowCount()));
}

} // namespace pareidolia
