// SPDX-License-Identifier: GPL-3.0-or-later
// The progress of a job, and a button that cancels it. Not shown for short jobs.
#pragma once

#include <QFrame>

class QProgressBar;

namespace pareidolia {

class BackgroundJob;

class JobBar : public QFrame
{
    Q_OBJECT

public:
    static constexpr int patience = 500; ///< milliseconds before it is shown

    /// Deletes itself when `job` is deleted.
    explicit JobBar(BackgroundJob* job, QWidget* parent = nullptr);

private:
    QProgressBar* m_progress;
};

} // namespace pareidolia
