// SPDX-License-Identifier: GPL-3.0-or-later
// The first thing that people see: what there is to watch, one click away.
#pragma once

#include "core/run/Comparisons.h"

#include <QWidget>

namespace pareidolia {

/// Takes dropped files.
class StartPage : public QWidget
{
    Q_OBJECT

public:
    explicit StartPage(QWidget* parent = nullptr);

Q_SIGNALS:
    void runAsked(const RunSpec& spec);
    void comparisonAsked(const Comparison& comparison);
    void filesDropped(const QStringList& paths);

    /// Something that should be here cannot be read.
    void failed(const Error& error);

public:
    /// Reads presets and comparisons and makes a card of each.
    void fill();

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    QWidget* m_content;
};

} // namespace pareidolia
