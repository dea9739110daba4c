// SPDX-License-Identifier: GPL-3.0-or-later
// What people take away from a tab: pictures, sheets, curves, everything. Asks, then works in the
// background.
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

/// What is looked at when somebody wants to take something away.
struct TakeAwaySubject
{
    RunGroup* group = nullptr;
    RunSession* inspected = nullptr;    ///< one of the group's
    std::vector<std::size_t> chosen;    ///< classes selected on the wall
    std::optional<std::size_t> current; ///< the class that is inspected
    std::optional<Champion> shown;      ///< the picture that is inspected, maybe an earlier one
};

/// Main thread.
class Exporter : public QObject
{
    Q_OBJECT

public:
    /// `window`: what dialogs belong to; outlives this.
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

    /// Every picture, a contact sheet, curves and tables into a folder; of a comparison into two, a
    /// and b. Then `whenDone`; not if it fails or nobody names a folder.
    void exportEverything(RunGroup& group, std::function<void()> whenDone = {});

Q_SIGNALS:
    /// Somebody may want to see how far it is.
    void jobStarted(BackgroundJob* job);
    void failed(const Error& error);

    /// Where something lies now: a file or a folder.
    void written(const QString& what, const QString& path);
    void told(const QString& text);

    /// No more work is under way.
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
