// SPDX-License-Identifier: GPL-3.0-or-later
// Colours and type that all sheets and figures share. Needs a QGuiApplication (ensureGui).
#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>
#include <QString>
#include <cstddef>

namespace pareidolia {

enum class Theme { Dark, Light };

struct Colours
{
    QColor behindPictures; ///< neutral, never white: pictures keep their contrast
    QColor emptyPicture;
    QColor behindFigure;
    QColor text;
    QColor quietText;
    QColor grid;
    QColor accent;
};

Colours coloursOf(Theme theme);

/// Dark where the window's text is lighter than what it stands on.
Theme themeOf(const QPalette& palette);

/// After Okabe and Ito: people with any kind of colour vision tell them apart, and from the accent.
constexpr std::size_t categoryColours = 5;

/// They repeat after `categoryColours`.
QColor categoryColour(Theme theme, std::size_t index);

/// How sure a network is, as a colour: from dark blue (a thousandth or less) over grey (even odds)
/// to yellow (99.99 % and more), as even steps of log-odds. After the "cividis" map, which people
/// with any kind of colour vision see alike.
QColor confidenceColour(double logOdds);

/// The log-odds between which colours differ.
inline constexpr double darkestLogOdds = -6.9, brightestLogOdds = 9.2;

/// The same colour, less opaque: `alpha` from 0 to 1.
QColor withAlpha(QColor colour, double alpha);

/// The same letters everywhere, so that a sheet looks alike on every machine.
QFont typeface(int pixels, QFont::Weight weight = QFont::Normal);

/// The same letters, larger.
QFont enlarged(QFont font, double factor);

/// In whole pixels, rounded up.
int widthOf(const QString& text, const QFont& font);

/// `text` cut with "…" where it is wider than `width` pixels.
QString fitted(const QString& text, const QFont& font, int width);

} // namespace pareidolia
