// SPDX-License-Identifier: GPL-3.0-or-later
// Some rows of the form under a title; they can be folded away if the title is a button.
#pragma once

#include <QWidget>

class QLabel;
class QToolButton;
class QVBoxLayout;

namespace pareidolia {

class FormSection : public QWidget
{
    Q_OBJECT

public:
    enum class Kind { Open, Folded };

    FormSection(const QString& title, Kind kind, QWidget* parent = nullptr);

    /// The button that folds; null where nothing does.
    QToolButton* disclosure() const { return m_disclosure; }

    void setTitle(const QString& title);
    void addRow(QWidget* row);

    /// Goes when all of its rows are hidden.
    void fit();

private:
    void fold(bool folded);

    QLabel* m_title = nullptr;
    QToolButton* m_disclosure = nullptr;
    QWidget* m_content;
    QVBoxLayout* m_rows;
};

} // namespace pareidolia
