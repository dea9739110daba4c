// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/experiment/ClassesEdit.h"

#include <QCompleter>

namespace pareidolia {

namespace {

constexpr QChar separator = ',';

/// Completes what stands behind the last comma.
class LastOfList : public QCompleter
{
public:
    using QCompleter::QCompleter;

    QStringList splitPath(const QString& path) const override
    {
        return {path.section(separator, -1).trimmed()};
    }

    QString pathFromIndex(const QModelIndex& index) const override
    {
        const auto* line = static_cast<QLineEdit*>(widget());
        const QString text = line->text();
        const auto comma = text.lastIndexOf(separator);
        const QString before = comma < 0 ? QString() : text.left(comma + 1) + QLatin1Char(' ');
        return before + QCompleter::pathFromIndex(index);
    }
};

} // namespace

ClassesEdit::ClassesEdit(const QStringList& labels, QWidget* parent) : QLineEdit(parent)
{
    auto* completer = new LastOfList(labels, this);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    setCompleter(completer);
}

} // namespace pareidolia
