// SPDX-License-Identifier: GPL-3.0-or-later
// How far a job is, and a button that cancels it. Stays away from work that is over at once.
#pragma once

#include <QFrame>

class QProgressBar;

namespace pareidolia {

class BackgroundJob;

class JobBar : public QFrame
{
    Q_OBJECT

public:
    static constexpr int patience = 500; ///< milliseconds before it shows itself

    /// Goes away when `job` goes.
    explicit JobBar(BackgroundJob* job, QWidget* parent = nullptr);

private:
    QProgressBar* m_progress;
};

} // namespace pareidolia
