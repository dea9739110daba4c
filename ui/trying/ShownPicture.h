// SPDX-License-Identifier: GPL-3.0-or-later
// A picture fitted to a network, and how it was made.
#pragma once

#include "core/image/Image.h"
#include "ui/trying/PictureStory.h"

#include <QString>
#include <memory>

namespace pareidolia {

struct ShownPicture
{
    QString name;   ///< "seven", "dog.jpg"
    QString origin; ///< a sentence about its origin
    Image picture;
    NetworkView view = NetworkView::OneCrop;   ///< its crop mode
    std::shared_ptr<const PictureStory> story; ///< null: not exported by this program
};

} // namespace pareidolia
