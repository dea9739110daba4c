// SPDX-License-Identifier: GPL-3.0-or-later
// The first page: recent runs, presets, comparisons and examples, one click away.
#pragma once

#include "core/run/Comparisons.h"
#include "ui/window/RunFolder.h"
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
    /// Reads presets and comparisons and makes a card for each. Called whenever the page is shown.
    void refresh();

Q_SIGNALS:
    void runAsked(const RunSpec& spec);
    void comparisonAsked(const Comparison& comparison);
    void recentAsked(const TabContent& content);
    void exampleAsked(const pareidolia::Example& example);
    void filesAsked();

    /// One of the user's own presets was removed.
    void presetRemoved(const RunSpec& spec);

    /// Something cannot be read.
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

    /// Shows the run's own pictures as soon as they are read; until then, or if they cannot be
    /// read, the card's own.
    void showPicturesOf(const QStringList& files, PresetCard* card, int tries = 4);
    void removePreset(const RunSpec& spec);

    /// Calls `act` once per click; the second click of a double click does nothing.
    template <typename Act>
    void addCard(FlowLayout* cards, PresetCard* card, const QString& name, Act act);

    const RecentThings* m_recent;
    QHash<QString, QImage> m_pictures; ///< of runs, by their files and modification times
    QScrollArea* m_scroll;
};

} // namespace pareidolia
