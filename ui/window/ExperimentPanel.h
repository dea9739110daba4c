// SPDX-License-Identifier: GPL-3.0-or-later
// "About this experiment": an explanation in plain words, beside the wall.
#pragma once

#include <QDockWidget>

class QTextBrowser;

namespace pareidolia {

class RunGroup;

class ExperimentPanel : public QDockWidget
{
    Q_OBJECT

public:
    explicit ExperimentPanel(QWidget* parent = nullptr);

    /// Null: the program as a whole.
    void explain(const RunGroup* group);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    QTextBrowser* m_text;
    QString m_shown;
};

} // namespace pareidolia
