// SPDX-License-Identifier: GPL-3.0-or-later
// "About this experiment": an explanation in plain words, beside the wall.
#pragma once

#include <QDockWidget>

class QTextBrowser;

namespace pareidolia {

class RunGroup;

/// Paragraphs of HTML. The field's terms occur once, in italics. Null: about the program.
QString experimentText(const RunGroup* group);

class ExperimentPanel : public QDockWidget
{
    Q_OBJECT

public:
    explicit ExperimentPanel(QWidget* parent = nullptr);

    void explain(const RunGroup* group);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    QTextBrowser* m_text;
    QString m_shown;
};

} // namespace pareidolia
