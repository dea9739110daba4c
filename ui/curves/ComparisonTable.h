// SPDX-License-Identifier: GPL-3.0-or-later
// Medians, counts, evaluations to thresholds, and the settings that differ.
#pragma once

#include "ui/session/RunSession.h"

#include <QTableWidget>
#include <QTimer>

namespace pareidolia {

/// Updates once a second, only while it is visible.
class ComparisonTable : public QTableWidget
{
    Q_OBJECT

public:
    /// The runs outlive the table.
    ComparisonTable(const RunSession* a, const RunSession* b);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void fill();
    void setRow(int row, const QString& title, const QString& a, const QString& b,
                const QString& meaning);

    const RunSession* m_a;
    const RunSession* m_b;
    QTimer m_refresh;
};

} // namespace pareidolia
