// SPDX-License-Identifier: GPL-3.0-or-later
// The champions of a run, now or at the generation that its time machine shows, as a list model:
// one row per class that is searched for, in class order.
#pragma once

#include "ui/session/RunSession.h"

#include <QAbstractListModel>
#include <cstdint>
#include <vector>

namespace pareidolia {

class ChampionModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        IndexRole = Qt::UserRole, ///< the class, int
        ConfidenceRole,           ///< float; 0 without a champion
        LogOddsRole,              ///< double; −infinity without one
        SpokenRole,               ///< the confidence as text
        FromRole,                 ///< label of the class whose champion the parent was, or empty
        GenerationRole,           ///< of the champion, int; −1 without one
        ChangeRole,               ///< larger for later changes; quint64
        PictureRole,              ///< QImage at the network's size; null without one
        GroupsRole,               ///< names of the groups that it is in, QStringList
        SectionRole,              ///< the first of them, as an index of sectionNames(); int
    };

    /// `session` outlives the model.
    explicit ChampionModel(RunSession* session, QObject* parent = nullptr);

    RunSession* session() const { return m_session; }
    std::size_t classOf(int row) const
    {
        return m_session->targets().at(static_cast<std::size_t>(row));
    }

    /// The network's groups, and last the name for classes without a group; empty if there are no
    /// groups.
    const QStringList& sectionNames() const { return m_sectionNames; }

    /// −1 if the class is not searched for.
    int rowOf(std::size_t index) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override; ///< a tile can be dragged out
    QVariant data(const QModelIndex& index, int role) const override;

Q_SIGNALS:
    /// Rows that have new champions, ascending; after dataChanged.
    void championsFell(const std::vector<int>& rows);

private:
    /// The data that a new champion changes.
    static const QList<int>& championRoles();
    quint64 changeOf(std::size_t row) const;
    void takeNews();
    void sortIntoGroups();

    RunSession* m_session;
    QStringList m_sectionNames;
    std::vector<std::vector<int>> m_groups; ///< of a row, ascending
    std::vector<std::uint64_t> m_changed;   ///< one per row
    std::uint64_t m_changes = 0;
};

} // namespace pareidolia
