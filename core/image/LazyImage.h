// SPDX-License-Identifier: GPL-3.0-or-later
// A picture that is painted when somebody first looks at it: of a thousand champions that come out
// of a file, few are seen at once.
#pragma once

#include "core/image/Image.h"

#include <functional>
#include <memory>

namespace pareidolia {

/// A value; copies share the picture. Any thread may look; the first one paints, the others wait.
class LazyImage
{
public:
    /// No picture: one without pixels.
    LazyImage() = default;

    /// One that is there.
    LazyImage(Image image);

    /// One to be painted; `paint` is called once. What it throws, who looks gets, and the next one
    /// tries again.
    explicit LazyImage(std::function<Image()> paint);

    /// Whether there is one, painted or not.
    explicit operator bool() const { return m_state != nullptr; }

    /// Whether it takes memory already.
    bool isPainted() const;

    const Image& operator*() const;
    const Image* operator->() const { return &**this; }

    /// The same to be kept.
    std::shared_ptr<const Image> shared() const;

    /// Moves it out; nobody else may have a copy.
    Image take();

private:
    struct State;
    std::shared_ptr<State> m_state;
};

} // namespace pareidolia
