// SPDX-License-Identifier: GPL-3.0-or-later
// A sheet of champions: every class with its picture, its label and the network's confidence; of
// one run, or of several with a section each. Main thread, or any thread once a QGuiApplication
// exists (ensureGui); painting blocks for milliseconds, for a thousand classes about a second.
#pragma once

#include "core/image/Image.h"
#include "ui/drawing/Drawing.h"
#include "ui/drawing/Theme.h"

#include <string>
#include <vector>

namespace pareidolia {

struct ContactSheetEntry
{
    Image picture; ///< without pixels: the class has no champion
    std::string label;
    float confidence = 0;
    double logOdds = 0;
};

struct ContactSheetSection
{
    std::string title; ///< empty: none
    std::vector<ContactSheetEntry> entries;
};

enum class Captions { None, Labels, LabelsAndConfidences };

struct ContactSheet
{
    std::vector<ContactSheetSection> sections;
    std::string title;
    std::string subtitle;
    /// Facts at the foot, joined by dots: network, search, seed, generation, program version.
    std::vector<std::string> facts;
    int columns = 0; ///< 0: as many as give a balanced sheet
    int pictureSide =
        0; ///< longer side in pixels of the sheet, approximately; 0: by the number of pictures
    int pixelScale = 0; ///< pixels of the sheet per pixel of a picture; 0: from `pictureSide`
    Captions captions = Captions::LabelsAndConfidences;
    Theme theme = Theme::Dark;
    bool pure = false; ///< black or white behind the pictures instead of grey
};

/// Pictures are enlarged by whole numbers, nearest neighbour, so that every pixel that the network
/// saw is visible; only pictures larger than `pictureSide` are averaged down.
Drawing drawingOf(const ContactSheet& sheet);

} // namespace pareidolia
