// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/Inspector.h"

#include "core/classifier/Scores.h"
#include "core/encoding/CppnGenome.h"
#include "core/run/LogQueries.h"
#include "ui/drawing/Pictures.h"
#include "ui/drawing/Spoken.h"
#include "ui/drawing/Theme.h"
#include "ui/inspector/AncestorStrip.h"
#include "ui/inspector/NetworkWords.h"
#include "ui/inspector/PicturePane.h"
#include "ui/inspector/ScoreBars.h"
#include "ui/session/WhenDone.h"
#include "ui/widgets/Page.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QSlider>
#include <QToolButton>
#include <QVBoxLayout>
#include <QtConcurrent>
#include <algorithm>
#include <cmath>

namespace pareidolia {

namespace {

constexpr int spacing = 8;
constexpr int topClasses = 10;
constexpr std::size_t mostAncestors = 100;
constexpr int readingInterval = 500; ///< milliseconds

QLabel* quietWord(const QString& text)
{
    QLabel* label = quietText(text);
    label->setWordWrap(false);
    return label;
}

} // namespace

Inspector::Inspector(RunSession* session, WallState* state, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_state(state),
      m_title(new QLabel),
      m_confidence(new QLabel),
      m_pane(new PicturePane),
      m_slider(named(new QSlider(Qt::Horizontal), "historySlider",
                     tr("Earlier champions of this class"),
                     tr("Earlier champions of this class; right end: the latest"))),
      m_moment(new QLabel),
      m_bars(new ScoreBars(topClasses)),
      m_ancestors(new AncestorStrip),
      m_facts(copyableText("inspectorFacts"))
{
    setObjectName(QStringLiteral("inspector"));
    QFont large = enlarged(font(), 1.4);
    large.setWeight(QFont::DemiBold);
    m_title->setFont(large);
    m_title->setTextFormat(Qt::PlainText); // labels come from files
    m_title->setObjectName(QStringLiteral("inspectorTitle"));
    m_confidence->setFont(large);
    m_confidence->setObjectName(QStringLiteral("inspectorConfidence"));
    m_title->setToolTip(tr("The inspected class"));
    m_confidence->setToolTip(tr("The network's confidence in this class"));
    m_moment->setWordWrap(true);

    const auto arrow = [this](Qt::ArrowType type, const char* name, const QString& tip, int step) {
        auto* button = named(new QToolButton, name, tip, tip);
        button->setArrowType(type);
        button->setAutoRaise(true);
        connect(button, &QToolButton::clicked, this, [this, step] { goTo(step); });
        return button;
    };
    auto* top = new QHBoxLayout;
    top->addWidget(arrow(Qt::LeftArrow, "previousClass", tr("Previous class"), -1));
    top->addWidget(m_title, 1, Qt::AlignHCenter);
    top->addWidget(arrow(Qt::RightArrow, "nextClass", tr("Next class"), 1));
    QHBoxLayout* moments = rowOf({quietWord(tr("Earlier")), m_slider, quietWord(tr("Latest"))});
    moments->setStretchFactor(m_slider, 1);
    moments->setSpacing(spacing);
    QScrollArea* ancestors = scrolled(m_ancestors);
    ancestors->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    ancestors->setFixedHeight(m_ancestors->sizeHint().height() +
                              ancestors->horizontalScrollBar()->sizeHint().height());
    ancestors->setFocusPolicy(Qt::NoFocus);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(spacing, spacing, spacing, spacing);
    layout->setSpacing(spacing / 2);
    layout->addLayout(top);
    layout->addWidget(m_confidence, 0, Qt::AlignHCenter);
    layout->addWidget(m_pane);
    layout->addLayout(moments);
    addAll(layout, {m_moment, quietText(tr("The network's highest confidences")), m_bars,
                    quietText(tr("Ancestors, nearest first")), ancestors, m_facts});
    layout->addStretch();

    m_reading.setSingleShot(true);
    m_reading.setInterval(readingInterval);
    connect(&m_reading, &QTimer::timeout, this, &Inspector::readRun);
    connect(&m_scorer, &Scorer::ranked, this, [this](const std::vector<RankedClass>& classes) {
        if (classes.empty())
            m_bars->setNote(tr("The network gave no scores for this picture."));
        else
            m_bars->setRanking(m_session->model(), classes, m_state->currentClass());
    });
    connect(state, &WallState::currentChanged, this, [this] {
        m_follows = true;
        readRun();
    });
    connect(m_slider, &QSlider::valueChanged, this, [this](int value) {
        m_follows = value == m_now;
        if (value < static_cast<int>(m_history.size()))
            lookAt(m_history[static_cast<std::size_t>(value)]);
    });
    connect(m_ancestors, &AncestorStrip::chosen, this, [this](const AncestorTile& tile) {
        Q_EMIT travelAsked(m_session, tile.generation, tile.heldClass);
    });
    setSession(session);
}

void Inspector::setSession(RunSession* session)
{
    disconnect(m_session, nullptr, this, nullptr);
    disconnect(&m_session->time(), nullptr, this, nullptr);
    m_session = session;
    m_looking.reset();
    m_follows = true;
    connect(session, &RunSession::advanced, this, [this] {
        const auto& improvements = m_session->news().improvements;
        const auto current = m_state->currentClass();
        if (current && std::ranges::count(improvements, *current, &Improvement::index) > 0)
            requestReading();
    });
    connect(&session->time(), &TimeMachine::travelled, this, [this] {
        m_follows = true;
        if (isVisible())
            readRun();
    });
    readRun();
}

QString Inspector::labelOf(std::size_t index) const
{
    return QString::fromStdString(m_session->model().labels[index]);
}

void Inspector::requestReading()
{
    if (isVisible() && !m_reading.isActive())
        m_reading.start();
}

void Inspector::readRun()
{
    const auto current = m_state->currentClass();
    if (!current)
        return;
    m_title->setText(labelOf(*current));
    m_session->inspect([&](const Run& run) { m_history = takersOf(run.improvements(), *current); });
    const auto& moment = m_session->time().generation();
    const auto later = moment ? std::ranges::find_if(m_history,
                                                     [&](const ImprovementRecord& record) {
                                                         return record.id.generation > *moment;
                                                     })
                              : m_history.end();
    m_now = static_cast<int>(later - m_history.begin()) - 1;
    {
        const QSignalBlocker blocker(m_slider);
        m_slider->setMaximum(std::max(0, static_cast<int>(m_history.size()) - 1));
        m_slider->setEnabled(m_history.size() > 1);
        if (m_follows)
            m_slider->setValue(m_now);
    }
    if (m_history.empty() || (m_follows && m_now < 0))
        return showNothing(); // nobody had taken it yet
    lookAt(m_history[static_cast<std::size_t>(m_slider->value())]);
}

void Inspector::showNothing()
{
    m_looking.reset();
    m_shown.reset();
    m_pane->setPicture({});
    m_pane->setNetwork(nullptr, {}, {});
    m_confidence->clear();
    m_moment->clear();
    m_facts->clear();
    m_scorer.forget();
    m_bars->setNote({});
    m_ancestors->setTiles({});
}

void Inspector::lookAt(const ImprovementRecord& record)
{
    if (isLookingAt(record)) {
        if (m_shown)
            tellMoment(); // there may be more of them now
        return;
    }
    const bool sameClass = m_looking && m_looking->index == record.index;
    m_looking = record;
    const LookBack look = m_session->lookBack({record});
    if (const auto& known = look.wanted.front().known; known && known->picture)
        return showChampion(record, known);
    if (!sameClass) { // the title has changed already
        showNothing();
        m_looking = record;
    }
    whenDone(QtConcurrent::run([look] { return look.individuals().front(); }), this,
             [this, record](const std::shared_ptr<const Individual>& individual) {
                 if (!isLookingAt(record))
                     return; // somebody looks at another one by now
                 if (individual)
                     showChampion(record, individual);
                 else
                     showNothing();
             });
}

void Inspector::showChampion(const ImprovementRecord& record,
                             std::shared_ptr<const Individual> shown)
{
    m_shown = Champion{std::move(shown), record.logOdds, confidenceOf(record.logOdds)};
    const Individual& individual = *m_shown->individual;
    m_pane->setPicture(toQImage(*individual.picture));
    m_pane->setNetwork(std::dynamic_pointer_cast<const CppnGenome>(individual.genome),
                       individual.picture->shape, m_session->spec().coordinates);
    m_confidence->setText(spoken(m_shown->confidence, m_shown->logOdds));
    tellMoment();
    m_facts->setText(championFacts(*m_shown));
    m_bars->setNote(tr("scoring…")); // what the picture before had must not stand beside this one
    m_scorer.score(m_session->classifier(), *individual.picture, topClasses);
    lookAtAncestors(record);
}

void Inspector::tellMoment()
{
    m_moment->setText(tr("Champion %1 of %2, from generation %3")
                          .arg(m_slider->value() + 1)
                          .arg(m_slider->maximum() + 1)
                          .arg(m_shown->individual->id.generation));
}

void Inspector::lookAtAncestors(const ImprovementRecord& record)
{
    std::vector<ImprovementRecord> records;
    m_session->inspect(
        [&](const Run& run) { records = ancestorsOf(run.improvements(), record, mostAncestors); });
    std::vector<AncestorTile> tiles;
    std::size_t childClass = record.index;
    for (const ImprovementRecord& ancestor : records) {
        const std::size_t held = ancestor.index;
        const QString label = labelOf(held);
        const bool changes = held != childClass;
        QString story =
            tr("Champion of %1 in generation %2").arg(label).arg(ancestor.id.generation);
        if (changes)
            story += '\n' + tr("Its child took over %1").arg(labelOf(childClass));
        story += '\n' + tr("Click to show the wall of that generation");
        tiles.push_back({.label = label,
                         .changesClass = changes,
                         .story = story,
                         .heldClass = held,
                         .generation = ancestor.id.generation});
        childClass = held;
    }
    const int side = static_cast<int>(std::ceil(AncestorStrip::side * devicePixelRatioF()));
    const auto read = [look = m_session->lookBack(records), tiles, side]() mutable {
        const PastReader::Individuals individuals = look.individuals();
        for (std::size_t i = 0; i < tiles.size(); ++i)
            if (individuals[i])
                tiles[i].picture = shrunk(toQImage(*individuals[i]->picture), side);
        return tiles;
    };
    whenDone(QtConcurrent::run(read), this, [this, record](const std::vector<AncestorTile>& found) {
        if (isLookingAt(record))
            m_ancestors->setTiles(found);
    });
}

void Inspector::goTo(int step)
{
    const auto& targets = m_session->targets();
    const auto current = m_state->currentClass();
    const auto at = std::ranges::find(targets, current.value_or(targets.front()));
    const auto count = static_cast<std::ptrdiff_t>(targets.size());
    const std::ptrdiff_t next = ((at - targets.begin()) + step + count) % count;
    m_state->setCurrentClass(targets[static_cast<std::size_t>(next)]);
}

void Inspector::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    requestReading();
}

} // namespace pareidolia
