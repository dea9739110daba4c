// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/ShortcutList.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <array>

namespace pareidolia {

namespace {

constexpr QSize firstSize(720, 680);

QString withoutMnemonic(QString text)
{
    return text.remove('&');
}

} // namespace

ShortcutList::ShortcutList(const QMenuBar& menus, QWidget* parent)
    : QDialog(parent), m_filter(new QLineEdit), m_rows(new QTreeWidget)
{
    setObjectName(QStringLiteral("shortcutList"));
    setWindowTitle(tr("Keyboard shortcuts"));
    m_filter->setObjectName(QStringLiteral("shortcutFilter"));
    m_filter->setAccessibleName(tr("Find a shortcut"));
    m_filter->setToolTip(tr("Show only some shortcuts: part of a key or of its action"));
    m_filter->setPlaceholderText(tr("Find: pause, Ctrl+E"));
    m_filter->setClearButtonEnabled(true);
    connect(m_filter, &QLineEdit::textChanged, this, &ShortcutList::showMatching);
    m_rows->setObjectName(QStringLiteral("shortcuts"));
    m_rows->setAccessibleName(windowTitle());
    m_rows->setColumnCount(2);
    m_rows->setHeaderLabels({tr("Keys"), tr("Action")});
    m_rows->setRootIsDecorated(false);
    m_rows->setItemsExpandable(false);
    m_rows->setUniformRowHeights(true);
    m_rows->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    m_rows->header()->setStretchLastSection(true);
    for (const QAction* action : menus.actions())
        if (action->menu())
            addMenu(addGroup(withoutMnemonic(action->text())), *action->menu());
    QTreeWidgetItem* wall = addGroup(tr("On the wall"));
    const std::array gestures{
        std::pair{tr("Arrows, Home, End"), tr("Move from class to class")},
        std::pair{tr("Letters"), tr("Go to the class with that label")},
        std::pair{tr("Enter, double click"), tr("Inspect")},
        std::pair{tr("Shift+arrows, Ctrl+click, Ctrl+A"), tr("Select several")},
        std::pair{tr("Escape"), tr("Clear the filter; dismiss a message")},
        std::pair{tr("Ctrl+wheel"), tr("Larger or smaller tiles")},
        std::pair{tr("Hold Shift"), tr("Flip A and B of a comparison")},
        std::pair{tr("Drag"), tr("Copy pictures to another program")}};
    for (const auto& [keys, what] : gestures)
        addRow(wall, keys, what);
    m_rows->expandAll();

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_filter);
    layout->addWidget(m_rows, 1);
    layout->addWidget(buttons);
    resize(firstSize);
}

QTreeWidgetItem* ShortcutList::addGroup(const QString& title)
{
    auto* group = new QTreeWidgetItem(m_rows, {title});
    group->setFirstColumnSpanned(true);
    group->setFlags(Qt::ItemIsEnabled);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    group->setFont(0, bold);
    return group;
}

void ShortcutList::addMenu(QTreeWidgetItem* group, const QMenu& menu)
{
    for (const QAction* action : menu.actions())
        if (action->menu())
            addMenu(group, *action->menu());
        else if (!action->shortcut().isEmpty())
            addRow(group, action->shortcut().toString(QKeySequence::NativeText),
                   action->statusTip());
}

void ShortcutList::addRow(QTreeWidgetItem* group, const QString& keys, const QString& what)
{
    auto* row = new QTreeWidgetItem(group, {keys, what});
    row->setToolTip(1, what);
}

void ShortcutList::showMatching(const QString& text)
{
    for (int i = 0; i < m_rows->topLevelItemCount(); ++i) {
        QTreeWidgetItem* group = m_rows->topLevelItem(i);
        int shown = 0;
        for (int j = 0; j < group->childCount(); ++j) {
            QTreeWidgetItem* row = group->child(j);
            const bool meets = row->text(0).contains(text, Qt::CaseInsensitive) ||
                               row->text(1).contains(text, Qt::CaseInsensitive);
            row->setHidden(!meets);
            shown += meets ? 1 : 0;
        }
        group->setHidden(shown == 0);
    }
}

} // namespace pareidolia
