// SPDX-License-Identifier: GPL-3.0-or-later
// Modal questions to the user. Tests answer them with their own class.
#pragma once

#include <QString>
#include <QStringList>

class QWidget;

namespace pareidolia {

class Prompts
{
public:
    enum class Leaving { Export, Discard, Stay };

    virtual ~Prompts() = default;

    /// An existing folder or one to be created; empty if cancelled.
    virtual QString chooseFolder(QWidget* parent, const QString& title) = 0;

    /// Existing files to open; empty if cancelled.
    virtual QStringList chooseFiles(QWidget* parent, const QString& title) = 0;

    /// A file to be written, new or to be replaced; empty if cancelled. `endings`: the allowed file
    /// name extensions, the default first; a name without one gets the chosen one.
    virtual QString chooseNewFile(QWidget* parent, const QString& title, const QString& suggestion,
                                  const QStringList& endings) = 0;

    /// Asks before a run with unsaved generations is closed.
    virtual Leaving askLeaving(QWidget* parent, const QString& run) = 0;

    /// Asks before one of the user's own networks is deleted.
    virtual bool askRemoving(QWidget* parent, const QString& network) = 0;

    /// Shows a folder in the desktop's file manager.
    virtual void showFolder(const QString& folder) = 0;
};

/// Qt's own dialogs.
class DialogPrompts : public Prompts
{
public:
    QString chooseFolder(QWidget* parent, const QString& title) override;
    QStringList chooseFiles(QWidget* parent, const QString& title) override;
    QString chooseNewFile(QWidget* parent, const QString& title, const QString& suggestion,
                          const QStringList& endings) override;
    Leaving askLeaving(QWidget* parent, const QString& run) override;
    bool askRemoving(QWidget* parent, const QString& network) override;
    void showFolder(const QString& folder) override;
};

} // namespace pareidolia
