// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drawing/Theme.h"

#include <QFontMetrics>
#include <algorithm>
#include <array>
#include <cmath>

namespace pareidolia {

Colours coloursOf(Theme theme)
{
    if (theme == Theme::Light)
        return {.behindPictures = QColor(206, 206, 206),
                .emptyPicture = QColor(194, 194, 194),
                .behindFigure = QColor(250, 250, 250),
                .text = QColor(24, 24, 24),
                .quietText = QColor(84, 84, 84),
                .grid = QColor(224, 224, 224),
                .accent = QColor(0, 98, 168)};
    return {.behindPictures = QColor(58, 58, 58),
            .emptyPicture = QColor(68, 68, 68),
            .behindFigure = QColor(30, 30, 30),
            .text = QColor(240, 240, 240),
            .quietText = QColor(172, 172, 172),
            .grid = QColor(58, 58, 58),
            .accent = QColor(104, 186, 255)};
}

Theme themeOf(const QPalette& palette)
{
    return palette.color(QPalette::WindowText).lightness() >
                   palette.color(QPalette::Window).lightness()
               ? Theme::Dark
               : Theme::Light;
}

QColor categoryColour(Theme theme, std::size_t index)
{
    constexpr std::array<QRgb, 5> light{0xffd55e00, 0xff009e73, 0xffcc79a7, 0xffb88600, 0xff444444};
    constexpr std::array<QRgb, 5> dark{0xffff8a3d, 0xff2fd0a0, 0xffe7a0c8, 0xfff0e442, 0xffd0d0d0};
    return QColor::fromRgb(theme == Theme::Light ? light[index % light.size()]
                                                 : dark[index % dark.size()]);
}

QColor confidenceColour(double logOdds)
{
    // Cividis at every eighth of its way (Nuñez, Anderton, Renslow 2018).
    constexpr std::array<QRgb, 9> stops{0xff00224e, 0xff12356f, 0xff3b496c, 0xff575d6d, 0xff707173,
                                        0xff8a8678, 0xffa59c74, 0xffc3b369, 0xfffee838};
    if (std::isnan(logOdds))
        return {};
    const double share =
        std::clamp((logOdds - darkestLogOdds) / (brightestLogOdds - darkestLogOdds), 0.0, 1.0);
    const double place = share * (stops.size() - 1);
    const auto from = std::min(static_cast<std::size_t>(place), stops.size() - 2);
    const double way = place - static_cast<double>(from);
    const QColor low(stops[from]), high(stops[from + 1]);
    const auto between = [way](int a, int b) {
        return static_cast<int>(std::lround(a + way * (b - a)));
    };
    return {between(low.red(), high.red()), between(low.green(), high.green()),
            between(low.blue(), high.blue())};
}

QColor withAlpha(QColor colour, double alpha)
{
    colour.setAlphaF(static_cast<float>(alpha));
    return colour;
}

QFont typeface(int pixels, QFont::Weight weight)
{
    QFont font(QStringLiteral("DejaVu Sans"));
    font.setPixelSize(pixels);
    font.setWeight(weight);
    font.setHintingPreference(QFont::PreferNoHinting);
    // Sub-pixel colours suit one screen only, and a file is seen on many.
    font.setStyleStrategy(
        static_cast<QFont::StyleStrategy>(QFont::PreferAntialias | QFont::NoSubpixelAntialias));
    return font;
}

QFont enlarged(QFont font, double factor)
{
    font.setPointSizeF(font.pointSizeF() * factor);
    return font;
}

int widthOf(const QString& text, const QFont& font)
{
    return static_cast<int>(std::ceil(QFontMetricsF(font).horizontalAdvance(text)));
}

QString fitted(const QString& text, const QFont& font, int width)
{
    if (widthOf(text, font) <= width)
        return text;
    return QFontMetrics(font).elidedText(text, Qt::ElideRight, width - 1);
}

} // namespace pareidolia
