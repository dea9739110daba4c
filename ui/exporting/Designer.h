// SPDX-License-Identifier: GPL-3.0-or-later
// A dialog that designs a figure for export: choices on the left, the preview on the right.
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
class QLineEdit;
class QPushButton;

namespace pareidolia {

class PreviewView;
class Prompts;

class Designer : public QDialog
{
    Q_OBJECT

public:
    /// Takes snapshots of the runs, at least one; called again for the latest generation. Empty
    /// then: the runs are closed, and the dialog keeps what it has.
    using Snapshots = std::function<std::vector<RunSnapshot>()>;

    struct Subject
    {
        Snapshots snapshots;
        std::vector<std::size_t> chosen; ///< classes that are selected on the wall
        Prompts* prompts = nullptr;      ///< outlives the dialog
    };

    /// `name`: the object name.
    Designer(const QString& title, const char* name, Subject subject, QWidget* parent);

Q_SIGNALS:
    /// Request to write `file` by `work`.
    void jobAsked(const QString& title, const QString& file, const BackgroundJob::Work& work);

protected:
    const std::vector<RunSnapshot>& runs() const { return m_runs; }
    const std::vector<std::size_t>& chosen() const { return m_subject.chosen; }

    /// Adds a choice; changes of it must call `redraw`.
    void addChoice(const QString& label, QWidget* control, const char* name, const QString& tip);

    /// The same, whose changes redraw: the title, a list, light or dark.
    QLineEdit* addTitle(const char* name, const QString& text);
    QComboBox* addList(const QString& label, const char* name, const QString& tip,
                       const QStringList& items = {});
    QComboBox* addTheme(const char* name);

    /// Paints the preview again, soon.
    void redraw();

    virtual Drawing drawing() const = 0;

    /// The suggested file name, without its extension.
    virtual QString suggestion() const = 0;

    /// File name extensions that can be written.
    virtual QStringList endings() const;

    /// The function that writes the file; may be called from any thread.
    virtual BackgroundJob::Work writing(const QString& file) const;

private:
    void paintPreview();
    void fillScales(QSize size);
    void save();

    Subject m_subject;
    std::vector<RunSnapshot> m_runs;
    QTimer m_redrawing;
    QFormLayout* m_form;
    QComboBox* m_scale;
    QPushButton* m_copy;
    PreviewView* m_preview;
};

/// Contact sheets; curves, also as CSV; family trees, also in Graphviz's language.
Designer* makeSheetDesigner(Designer::Subject subject, QWidget* parent);
Designer* makeCurvesDesigner(Designer::Subject subject, QWidget* parent);
Designer* makeFamilyTreeDesigner(Designer::Subject subject, QWidget* parent);

} // namespace pareidolia
