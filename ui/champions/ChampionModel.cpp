// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/champions/ChampionModel.h"

#include "ui/drawing/Spoken.h"

#include <QImage>
#include <algorithm>
#include <limits>

namespace pareidolia {

ChampionModel::ChampionModel(RunSession* session, QObject* parent)
    : QAbstractListModel(parent), m_session(session), m_changed(session->targets().size())
{
    sortIntoGroups();
    connect(session, &RunSession::advanced, this, &ChampionModel::takeNews);
    connect(&session->time(), &TimeMachine::travelled, this, [this] {
        if (rowCount() > 0)
            Q_EMIT dataChanged(index(0), index(rowCount() - 1), championRoles());
    });
    connect(&session->time(), &TimeMachine::followed, this,
            [this](const std::vector<std::size_t>& classes) {
                for (const std::size_t place : classes)
                    if (const int row = rowOf(place); row >= 0)
                        Q_EMIT dataChanged(index(row), index(row), {PictureRole});
            });
}

const QList<int>& ChampionModel::championRoles()
{
    static const QList<int> roles{
        Qt::ToolTipRole, Qt::AccessibleTextRole, ConfidenceRole, LogOddsRole, SpokenRole,
        FromRole,        GenerationRole,         ChangeRole,     PictureRole};
    return roles;
}

void ChampionModel::sortIntoGroups()
{
    m_groups.resize(m_session->targets().size());
    const auto& groups = m_session->model().groups;
    if (groups.empty())
        return;
    for (const ClassGroup& group : groups) {
        for (const std::size_t place : group.classes)
            if (const int row = rowOf(place); row >= 0)
                m_groups[static_cast<std::size_t>(row)].push_back(
                    static_cast<int>(m_sectionNames.size()));
        m_sectionNames.append(QString::fromStdString(group.name));
    }
    m_sectionNames.append(tr("other classes"));
}

int ChampionModel::rowOf(std::size_t index) const
{
    const auto& targets = m_session->targets();
    const auto found = std::ranges::lower_bound(targets, index);
    return found == targets.end() || *found != index ? -1
                                                     : static_cast<int>(found - targets.begin());
}

Qt::ItemFlags ChampionModel::flags(const QModelIndex& index) const
{
    const Qt::ItemFlags usual = QAbstractListModel::flags(index);
    return index.isValid() ? usual | Qt::ItemIsDragEnabled : usual;
}

int ChampionModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_session->targets().size());
}

QVariant ChampionModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const std::size_t place = classOf(index.row());
    const auto& labels = m_session->model().labels;
    const auto& champion = m_session->time().champion(place);
    switch (role) {
    case Qt::DisplayRole:
        return QString::fromStdString(labels[place]);
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole: {
        const QString label = QString::fromStdString(labels[place]);
        if (!champion)
            return tr("%1 (class %2): no picture yet").arg(label).arg(place);
        return tr("%1 (class %2): %3, generation %4")
            .arg(label)
            .arg(place)
            .arg(data(index, SpokenRole).toString())
            .arg(champion->individual->id.generation);
    }
    case IndexRole:
        return static_cast<int>(place);
    case ConfidenceRole:
        return champion ? champion->confidence : 0.0f;
    case LogOddsRole:
        return champion ? champion->logOdds : -std::numeric_limits<double>::infinity();
    case SpokenRole:
        return champion ? spoken(champion->confidence, champion->logOdds) : QString();
    case FromRole:
        return champion && champion->individual->fromClass &&
                       *champion->individual->fromClass != place
                   ? QString::fromStdString(labels[*champion->individual->fromClass])
                   : QString();
    case GenerationRole:
        return champion ? static_cast<int>(champion->individual->id.generation) : -1;
    case ChangeRole:
        return QVariant::fromValue(changeOf(static_cast<std::size_t>(index.row())));
    case PictureRole:
        return m_session->time().picture(place);
    case GroupsRole: {
        QStringList names;
        for (const int group : m_groups[static_cast<std::size_t>(index.row())])
            names.append(m_sectionNames[group]);
        return names;
    }
    case SectionRole: {
        const auto& groups = m_groups[static_cast<std::size_t>(index.row())];
        return groups.empty() ? static_cast<int>(m_session->model().groups.size()) : groups.front();
    }
    default:
        return {};
    }
}

quint64 ChampionModel::changeOf(std::size_t row) const
{
    if (!m_session->time().generation())
        return m_changed[row];
    const auto& champion = m_session->time().champion(m_session->targets()[row]);
    if (!champion)
        return 0;
    constexpr quint64 past = quint64{1} << 63; // no number of the present
    const IndividualId id = champion->individual->id;
    return past | quint64{id.generation} << 24 | (id.child & 0xffffff);
}

void ChampionModel::takeNews()
{
    std::vector<int> rows;
    for (const Improvement& improvement : m_session->news().improvements)
        if (const int row = rowOf(improvement.index); row >= 0) {
            m_changed[static_cast<std::size_t>(row)] = ++m_changes;
            rows.push_back(row);
        }
    if (rows.empty() || m_session->time().generation())
        return; // the past does not change
    std::ranges::sort(rows);
    const QList<int>& roles = championRoles();
    // Views treat one long range better than many short ones, and a few short ones better than it.
    if (rows.size() * 2 > m_changed.size())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), roles);
    else
        for (const int row : rows)
            Q_EMIT dataChanged(index(row), index(row), roles);
    Q_EMIT championsFell(rows);
}

} // namespace pareidolia
