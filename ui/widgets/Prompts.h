// SPDX-License-Identifier: GPL-3.0-or-later
// Questions that stop everything until somebody answers. Tests answer them by a class of their own.
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

    /// An existing folder or one to be made; empty if nobody wants one.
    virtual QString chooseFolder(QWidget* parent, const QString& title) = 0;

    /// Existing files to open; empty if nobody wants any.
    virtual QStringList chooseFiles(QWidget* parent, const QString& title) = 0;

    /// A file to be written, new or to be replaced; empty if nobody wants one. `endings`: what its
    /// name may end in, "png" first; a name without one gets the chosen one.
    virtual QString chooseNewFile(QWidget* parent, const QString& title, const QString& suggestion,
                                  const QStringList& endings) = 0;

    /// A run that was never exported is about to be closed.
    virtual Leaving askLeaving(QWidget* parent, const QString& run) = 0;

    /// A network of the user's own is about to be removed for good.
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
