// SPDX-License-Identifier: GPL-3.0-or-later
// A CPPN as a drawing: its layout, the value of every node at every pixel, and the painting. In
// pixels, from (0, 0) to `size()`.
#pragma once

#include "core/encoding/CppnGenome.h"
#include "core/encoding/VariationSettings.h"
#include "core/image/Image.h"
#include "ui/drawing/Theme.h"
#include "ui/inspector/GraphvizLayout.h"

#include <QFont>
#include <QImage>
#include <QRectF>
#include <memory>
#include <optional>
#include <vector>

class QPainter;

namespace pareidolia {

/// Main thread.
class NetworkDrawing
{
public:
    /// `scored`: the size at which the picture is scored; names are written in `font`. Takes at
    /// most 25 ms.
    NetworkDrawing(std::shared_ptr<const CppnGenome> genome, ImageShape scored,
                   CoordinateSystem coordinates, const QFont& font, GraphvizLayout& graphviz);

    const std::shared_ptr<const CppnGenome>& genome() const { return m_genome; }
    const CppnGraph& graph() const { return m_genome->graph(); }
    const QSizeF& size() const { return m_layout.size; }

    /// The picture of the node with index `place`, and its position.
    const QImage& picture(std::uint32_t place) const { return m_pictures[place]; }
    QRectF tile(std::uint32_t place) const;

    std::optional<std::uint32_t> nodeAt(QPointF position) const;

    /// The connections of the `hovered` node are highlighted. `scale`: the painter's; names too
    /// small to read are left out.
    void paint(QPainter& painter, Theme theme, double scale,
               std::optional<std::uint32_t> hovered) const;

    /// The legend of the connections' colours and widths, in one line.
    static void paintLegend(QPainter& painter, Theme theme, const QRectF& line);

    /// A node's details as rich text: its picture, `side` pixels wide on a screen of this pixel
    /// ratio, and its facts.
    QString story(std::uint32_t place, int side, double ratio) const;

private:
    QRectF node(std::uint32_t place) const;
    void paintEdges(QPainter& painter, Theme theme, double scale,
                    std::optional<std::uint32_t> hovered) const;
    void paintNode(QPainter& painter, Theme theme, double scale, std::uint32_t place,
                   bool hovered) const;

    std::shared_ptr<const CppnGenome> m_genome;
    ImageShape m_scored;
    CoordinateSystem m_coordinates;
    QFont m_font;
    QSizeF m_node; ///< a tile and its name
    GraphLayout m_layout;
    std::vector<bool> m_needed;
    std::vector<QImage> m_pictures;
};

} // namespace pareidolia
