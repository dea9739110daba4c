// SPDX-License-Identifier: GPL-3.0-or-later
// For tests of what is not drawn: a view that is shown tells when others could have drawn.
#pragma once

#include "tests/core/encoding/GrownCppn.h"
#include "ui/inspector/GraphView.h"

#include <QTest>
#include <memory>

namespace pareidolia {

/// Whether a view that is shown has drawn anew twice, after a pause each time.
inline bool drawingPausesPass()
{
    GraphView shown;
    shown.show();
    for (const std::uint64_t seed : {1, 2, 3}) { // the first is drawn at once
        const auto genome = std::make_shared<const CppnGenome>(test::grownCppn(seed, 4));
        shown.setGenome(genome, {8, 8, 1}, CoordinateSystem::Normalised);
        const auto isDrawn = [&] { return shown.drawing() && shown.drawing()->genome() == genome; };
        if (!QTest::qWaitFor(isDrawn))
            return false;
    }
    return true;
}

} // namespace pareidolia
