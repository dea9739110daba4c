// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wall/WallBar.h"

#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/Page.h"

#include <QCheckBox>
#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QMouseEvent>
#include <QSlider>
#include <QToolButton>
#include <algorithm>
#include <array>

namespace pareidolia {

constexpr int spacing = 8;
constexpr std::array<double, 5> thresholds{0, 0.5, 0.9, 0.99, 0.9999};

/// Chooses which groups of classes the wall shows.
class GroupButton : public QToolButton
{
    Q_OBJECT

public:
    GroupButton(const std::vector<ClassGroup>& groups, WallState* state);

protected:
    /// The list stays open while groups are ticked, so that several can be chosen.
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void takeState();
    void choose();

    WallState* m_state;
    QAction* m_all;
    std::vector<QAction*> m_groups;
};

GroupButton::GroupButton(const std::vector<ClassGroup>& groups, WallState* state) : m_state(state)
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

WallBar::WallBar(WallState* state, const std::vector<ClassGroup>& groups, QWidget* parent)
    : QWidget(parent), m_state(state), m_hasGroups(!groups.empty())
{
    m_filter = named(
        new QLineEdit, "gridFilter", tr("Filter"),
        m_hasGroups
            ? tr("Show only some classes: part of a label, a group, a number, or >0.99 (Ctrl+F)")
            : tr("Show only some classes: part of a label, a number, or >0.99 (Ctrl+F)"));
    m_filter->setPlaceholderText(
        m_hasGroups ? tr("Filter: %1, >0.99").arg(QString::fromStdString(groups.front().name))
                    : tr("Filter: seven, >0.99"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMinimumWidth(140);
    m_filter->installEventFilter(this);
    m_count = named(new QLabel, "gridCount", tr("Classes shown"), tr("Classes shown"));

    m_order = named(new QComboBox, "gridOrder", tr("Order"), tr("The order of the tiles"));
    m_order->addItems(
        {tr("By class"), tr("By label"), tr("By confidence"), tr("By latest change")});
    if (m_hasGroups)
        m_order->addItem(tr("By group"));
    m_freeze = named(new QCheckBox(tr("Freeze order")), "gridFreeze", tr("Freeze order"),
                     tr("Keep every tile in its place while the run continues"));

    m_threshold = named(new QComboBox, "gridThreshold", tr("Dim below"),
                        tr("Dim champions with a lower confidence"));
    m_threshold->addItems({tr("Dim: off"), tr("Dim: below 50 %"), tr("Dim: below 90 %"),
                           tr("Dim: below 99 %"), tr("Dim: below 99.99 %")});

    m_zoom = named(new QSlider(Qt::Horizontal), "gridZoom", tr("Size of the tiles"),
                   tr("Size of the tiles (Ctrl+wheel, Ctrl++, Ctrl+−)"));
    m_zoom->setRange(WallState::smallestSide, WallState::largestSide);
    m_zoom->setFixedWidth(110);

    auto* row = new FlowLayout(this);
    row->setContentsMargins(spacing, spacing / 2, spacing, spacing / 2);
    row->setSpacing(spacing);
    row->addWidget(m_filter);
    if (m_hasGroups)
        row->addWidget(new GroupButton(groups, state));
    for (QWidget* control :
         std::initializer_list<QWidget*>{m_count, m_order, m_freeze, m_threshold, m_zoom})
        row->addWidget(control);

    connect(m_filter, &QLineEdit::textChanged, state, &WallState::setFilterText);
    connect(m_order, &QComboBox::activated, state,
            [state](int choice) { state->setOrder(static_cast<ChampionFilter::Order>(choice)); });
    connect(m_freeze, &QCheckBox::toggled, state, &WallState::setFrozen);
    connect(m_threshold, &QComboBox::activated, state, [state](int choice) {
        state->setThreshold(thresholds.at(static_cast<std::size_t>(choice)));
    });
    connect(m_zoom, &QSlider::valueChanged, state, &WallState::setPictureSide);
    for (const auto change :
         {&WallState::filterChanged, &WallState::orderChanged, &WallState::lookChanged})
        connect(state, change, this, &WallBar::takeState);
    takeState();
}

void WallBar::setCount(int shown, int all)
{
    QString text = tr("%1 of %2").arg(shown).arg(all);
    if (const auto hidden = m_state->hiddenClasses().size(); hidden > 0)
        text = tr("%1, %2 hidden").arg(text).arg(hidden);
    m_count->setText(text);
    m_count->setAccessibleName(tr("%1 classes shown").arg(text));
}

bool WallBar::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_filter && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape && !m_filter->text().isEmpty()) {
        m_filter->clear();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void WallBar::takeState()
{
    if (m_filter->text() != m_state->filterText())
        m_filter->setText(m_state->filterText());
    const int order = static_cast<int>(m_state->order());
    m_order->setCurrentIndex(order < m_order->count() ? order : 0); // no groups: by class
    m_freeze->setChecked(m_state->frozen());
    // The other orders never change.
    m_freeze->setVisible(m_state->order() == ChampionFilter::Order::ByConfidence ||
                         m_state->order() == ChampionFilter::Order::ByLatestChange);
    const auto* threshold = std::ranges::find(thresholds, m_state->threshold());
    m_threshold->setCurrentIndex(static_cast<int>(threshold - thresholds.begin()));
    m_zoom->setValue(m_state->pictureSide());
}

} // namespace pareidolia

#include "WallBar.moc"
