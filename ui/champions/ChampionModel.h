// SPDX-License-Identifier: GPL-3.0-or-later
// The champions of a run, now or at the moment that its time machine shows, as a list model: one
// row a class that is searched for, in class order.
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
        ConfidenceRole,           ///< float; 0 where there is no champion
        LogOddsRole,              ///< double; −infinity where there is none
        SpokenRole,               ///< the confidence as people say it
        FromRole,                 ///< label of the class whose champion the parent was, or empty
        GenerationRole,           ///< of the champion, int; −1 where there is none
        ChangeRole,               ///< the larger, the later it changed; quint64
        PictureRole,              ///< QImage at the network's size; null where there is none
        GroupsRole,               ///< names of the groups that it is in, QStringList
        SectionRole,              ///< the first of them, as a number of sectionNames(); int
    };

    /// `session` outlives the model.
    explicit ChampionModel(RunSession* session, QObject* parent = nullptr);

    RunSession* session() const { return m_session; }
    std::size_t classOf(int row) const
    {
        return m_session->targets().at(static_cast<std::size_t>(row));
    }

    /// The model's groups, and last what the classes of none are called; empty if there are no
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
    /// What another champion changes.
    static const QList<int>& championRoles();
    quint64 changeOf(std::size_t row) const;
    void takeNews();
    void sortIntoGroups();

    RunSession* m_session;
    QStringList m_sectionNames;
    std::vector<std::vector<int>> m_groups; ///< of a row, ascending
    std::vector<std::uint64_t> m_changed;   ///< one a row
    std::uint64_t m_changes = 0;
};

} // namespace pareidolia
