// SPDX-License-Identifier: GPL-3.0-or-later
// The details of a network's manifest, and the actions for it.
#pragma once

#include "core/analysis/Evaluation.h"
#include "core/models/ModelLibrary.h"

#include <QPushButton>
#include <QString>
#include <QWidget>
#include <optional>

class QFormLayout;
class QLabel;
class QLineEdit;

namespace pareidolia {

class NetworkDetails : public QWidget
{
    Q_OBJECT

public:
    explicit NetworkDetails(QWidget* parent = nullptr);

    /// Null: no network.
    void setEntry(const ModelLibrary::Entry* entry);

    /// Shows the result of an evaluation until another network is selected.
    void setEvaluation(const QString& network, const QString& folder, const Evaluation& seen);

    /// Whether pictures are being evaluated.
    void setEvaluating(bool evaluating) { m_evaluate->setEnabled(!evaluating); }

Q_SIGNALS:
    void tryAsked();
    void evaluateAsked();
    void renameAsked(const QString& newName);
    void removeAsked();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void beginRenaming();
    void endRenaming();

    QString m_shown; ///< name
    QLabel* m_name;
    QLineEdit* m_newName;
    QLabel* m_summary;
    QFormLayout* m_facts;
    QPushButton *m_try, *m_evaluate, *m_rename, *m_remove;
    QLabel* m_result;
    bool m_own = false;
};

} // namespace pareidolia
