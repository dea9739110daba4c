// SPDX-License-Identifier: GPL-3.0-or-later
// A picture that is painted when it is first needed: of a thousand champions in a file, few are
// visible at once.
#pragma once

#include "core/image/Image.h"

#include <functional>
#include <memory>

namespace pareidolia {

/// A value; copies share the picture. Any thread may read it; the first one paints, the others
/// wait.
class LazyImage
{
public:
    /// No picture: it has no pixels.
    LazyImage() = default;

    /// A picture that exists already.
    LazyImage(Image image);

    /// A picture to be painted; `paint` is called once. What it throws reaches the reader, and the
    /// next reader tries again.
    explicit LazyImage(std::function<Image()> paint);

    /// Whether there is a picture, painted or not.
    explicit operator bool() const { return m_state != nullptr; }

    /// Whether it occupies memory.
    bool isPainted() const;

    const Image& operator*() const;
    const Image* operator->() const { return &**this; }

    /// The same, to be kept.
    std::shared_ptr<const Image> shared() const;

    /// Moves the picture out; there must be no other copy.
    Image take();

private:
    struct State;
    std::shared_ptr<State> m_state;
};

} // namespace pareidolia
