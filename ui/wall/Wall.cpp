// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wall/Wall.h"

#include "ui/wall/ChampionView.h"
#include "ui/wall/OverviewStrip.h"

#include <QHBoxLayout>

namespace pareidolia {

Wall::Wall(ChampionModel* model, WallState* state, QWidget* parent)
    : QWidget(parent),
      m_view(new ChampionView(model, state)),
      m_strip(new OverviewStrip(m_view, state))
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_strip);
    setFocusProxy(m_view);
    m_strip->hide();
    m_view->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // the strip is one
    connect(m_view, &WallView::wallChanged, this, &Wall::showStripIfNeeded);
}

int Wall::fittingSide() const
{
    return m_view->fittingSide(size(), OverviewStrip::usualWidth);
}

void Wall::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    showStripIfNeeded();
}

void Wall::showStripIfNeeded()
{
    // As if it were not there: whether it is must not decide.
    const bool needed = m_view->wallFor(width()).height() > height();
    if (needed == m_strip->isHidden())
        m_strip->setVisible(needed);
}

} // namespace pareidolia
