// SPDX-License-Identifier: GPL-3.0-or-later
// A dialog in which something to take away is designed: choices on the left, the result on the
// right.
#pragma once

#include "core/run/RunSnapshot.h"
#include "ui/drawing/Drawing.h"
#include "ui/exporting/BackgroundJob.h"

#include <QDialog>
#include <QTimer>
#include <functional>
#include <vector>

class QComboBox;
class QFormLayout;
class QPushButton;

namespace pareidolia {

class PreviewView;
class Prompts;

class Designer : public QDialog
{
    Q_OBJECT

public:
    /// Takes the runs as they stand, one at least; called again when somebody wants them newer.
    /// Empty then: the runs are gone, and the dialog keeps what it has.
    using Snapshots = std::function<std::vector<RunSnapshot>()>;

    /// `prompts` outlives the dialog.
    Designer(const QString& title, Snapshots snapshots, Prompts* prompts,
             QWidget* parent = nullptr);

Q_SIGNALS:
    /// Somebody wants `file` to be written by `work`.
    void jobAsked(const QString& title, const QString& file, const BackgroundJob::Work& work);

protected:
    const std::vector<RunSnapshot>& runs() const { return m_runs; }

    /// Adds a choice; changes of it must call `redraw`.
    void addChoice(const QString& label, QWidget* control, const char* name, const QString& tip);

    /// Paints the preview anew, soon.
    void redraw();

    virtual Drawing drawing() const = 0;

    /// What the file is called at first, without an ending.
    virtual QString suggestion() const = 0;

    /// Endings of the files that can be written.
    virtual QStringList endings() const;

    /// What writes the file; may be called from any thread.
    virtual BackgroundJob::Work writing(const QString& file) const;

private:
    void paintPreview();
    void fillScales(QSize size);
    void save();

    Snapshots m_snapshots;
    std::vector<RunSnapshot> m_runs;
    Prompts* m_prompts;
    QTimer m_redrawing;
    QFormLayout* m_form;
    QComboBox* m_scale;
    QPushButton* m_copy;
    PreviewView* m_preview;
};

} // namespace pareidolia
