// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wall/GroupButton.h"

#include <QMenu>
#include <QMouseEvent>

namespace pareidolia {

GroupButton::GroupButton(const std::vector<ClassGroup>& groups, WallState* state, QWidget* parent)
    : QToolButton(parent), m_state(state)
{
    setObjectName(QStringLiteral("gridGroups"));
    setToolTip(tr("Show only the classes of some groups"));
    setPopupMode(InstantPopup);
    setToolButtonStyle(Qt::ToolButtonTextOnly);
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("gridGroupsMenu"));
    menu->installEventFilter(this);
    m_all = menu->addAction(tr("All groups"));
    m_all->setObjectName(QStringLiteral("group-all"));
    m_all->setCheckable(true);
    connect(m_all, &QAction::triggered, this, [this] {
        m_state->setGroups({});
        takeState(); // it stays ticked where nothing changed
    });
    menu->addSeparator();
    for (const ClassGroup& group : groups) {
        const QString name = QString::fromStdString(group.name);
        QString shown = name;
        QAction* action = menu->addAction(
            tr("%1 (%2)").arg(shown.replace('&', QStringLiteral("&&"))).arg(group.classes.size()));
        action->setObjectName(QStringLiteral("group-") + name);
        action->setData(name);
        action->setCheckable(true);
        connect(action, &QAction::triggered, this, &GroupButton::choose);
        m_groups.push_back(action);
    }
    setMenu(menu);
    connect(state, &WallState::filterChanged, this, &GroupButton::takeState);
    takeState();
}

bool GroupButton::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::MouseButtonRelease)
        if (QAction* action = menu()->actionAt(static_cast<QMouseEvent*>(event)->pos());
            action && action->isCheckable() && action != m_all) {
            action->trigger();
            return true;
        }
    return QToolButton::eventFilter(watched, event);
}

void GroupButton::choose()
{
    QStringList chosen;
    for (const QAction* action : m_groups)
        if (action->isChecked())
            chosen.append(action->data().toString());
    m_state->setGroups(chosen);
}

void GroupButton::takeState()
{
    const QStringList& chosen = m_state->groups();
    m_all->setChecked(chosen.isEmpty());
    for (QAction* action : m_groups)
        action->setChecked(chosen.contains(action->data().toString()));
    QString text = chosen.isEmpty()     ? tr("All groups")
                   : chosen.size() == 1 ? chosen.front()
                                        : tr("%1 groups").arg(chosen.size());
    setAccessibleName(tr("Groups shown: %1").arg(text));
    setText(text.replace('&', QStringLiteral("&&")));
}

} // namespace pareidolia
