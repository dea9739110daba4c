// SPDX-License-Identifier: GPL-3.0-or-later
// Where champions came from: a lane per class, generations to the right, a line from every picture
// to the child that took over a class. Any thread once a QGuiApplication exists (ensureGui).
#pragma once

#include "ui/drawing/Drawing.h"
#include "ui/drawing/Theme.h"

#include <QImage>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace pareidolia {

struct FamilyTree
{
    /// A picture in the lane of a class that it took over.
    struct Node
    {
        std::size_t lane = 0;
        std::uint32_t generation = 0;
        std::optional<std::size_t> parent; ///< its index in the list, before this one
    };

    struct Lane
    {
        std::string label;
        std::string confidence; ///< of its champion
        QImage champion;        ///< null: there is none
    };

    std::string title;
    std::string subtitle;
    std::vector<Lane> lanes;
    std::vector<Node> nodes;
    std::uint32_t lastGeneration = 0;
    bool logarithmic = true; ///< early generations, in which most takeovers happen, get more room
    Theme theme = Theme::Light;
};

Drawing drawingOf(const FamilyTree& tree);

} // namespace pareidolia
