// SPDX-License-Identifier: GPL-3.0-or-later
// A CPPN, drawn: a tile for every node with its value at every pixel. Draws only while it is
// visible, and not too often.
#pragma once

#include "ui/inspector/NetworkDrawing.h"
#include "ui/inspector/ZoomView.h"

#include <QTimer>
#include <algorithm>
#include <memory>
#include <optional>

namespace pareidolia {

/// Main thread.
class GraphView : public ZoomView
{
    Q_OBJECT

public:
    explicit GraphView(QWidget* parent = nullptr);

    /// `scored`: the size at which the picture is scored. Null clears. Of several genomes within
    /// `interval` milliseconds only the last one is drawn.
    void setGenome(std::shared_ptr<const CppnGenome> genome, ImageShape scored,
                   CoordinateSystem coordinates);
    static constexpr int interval = 300;

    /// What is drawn; nothing before a genome was drawn for the first time.
    const std::optional<NetworkDrawing>& drawing() const { return m_drawing; }

    /// The position of a node's picture in the widget.
    QRectF tile(std::uint32_t place) const { return toWidget(m_drawing->tile(place)); }

    QSize sizeHint() const override { return {240, 360}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override { return width * 3 / 2; }

protected:
    QSizeF contentSize() const override { return m_drawing ? m_drawing->size() : QSizeF(); }
    void paintContent(QPainter& painter) override;
    void paintNothing(QPainter& painter) override;
    void paintAbove(QPainter& painter) override;
    double fittingScale() const override { return std::min(ZoomView::fittingScale(), 1.5); }
    double largestScale() const override { return 8; }
    QRectF viewport() const override;

    bool event(QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void leaveEvent(QEvent*) override { setHovered(std::nullopt); }
    void mouseMoveEvent(QMouseEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void drawSoon();
    void draw();
    QFont letters() const { return enlarged(font(), 0.9); }
    std::optional<std::uint32_t> nodeAt(QPointF position) const;
    void setHovered(std::optional<std::uint32_t> place);

    std::shared_ptr<const CppnGenome> m_genome;
    ImageShape m_scored;
    CoordinateSystem m_coordinates = CoordinateSystem::Normalised;
    bool m_stale = false; ///< the genome is not drawn yet
    QTimer m_pause;       ///< runs while the next drawing has to wait

    std::unique_ptr<GraphvizLayout> m_graphviz; ///< since the first drawing
    std::optional<NetworkDrawing> m_drawing;
    std::optional<std::uint32_t> m_hovered;
};

} // namespace pareidolia
