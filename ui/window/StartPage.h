// SPDX-License-Identifier: GPL-3.0-or-later
// The first thing that people see: what there is to watch, one click away.
#pragma once

#include "core/run/Comparisons.h"
#include "ui/window/Examples.h"
#include "ui/window/TabContent.h"

#include <QHash>
#include <QImage>
#include <QWidget>

class QScrollArea;
class QVBoxLayout;

namespace pareidolia {

class FlowLayout;
class PresetCard;
class RecentThings;

class StartPage : public QWidget
{
    Q_OBJECT

public:
    /// `recent` outlives the page.
    explicit StartPage(const RecentThings* recent, QWidget* parent = nullptr);

public Q_SLOTS:
    /// Reads presets and comparisons and makes a card of each. Done anew whenever the page is
    /// shown.
    void refresh();

Q_SIGNALS:
    void runAsked(const RunSpec& spec);
    void comparisonAsked(const Comparison& comparison);
    void recentAsked(const TabContent& content);
    void exampleAsked(const pareidolia::Example& example);
    void filesAsked();

    /// One of the user's own is gone.
    void presetRemoved(const RunSpec& spec);

    /// Something that should be here cannot be read.
    void failed(const Error& error);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void addHead(QVBoxLayout& page);
    void addRecent(QVBoxLayout& page);
    void addPresets(QVBoxLayout& page);
    void addOwnPresets(QVBoxLayout& page, const std::vector<RunSpec>& specs);
    void addComparisons(QVBoxLayout& page);
    void addExamples(FlowLayout* cards);

    /// The run's own pictures, as soon as they are read; until then, and where they cannot be, what
    /// the card has.
    void showPicturesOf(const QStringList& files, PresetCard* card, int tries = 4);
    void removePreset(const RunSpec& spec);

    /// `act` once a click: a second one, too fast, does nothing.
    template <typename Act>
    void addCard(FlowLayout* cards, PresetCard* card, const QString& name, Act act);

    const RecentThings* m_recent;
    QHash<QString, QImage> m_pictures; ///< of runs, by their files and when those were written
    QScrollArea* m_scroll;
};

} // namespace pareidolia
