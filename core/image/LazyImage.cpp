// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/LazyImage.h"

#include <atomic>
#include <mutex>
#include <utility>

namespace pareidolia {

struct LazyImage::State
{
    std::once_flag once;
    std::function<Image()> paint; ///< null: it was never needed
    std::atomic<bool> isPainted = false;
    Image image;
};

LazyImage::LazyImage(Image image) : m_state(std::make_shared<State>())
{
    m_state->image = std::move(image);
    m_state->isPainted = true;
}

LazyImage::LazyImage(std::function<Image()> paint) : m_state(std::make_shared<State>())
{
    m_state->paint = std::move(paint);
}

bool LazyImage::isPainted() const
{
    return m_state && m_state->isPainted;
}

const Image& LazyImage::operator*() const
{
    static const Image none;
    if (!m_state)
        return none;
    if (!m_state->isPainted)
        std::call_once(m_state->once, [this] {
            m_state->image = m_state->paint();
            m_state->isPainted = true;
        });
    return m_state->image;
}

std::shared_ptr<const Image> LazyImage::shared() const
{
    return m_state ? std::shared_ptr<const Image>(m_state, &**this) : nullptr;
}

Image LazyImage::take()
{
    if (!m_state)
        return {};
    (void)**this;
    Image taken = std::move(m_state->image);
    m_state.reset();
    return taken;
}

} // namespace pareidolia
