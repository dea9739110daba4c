// SPDX-License-Identifier: GPL-3.0-or-later
// A splitter whose sizes stay from one start to the next, once somebody has moved a handle.
#pragma once

#include <QSplitter>

namespace pareidolia {

class RememberedSplitter : public QSplitter
{
    Q_OBJECT

public:
    /// `name`: the object's, and the key in the settings.
    RememberedSplitter(const QString& name, Qt::Orientation orientation, QWidget* parent = nullptr);

    /// To be called when all parts are in.
    void recall();

    /// Nobody else decides about the sizes then.
    bool wereChosen() const { return m_chosen; }

    /// Unless sizes were chosen, gives `part` this width and the rest to the part that stretches.
    void fit(QWidget* part, int width);

private:
    QString m_key;
    bool m_chosen = false;
};

} // namespace pareidolia
