// SPDX-License-Identifier: GPL-3.0-or-later
// A network of the catalogue, and the button that downloads it.
#pragma once

#include "core/models/Catalogue.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace pareidolia {

class CatalogueCard : public QWidget
{
    Q_OBJECT

public:
    explicit CatalogueCard(CatalogueEntry entry, QWidget* parent = nullptr);

    const CatalogueEntry& entry() const { return m_entry; }

    /// It is already among the networks at hand.
    void setHere(bool here);

    void setBusy(bool busy);
    void setStep(const QString& step);
    void setShare(double share); ///< below 0: unknown

    /// An error in plain words; empty: no error.
    void setProblem(const QString& sentence);

Q_SIGNALS:
    void downloadAsked();
    void cancelAsked();

private:
    void showState();

    CatalogueEntry m_entry;
    QPushButton* m_download;
    QPushButton* m_cancel;
    QProgressBar* m_progress;
    QLabel* m_step;
    bool m_here = false;
    bool m_busy = false;
};

} // namespace pareidolia
