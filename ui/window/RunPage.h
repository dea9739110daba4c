// SPDX-License-Identifier: GPL-3.0-or-later
// One tab: a run with its wall and curves, or two runs side by side.
#pragma once

#include "core/run/Comparisons.h"
#include "ui/champions/ChampionModel.h"
#include "ui/champions/WallState.h"
#include "ui/exporting/Exporter.h"
#include "ui/session/RunGroup.h"
#include "ui/window/ChampionDrag.h"

#include <QWidget>
#include <memory>
#include <vector>

namespace pareidolia {

class ChampionView;
class ExperimentForm;
class Inspector;
class WallBar;
class RememberedSplitter;
class TimeBar;
class Wall;

class RunPage : public QWidget
{
    Q_OBJECT

public:
    /// Owns `group`. With two runs, both have the same classes.
    explicit RunPage(std::unique_ptr<RunGroup> group, QWidget* parent = nullptr);

    RunGroup& group() const { return *m_group; }
    WallState& state() { return m_state; }
    const WallState& state() const { return m_state; }

    /// What the tab is called.
    QString title() const;

    /// The same in plain words: "MNIST · noise".
    QString plainTitle() const;

    /// Puts the cursor into the filter.
    void focusFilter();

    /// Puts the chosen classes, or the current one, out of sight; nothing is lost.
    void hideChosen();
    void showHidden() { m_state.setHiddenClasses({}); }

    /// What people look at, for an export.
    TakeAwaySubject subject() const;

    /// Puts a network's name or path into the form.
    void setModel(const QString& nameOrPath);

    /// Moves all that the page shows through the past of its runs.
    TimeBar& time() const { return *m_time; }

    /// Hides all but the wall.
    void showOnlyPictures(bool only);

Q_SIGNALS:
    /// A new run, or two, with other settings.
    void runAsked(const RunSpec& spec);
    void comparisonAsked(const Comparison& comparison);

    /// Somebody wants to choose a model's file; answered by `setModel`.
    void modelFileAsked();
    void presetSaved(const QString& name);
    void failed(const Error& error);
    void branchAsked();
    void menuAsked(const QPoint& globalPosition);

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    struct Side
    {
        QWidget* part;
        int letters; ///< how many wide it is
        double most; ///< of the page's width
    };

    void dragPictures();
    void fitPictures();
    void fitSides();
    RememberedSplitter* makeSplitter(const QString& name, Qt::Orientation orientation) const;
    void flip(bool flipped);
    QWidget* makeWall(std::size_t run);
    QWidget* makeFoot();
    ExperimentForm* makeForm();
    void showCount();

    std::unique_ptr<RunGroup> m_group;
    WallState m_state;
    std::vector<ChampionModel*> m_models;
    std::vector<ChampionView*> m_views;
    std::vector<Wall*> m_walls;
    ChampionDrag m_drag;
    bool m_fits = true;     ///< nobody has zoomed yet
    bool m_flipped = false; ///< A and B have changed places
    WallBar* m_bar = nullptr;
    TimeBar* m_time = nullptr;
    Inspector* m_inspector = nullptr;
    ExperimentForm* m_form = nullptr;
    std::vector<Side> m_sides;
    std::vector<QWidget*> m_besides; ///< all but the wall
};

} // namespace pareidolia
