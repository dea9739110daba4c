// SPDX-License-Identifier: GPL-3.0-or-later
// The table of the networks at hand.
#pragma once

#include "core/models/ModelLibrary.h"

#include <QString>
#include <QTreeWidget>
#include <vector>

namespace pareidolia {

/// "28 × 28 grey", "91.2 %".
QString spokenInput(const ModelInfo& model);
QString spokenShare(double share);

class NetworkTable : public QTreeWidget
{
    Q_OBJECT

public:
    explicit NetworkTable(QWidget* parent = nullptr);

    /// Keeps the selection if possible.
    void setEntries(std::vector<ModelLibrary::Entry> entries);
    const std::vector<ModelLibrary::Entry>& entries() const { return m_entries; }

    void choose(const QString& name);

    /// Null: no selection.
    const ModelLibrary::Entry* chosen() const;

Q_SIGNALS:
    void chosenChanged();

private:
    std::vector<ModelLibrary::Entry> m_entries; ///< as the rows are
};

} // namespace pareidolia
