// SPDX-License-Identifier: GPL-3.0-or-later
// All actions of the window: menus, tool bar, shortcuts and the list of shortcuts are made from
// them.
#pragma once

#include <QAction>
#include <QObject>
#include <QString>
#include <vector>

namespace pareidolia {

class Actions : public QObject
{
    Q_OBJECT

public:
    explicit Actions(QObject* parent);

    QAction *newRun, *open, *saveRun, *duplicateRun, *importNetwork, *networks, *reopenTabs,
        *copyPicture, *savePictures, *designSheet, *designCurves, *designFamilyTree,
        *exportPictures, *closeTab, *quit;
    QAction* tryNetwork;
    QAction *run, *step, *stop, *slower, *faster;
    QAction *earlier, *later, *playForwards, *playBackwards, *backToNow, *branch;
    QAction *filter, *pinClass, *hideSelected, *showHidden;
    QAction *zoomIn, *zoomOut, *reduceMotion, *projector, *onlyPictures;
    QAction *schemeSystem, *schemeLight, *schemeDark;
    QAction *shortcuts, *aboutExperiment, *about;

    const std::vector<QAction*>& all() const { return m_all; }

private:
    QAction* add(const char* name, const QString& text, const QKeySequence& keys,
                 const QString& tip);

    std::vector<QAction*> m_all;
};

} // namespace pareidolia
