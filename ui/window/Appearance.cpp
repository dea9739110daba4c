// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/Appearance.h"

#include "ui/drawing/Theme.h"

#include <QApplication>
#include <QSettings>
#include <QStyleFactory>

namespace pareidolia {

namespace {

constexpr double projectorScale = 1.5;

QPalette paletteOf(Theme theme)
{
    const bool dark = theme == Theme::Dark;
    const Colours colours = coloursOf(theme);
    const QColor window = dark ? QColor(43, 43, 43) : QColor(240, 240, 240);
    const QColor base = dark ? QColor(32, 32, 32) : QColor(252, 252, 252);
    QPalette palette(colours.text, dark ? QColor(58, 58, 58) : QColor(228, 228, 228),
                     dark ? QColor(80, 80, 80) : QColor(255, 255, 255),
                     dark ? QColor(24, 24, 24) : QColor(140, 140, 140), QColor(120, 120, 120),
                     colours.text, dark ? Qt::white : Qt::black, base, window);
    palette.setColor(QPalette::AlternateBase, colours.behindFigure);
    palette.setColor(QPalette::ToolTipBase, base);
    palette.setColor(QPalette::ToolTipText, colours.text);
    palette.setColor(QPalette::PlaceholderText, colours.quietText);
    palette.setColor(QPalette::Highlight, colours.accent);
    palette.setColor(QPalette::HighlightedText, dark ? QColor(16, 16, 16) : QColor(Qt::white));
    palette.setColor(QPalette::Link, colours.accent);
    const QColor disabled = dark ? QColor(122, 122, 122) : QColor(150, 150, 150);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, disabled);
    return palette;
}

} // namespace

Appearance::Appearance(QObject* parent)
    : QObject(parent), m_systemPalette(QApplication::palette()), m_systemFont(QApplication::font())
{
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    const QSettings settings;
    const int scheme = settings.value(QStringLiteral("appearance/scheme"), 0).toInt();
    if (scheme >= 0 && scheme <= static_cast<int>(Scheme::Dark)) // settings are edited by hand too
        m_scheme = static_cast<Scheme>(scheme);
    m_projector = settings.value(QStringLiteral("appearance/projector"), false).toBool();
    apply();
}

void Appearance::setScheme(Scheme scheme)
{
    m_scheme = scheme;
    QSettings().setValue(QStringLiteral("appearance/scheme"), static_cast<int>(scheme));
    apply();
}

void Appearance::setProjector(bool projector)
{
    m_projector = projector;
    QSettings().setValue(QStringLiteral("appearance/projector"), projector);
    apply();
}

void Appearance::apply()
{
    const Theme theme = m_scheme == Scheme::Dark    ? Theme::Dark
                        : m_scheme == Scheme::Light ? Theme::Light
                                                    : themeOf(m_systemPalette);
    QApplication::setPalette(paletteOf(theme));
    QApplication::setFont(m_projector ? enlarged(m_systemFont, projectorScale) : m_systemFont);
}

} // namespace pareidolia
