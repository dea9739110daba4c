// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of the form under a title; they can be folded if the title is a button.
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

    /// The button that folds; null if it cannot be folded.
    QToolButton* disclosure() const { return m_disclosure; }

    void setTitle(const QString& title);
    void addRow(QWidget* row);

    /// Hides itself when all of its rows are hidden.
    void fit();

private:
    void fold(bool folded);

    QLabel* m_title = nullptr;
    QToolButton* m_disclosure = nullptr;
    QWidget* m_content;
    QVBoxLayout* m_rows;
};

} // namespace pareidolia
