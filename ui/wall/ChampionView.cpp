// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wall/ChampionView.h"

#include "ui/drawing/Theme.h"
#include "ui/wall/ChampionDelegate.h"
#include "ui/wall/SectionHeading.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>
#include <utility>

namespace pareidolia {

constexpr int refreshInterval = 1500; ///< milliseconds: faster, and tiles jump about
constexpr double zoomStep = 1.15;

ChampionView::ChampionView(ChampionModel* model, WallState* state, QWidget* parent)
    : WallView(parent),
      m_model(model),
      m_state(state),
      m_delegate(new ChampionDelegate(state, &m_glow, &m_thumbnails, this))
{
    setObjectName(QStringLiteral("wallView"));
    setAccessibleName(tr("Champions, one per class"));
    setSelectionMode(ExtendedSelection);
    setFrameShape(NoFrame);
    setMouseTracking(true);
    setDragEnabled(true);
    setItemDelegate(m_delegate);
    m_filter.setSourceModel(model);
    // Told before the view's own, which asks for everything at once.
    connect(&m_filter, &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex&, const QModelIndex&, const QList<int>& roles) {
                if (roles.isEmpty())
                    m_thumbnails.forget(); // another run's pictures
            });
    setModel(&m_filter);

    connect(this, &QListView::entered, this,
            [this](const QModelIndex& index) { m_state->setHoveredClass(placeOf(index)); });
    connect(this, &QListView::viewportEntered, this, // between the tiles
            [this] { m_state->setHoveredClass(std::nullopt); });
    connect(this, &QListView::activated, this,
            [this](const QModelIndex& index) { Q_EMIT inspectAsked(placeOf(index)); });
    connect(model, &ChampionModel::championsFell, this, [this](const std::vector<int>& rows) {
        if (!isVisible())
            return; // hidden panels do no work
        for (const int row : rows)
            m_glow.light(m_model->classOf(row));
        updateHeadings();
    });
    connect(&m_glow, &Glow::faded, this, &ChampionView::updateTiles);
    connect(&m_thumbnails, &Thumbnails::lacking, this, &ChampionView::updateTiles);
    connect(state, &WallState::filterChanged, this, [this] {
        m_filter.setWanted(m_state->wanted());
        Q_EMIT countChanged();
    });
    connect(state, &WallState::orderChanged, this, [this] {
        if (m_filter.order() == m_state->order())
            return; // frozen, or no longer
        m_filter.setOrder(m_state->order());
        forgetPlaces();
        verticalScrollBar()->setValue(0);
    });
    connect(state, &WallState::lookChanged, this, &ChampionView::lookChanged);
    connect(state, &WallState::currentChanged, this, &ChampionView::takeCurrent);
    connect(state, &WallState::selectionChanged, this, &ChampionView::takeSelection);
    connect(state, &WallState::hoverChanged, this, [this] {
        for (const auto& place : {std::exchange(m_hovered, m_state->hoveredClass()), m_hovered})
            if (place)
                update(indexOf(*place));
    });
    model->session()->time().setLooking([this] { return looking(); });
    m_refresh.setInterval(refreshInterval);
    connect(&m_refresh, &QTimer::timeout, this, &ChampionView::refreshUnlessWatched);
    m_refresh.start();
    m_filter.setWanted(state->wanted());
    m_filter.setOrder(state->order());
    lookChanged();
}

int ChampionView::pixels() const
{
    const ImageShape& picture = m_model->session()->model().input;
    return std::max({1, picture.width, picture.height});
}

int ChampionView::fittingSide(const QSize& room, int besides) const
{
    const int tiles = m_filter.rowCount();
    for (int side = WallState::largestSide; side > ChampionDelegate::leastSideWithText; --side) {
        if (side > pixels() && side % pixels() != 0)
            continue; // the picture would not fill it
        const QSize tile = ChampionDelegate::tileSize(font(), side);
        const int columns = room.width() / tile.width();
        if (columns > 0 && (tiles + columns - 1) / columns * tile.height() <= room.height())
            return side;
    }
    return widestSide(room.width() - besides);
}

