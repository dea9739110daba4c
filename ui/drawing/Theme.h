// SPDX-License-Identifier: GPL-3.0-or-later
// Colours and fonts of all sheets and figures. Needs a QGuiApplication (ensureGui).
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

/// Dark if the window's text is lighter than its background.
Theme themeOf(const QPalette& palette);

/// After Okabe and Ito: distinguishable with any kind of colour vision, also from the accent.
constexpr std::size_t categoryColours = 5;

/// They repeat after `categoryColours`.
QColor categoryColour(Theme theme, std::size_t index);

/// A confidence as a colour: from dark blue (0.1 % or less) over grey (50 %) to yellow (99.99 % and
/// more), linear in log-odds. After the "cividis" map, which looks alike with any kind of colour
/// vision.
QColor confidenceColour(double logOdds);

/// The range of log-odds in which colours differ.
inline constexpr double darkestLogOdds = -6.9, brightestLogOdds = 9.2;

/// The same colour, less opaque: `alpha` from 0 to 1.
QColor withAlpha(QColor colour, double alpha);

/// The same font everywhere, so that a sheet looks alike on every machine.
QFont typeface(int pixels, QFont::Weight weight = QFont::Normal);

/// The same font, larger.
QFont enlarged(QFont font, double factor);

/// In whole pixels, rounded up.
int widthOf(const QString& text, const QFont& font);

/// `text`, cut with "…" if it is wider than `width` pixels.
QString fitted(const QString& text, const QFont& font, int width);

} // namespace pareidolia
