// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/curves/GroupBands.h"

#include <algorithm>

namespace pareidolia {

GroupBands::GroupBands(QCustomPlot& plot, const RunSession& session)
    : m_session(session), m_rest(plot), m_group(plot)
{}

void GroupBands::choose(const ClassGroup* group)
{
    m_chosen = group != nullptr;
    std::vector<std::size_t> members;
    const auto& targets = m_session.targets();
    for (std::size_t i = 0; group && i < targets.size(); ++i)
        if (std::ranges::binary_search(group->classes, targets[i]))
            members.push_back(i);
    m_curves.choose(std::move(members));
}

void GroupBands::draw(const CurvesScale& scale)
{
    if (!m_chosen) {
        m_group.clear();
        m_rest.clear();
        return;
    }
    QVector<double> x;
    Bands::Values group, rest;
    for (const GroupCurves::Point& point : m_curves.follow(m_session.confidences())) {
        x.append(xOf(point, scale.x));
        for (std::size_t q = 0; q < point.group.size(); ++q) {
            group[q + 1].append(scale.yOf(point.group[q]));
            rest[q + 1].append(scale.yOf(point.rest[q]));
        }
    }
    m_group.setData(x, group);
    m_rest.setData(x, rest);
}

void GroupBands::setLook(const QColor& group, const QColor& rest)
{
    m_group.setLook(QPen(group, 1), group);
    m_rest.setLook(QPen(rest, 1, Qt::DashLine), rest);
}

} // namespace pareidolia
