// SPDX-License-Identifier: GPL-3.0-or-later
// All shortcuts of the menus, and what mouse and keys do on the wall. A window of its own, not
// modal.
#pragma once

#include <QDialog>

class QLineEdit;
class QMenu;
class QMenuBar;
class QTreeWidget;
class QTreeWidgetItem;

namespace pareidolia {

class ShortcutList : public QDialog
{
    Q_OBJECT

public:
    /// Reads `menus` once.
    ShortcutList(const QMenuBar& menus, QWidget* parent);

private:
    QTreeWidgetItem* addGroup(const QString& title);
    void addMenu(QTreeWidgetItem* group, const QMenu& menu);
    void addRow(QTreeWidgetItem* group, const QString& keys, const QString& what);
    void showMatching(const QString& text);

    QLineEdit* m_filter;
    QTreeWidget* m_rows;
};

} // namespace pareidolia
