// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/networks/NetworkTable.h"

#include <QHeaderView>
#include <QSignalBlocker>
#include <utility>

namespace pareidolia {

QString spokenInput(const ModelInfo& model)
{
    return QObject::tr("%1 × %2 %3")
        .arg(model.input.width)
        .arg(model.input.height)
        .arg(model.input.channels == 1 ? QObject::tr("grey") : QObject::tr("colour"));
}

QString spokenShare(double share)
{
    return QObject::tr("%1 %").arg(100 * share, 0, 'f', 1);
}

NetworkTable::NetworkTable(QWidget* parent) : QTreeWidget(parent)
{
    setObjectName(QStringLiteral("networkTable"));
    setAccessibleName(tr("Networks at hand"));
    setToolTip(tr("The networks at hand; select one for details"));
    setHeaderLabels({tr("Name"), tr("Classes"), tr("Pictures"), tr("Accuracy"), tr("From")});
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setAlternatingRowColors(true);
    setSelectionMode(SingleSelection);
    header()->setSectionsMovable(false);
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    header()->setSectionResizeMode(0, QHeaderView::Stretch);
    connect(this, &QTreeWidget::currentItemChanged, this, &NetworkTable::chosenChanged);
}

void NetworkTable::setEntries(std::vector<ModelLibrary::Entry> entries)
{
    const QString before = currentItem() ? currentItem()->text(0) : QString();
    {
        const QSignalBlocker blocker(this);
        clear();
        m_entries = std::move(entries);
        for (const auto& [model, file, own] : m_entries) {
            auto* row = new QTreeWidgetItem(
                this, {QString::fromStdString(model.name), QString::number(model.classes()),
                       spokenInput(model), model.accuracy ? spokenShare(*model.accuracy) : tr("–"),
                       own ? tr("yours") : tr("Pareidolia")});
            for (const int column : {1, 3})
                row->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
            row->setToolTip(0, QString::fromStdString(model.summary).toHtmlEscaped());
            if (!model.givesGradients)
                row->setText(2, row->text(2) + tr(", no gradients"));
        }
        if (topLevelItemCount() > 0)
            setCurrentItem(topLevelItem(0));
    }
    choose(before);
    Q_EMIT chosenChanged();
}

void NetworkTable::choose(const QString& name)
{
    for (int row = 0; row < topLevelItemCount(); ++row)
        if (topLevelItem(row)->text(0) == name)
            setCurrentItem(topLevelItem(row));
}

const ModelLibrary::Entry* NetworkTable::chosen() const
{
    const int row = indexOfTopLevelItem(currentItem());
    return row < 0 ? nullptr : &m_entries[static_cast<std::size_t>(row)];
}

} // namespace pareidolia
