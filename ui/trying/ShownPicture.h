// SPDX-License-Identifier: GPL-3.0-or-later
// A picture as a network is shown it, and how it came to be that.
#pragma once

#include "core/image/Image.h"
#include "ui/trying/PictureStory.h"

#include <QString>
#include <memory>

namespace pareidolia {

struct ShownPicture
{
    QString name;   ///< "seven", "dog.jpg"
    QString origin; ///< a sentence for those who look at it
    Image picture;
    NetworkView view = NetworkView::OneCrop;   ///< what a network is to see of it
    std::shared_ptr<const PictureStory> story; ///< null: this program did not make it
};

} // namespace pareidolia
