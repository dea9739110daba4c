// SPDX-License-Identifier: GPL-3.0-or-later
// A network of many classes and large colour pictures that costs next to nothing, so that the
// screen is what is measured. It looks at one pixel in many.
#pragma once

#include "tests/support/FakeClassifier.h"

#include <string>
#include <vector>

namespace pareidolia {

class LargePictures : public Classifier
{
public:
    LargePictures(std::size_t classes, int side)
        : m_network(classes, ImageShape{looks, looks, 3}), m_info(m_network.info()), m_side(side)
    {
        m_info.input = {side, side, 3};
        m_info.normalisation = {.mean = {0, 0, 0}, .scale = {1, 1, 1}};
        for (std::size_t first = 0, size = 7; first < classes; first += size, size += 17) {
            ClassGroup group{.name = "group " + std::to_string(m_info.groups.size() + 1)};
            for (std::size_t c = first; c < std::min(first + size, classes); ++c)
                group.classes.push_back(c);
            m_info.groups.push_back(std::move(group));
        }
    }

    const ModelInfo& info() const override { return m_info; }
    std::string runtime() const override { return "fake"; }
    Result<Scores> score(std::span<const Image> pictures) const override
    {
        std::vector<Image> small;
        for (const Image& picture : pictures) {
            Image& seen = small.emplace_back(ImageShape{looks, looks, 3});
            for (int y = 0; y < looks; ++y)
                for (int x = 0; x < looks; ++x)
                    for (int c = 0; c < 3; ++c)
                        seen.pixels[indexOf(looks, y, x, c)] =
                            picture
                                .pixels[indexOf(m_side, y * m_side / looks, x * m_side / looks, c)];
        }
        return m_network.score(small);
    }

private:
    static constexpr int looks = 6; ///< pixels in a row

    static std::size_t indexOf(int side, int y, int x, int channel)
    {
        return static_cast<std::size_t>((y * side + x) * 3 + channel);
    }

    FakeClassifier m_network;
    ModelInfo m_info;
    int m_side;
};

} // namespace pareidolia