TimeMachine::Looking ChampionView::looking() const
{
    TimeMachine::Looking looking;
    looking.side = static_cast<int>(std::ceil(m_state->pictureSide() * devicePixelRatioF()));
    if (!isVisible())
        return looking;
    const auto [first, end] = wall().rowsIn(seen().top(), seen().bottom());
    for (int row = first; row < end; ++row)
        looking.classes.push_back(placeOf(m_filter.index(row, 0)));
    return looking;
}

int ChampionView::widestSide(int room) const
{
    // One has to scroll: as many beside each other as can be, and no room between them.
    const int least = ChampionDelegate::leastSideWithText;
    const auto columns = [&](int side) {
        return std::max(1, room / ChampionDelegate::tileSize(font(), side).width());
    };
    int side = least;
    while (side < WallState::largestSide && columns(side + 1) == columns(least) &&
           ChampionDelegate::tileSize(font(), side + 1).width() <= room)
        ++side;
    return side <= pixels() ? side : std::max(least, side - side % pixels());
}

void ChampionView::follow(ChampionView* leader)
{
    m_filter.follow(leader->filter());
    connect(leader->verticalScrollBar(), &QScrollBar::valueChanged, verticalScrollBar(),
            &QScrollBar::setValue);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, leader->verticalScrollBar(),
            &QScrollBar::setValue);
}

QModelIndex ChampionView::indexOf(std::size_t place) const
{
    const int row = m_model->rowOf(place);
    return row < 0 ? QModelIndex() : m_filter.mapFromSource(m_model->index(row));
}

void ChampionView::lookChanged()
{
    m_delegate->forgetTexts();
    m_model->session()->time().lookAgain();
    m_glow.setEnabled(!m_state->reducedMotion());
    setTileSize(ChampionDelegate::tileSize(font(), m_state->pictureSide()),
                underMouse() ? viewport()->mapFromGlobal(QCursor::pos()) : QPoint());
    QPalette palette = this->palette();
    const QColor behind = coloursOf(themeOf(palette)).behindPictures;
    if (palette.color(QPalette::Base) != behind) {
        palette.setColor(QPalette::Base, behind);
        setPalette(palette);
    }
    viewport()->update();
}

void ChampionView::refreshUnlessWatched()
{
    const bool ordersByChanges = m_state->order() == ChampionFilter::Order::ByConfidence ||
                                 m_state->order() == ChampionFilter::Order::ByLatestChange;
    const bool filtersByNumbers =
        m_state->filterText().contains('>') || m_state->filterText().contains('<');
    if (!isVisible() || underMouse() || m_state->frozen() || !(ordersByChanges || filtersByNumbers))
        return;
    m_filter.refresh();
    Q_EMIT countChanged();
}

bool ChampionView::hasSections() const
{
    return m_state->order() == ChampionFilter::Order::ByGroup && !m_model->sectionNames().isEmpty();
}

int ChampionView::headingHeight() const
{
    return hasSections() ? SectionHeading::height(font()) : 0;
}

std::vector<int> ChampionView::sectionSizes() const
{
    if (!hasSections())
        return WallView::sectionSizes();
    std::vector<int> sizes;
    int section = -1;
    for (int row = 0; row < m_filter.rowCount(); ++row) {
        const int of = m_filter.index(row, 0).data(ChampionModel::SectionRole).toInt();
        if (of != std::exchange(section, of))
            sizes.push_back(0);
        ++sizes.back();
    }
    return sizes;
}

