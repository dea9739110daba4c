// SPDX-License-Identifier: GPL-3.0-or-later
// Exports from a tab: pictures, sheets, curves, or all. Asks, then works in the background.
#pragma once

#include "ui/exporting/BackgroundJob.h"
#include "ui/session/RunGroup.h"

#include <QObject>
#include <functional>
#include <optional>
#include <vector>

class QWidget;

namespace pareidolia {

class Designer;
class Prompts;

/// What is shown when an export is requested.
struct TakeAwaySubject
{
    RunGroup* group = nullptr;
    RunSession* inspected = nullptr;    ///< one of the group's
    std::vector<std::size_t> chosen;    ///< classes selected on the wall
    std::optional<std::size_t> current; ///< the class that is inspected
    std::optional<Champion> shown;      ///< the inspected picture, which may be an earlier champion
};

/// Main thread.
class Exporter : public QObject
{
    Q_OBJECT

public:
    /// `window`: the parent of dialogs; outlives this.
    explicit Exporter(QWidget* window);

    /// Outlives this or the next call.
    void setPrompts(Prompts* prompts) { m_prompts = prompts; }

    /// Whether work is under way.
    bool busy() const { return m_jobs > 0; }

    void savePictures(const TakeAwaySubject& subject);
    void designSheet(const TakeAwaySubject& subject);
    void designCurves(const TakeAwaySubject& subject);
    void designFamilyTree(const TakeAwaySubject& subject);
    void copyPicture(const TakeAwaySubject& subject);

    /// Exports every picture, a contact sheet, curves and tables into a folder; for comparisons
    /// into two, a and b. Then calls `whenDone`; not if it fails or is cancelled.
    void exportEverything(RunGroup& group, std::function<void()> whenDone = {});

Q_SIGNALS:
    /// A job started; its progress can be shown.
    void jobStarted(BackgroundJob* job);
    void failed(const Error& error);

    /// The exported file or folder.
    void written(const QString& what, const QString& path);
    void told(const QString& text);

    /// No more work is running.
    void idle();

private:
    void open(Designer* designer);
    void saveInto(const QString& path, bool isFile, RunSnapshot run,
                  const std::vector<std::size_t>& classes, int scale);
    BackgroundJob* begin(const QString& title, BackgroundJob::Work work);

    QWidget* m_window;
    Prompts* m_prompts = nullptr;
    int m_jobs = 0;
};

} // namespace pareidolia
