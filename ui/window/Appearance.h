// SPDX-License-Identifier: GPL-3.0-or-later
// Light or dark colours, or those of the system; and large text for projectors.
#pragma once

#include <QFont>
#include <QObject>
#include <QPalette>

namespace pareidolia {

/// Applies to the whole QApplication; remembers itself in the settings.
class Appearance : public QObject
{
    Q_OBJECT

public:
    enum class Scheme { System, Light, Dark };
    Q_ENUM(Scheme)

    /// Reads the settings and applies them.
    explicit Appearance(QObject* parent = nullptr);

    Scheme scheme() const { return m_scheme; }
    void setScheme(Scheme scheme);

    bool projector() const { return m_projector; }
    void setProjector(bool projector);

private:
    void apply();

    QPalette m_systemPalette;
    QFont m_systemFont;
    Scheme m_scheme = Scheme::System;
    bool m_projector = false;
};

} // namespace pareidolia