void ChampionView::paintHeading(QPainter& painter, const QRect& place, int section) const
{
    const int first = wall().firstRowOf(section);
    std::vector<std::optional<double>> logOdds;
    for (int row = first; row < first + wall().rowsOf(section); ++row)
        logOdds.emplace_back(m_filter.index(row, 0).data(ChampionModel::LogOddsRole).toDouble());
    const int number = m_filter.index(first, 0).data(ChampionModel::SectionRole).toInt();
    SectionHeading{.name = m_model->sectionNames().value(number),
                   .count = wall().rowsOf(section),
                   .statistics = statisticsOf(logOdds)}
        .paint(painter, place, font(), coloursOf(themeOf(palette())));
}

void ChampionView::updateHeadings()
{
    for (int section = 0; hasSections() && section < wall().sections(); ++section)
        if (const QRect place = wall().headingOf(section); place.intersects(seen()))
            viewport()->update(place.translated(0, -verticalOffset()));
}

void ChampionView::takeCurrent()
{
    const QScopedValueRollback taking(m_taking, true);
    if (const auto place = m_state->currentClass())
        if (const QModelIndex index = indexOf(*place); index.isValid() && index != currentIndex()) {
            selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
            scrollTo(index);
        }
}

void ChampionView::takeSelection()
{
    if (m_taking)
        return;
    const QScopedValueRollback taking(m_taking, true);
    QItemSelection selection;
    for (const std::size_t place : m_state->selectedClasses())
        if (const QModelIndex index = indexOf(place); index.isValid())
            selection.select(index, index);
    selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
}

void ChampionView::selectionChanged(const QItemSelection& selected,
                                    const QItemSelection& deselected)
{
    WallView::selectionChanged(selected, deselected);
    if (m_taking)
        return;
    const QScopedValueRollback taking(m_taking, true);
    std::vector<std::size_t> places;
    for (const QModelIndex& index : selectionModel()->selectedIndexes())
        places.push_back(placeOf(index));
    std::ranges::sort(places);
    m_state->setSelectedClasses(std::move(places));
}

void ChampionView::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    WallView::currentChanged(current, previous);
    if (!m_taking && current.isValid())
        m_state->setCurrentClass(placeOf(current));
}

void ChampionView::updateTiles(const std::vector<std::size_t>& places)
{
    for (const std::size_t place : places)
        update(indexOf(place));
}

void ChampionView::changeEvent(QEvent* event)
{
    WallView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange)
        lookChanged();
}

void ChampionView::contextMenuEvent(QContextMenuEvent* event)
{
    Q_EMIT menuAsked(event->globalPos());
}

void ChampionView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && !m_state->filterText().isEmpty())
        m_state->setFilterText({});
    else if (event->key() == Qt::Key_Space)
        event->ignore(); // it is the window's: it runs and pauses
    else
        WallView::keyPressEvent(event);
}

void ChampionView::mousePressEvent(QMouseEvent* event)
{
    const int section =
        hasSections() ? wall().headingAt(event->pos() + QPoint(0, verticalOffset())) : -1;
    if (section < 0 || event->button() != Qt::LeftButton) {
        WallView::mousePressEvent(event);
        return;
    }
    // A heading chooses all that is below it.
    const int first = wall().firstRowOf(section);
    const bool adds = event->modifiers() & Qt::ControlModifier;
    selectionModel()->select(
        {m_filter.index(first, 0), m_filter.index(first + wall().rowsOf(section) - 1, 0)},
        adds ? QItemSelectionModel::Select : QItemSelectionModel::ClearAndSelect);
}

void ChampionView::paintEvent(QPaintEvent* event)
{
    m_thumbnails.beginPainting();
    WallView::paintEvent(event);
}

void ChampionView::wheelEvent(QWheelEvent* event)
{
    if (!(event->modifiers() & Qt::ControlModifier)) {
        WallView::wheelEvent(event);
        return;
    }
    const int side = m_state->pictureSide();
    const int step = std::max(1, static_cast<int>(side * (zoomStep - 1)));
    m_state->setPictureSide(event->angleDelta().y() > 0 ? side + step : side - step);
    event->accept();
}

} // namespace pareidolia
