// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/exporting/JobBar.h"

#include "ui/exporting/BackgroundJob.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTimer>

namespace pareidolia {

namespace {

constexpr int spacing = 8;
constexpr int steps = 1000;

} // namespace

JobBar::JobBar(BackgroundJob* job, QWidget* parent) : QFrame(parent), m_progress(new QProgressBar)
{
    setObjectName(QStringLiteral("jobBar"));
    setAccessibleName(job->title());
    auto* title = new QLabel(job->title());
    title->setTextFormat(Qt::PlainText); // it may name a file
    m_progress->setObjectName(QStringLiteral("jobProgress"));
    m_progress->setAccessibleName(tr("Progress"));
    m_progress->setToolTip(job->title());
    m_progress->setRange(0, 0); // it moves until somebody knows how far the work is
    m_progress->setFixedWidth(240);
    auto* cancel = new QPushButton(tr("Cancel"));
    cancel->setObjectName(QStringLiteral("jobCancel"));
    cancel->setToolTip(tr("Cancels; existing files stay as they were"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(2 * spacing, spacing / 2, spacing, spacing / 2);
    row->setSpacing(spacing);
    row->addWidget(title, 1);
    row->addWidget(m_progress);
    row->addWidget(cancel);
    hide();
    connect(cancel, &QPushButton::clicked, job, [job, cancel] {
        cancel->setEnabled(false);
        job->cancel();
    });
    connect(job, &BackgroundJob::progressed, m_progress, [this](double share) {
        m_progress->setRange(0, steps);
        m_progress->setValue(static_cast<int>(share * steps));
    });
    connect(job, &QObject::destroyed, this, &QObject::deleteLater);
    QTimer::singleShot(patience, this, &QWidget::show);
}

} // namespace pareidolia
