// SPDX-License-Identifier: GPL-3.0-or-later
// The icons of buttons, in the colour of the text.
#pragma once

#include <QIcon>
#include <QPalette>

namespace pareidolia {

enum class Symbol {
    Play,
    PlayBackwards,
    Pause,
    Step,
    Stop,
    Save,
    Sheet,
    New,
    Open,
    Copy,
    Find,
    ZoomIn,
    ZoomOut,
    Close,
    Draw,
    Help,
    Information,
    Error
};

/// Sharp at any scale; disabled icons look like disabled text.
QIcon iconOf(Symbol symbol, const QPalette& palette);

} // namespace pareidolia
