// SPDX-License-Identifier: GPL-3.0-or-later
// Lies over the window while files are dragged across it and says what will happen.
#pragma once

#include <QStringList>
#include <QWidget>

class QMimeData;

namespace pareidolia {

class DropVeil : public QWidget
{
    Q_OBJECT

public:
    /// Covers `parent`; seen only while something is dragged over any part of its window.
    explicit DropVeil(QWidget* parent);

    /// The files on this machine among what is dragged.
    static QStringList filesOf(const QMimeData& mime);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
};

} // namespace pareidolia
