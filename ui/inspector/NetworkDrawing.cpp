// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/NetworkDrawing.h"

#include "core/encoding/CppnNodePictures.h"
#include "ui/drawing/Pictures.h"
#include "ui/inspector/NetworkWords.h"

#include <QBuffer>
#include <QFontMetrics>
#include <QPainter>
#include <algorithm>
#include <cmath>

namespace pareidolia {

namespace {

constexpr int tileSide = 48;
constexpr int largestPicture = 64; ///< pixels a side of a tile's picture
constexpr double smallestLetters = 7;
constexpr double faint = 0.3;
constexpr double thinnest = 1, thickest = 4.5;

/// To whole steps of Graphviz's grid.
double roundedUp(double size)
{
    constexpr double grid = GraphvizLayout::grid;
    return std::ceil(size / grid) * grid;
}

QSizeF nodeSize(const CppnGraph& graph, const QFont& font)
{
    int width = tileSide;
    for (std::uint32_t place = 0; place < graph.size(); ++place)
        for (const QString& text : {nodeName(graph, place), channelName(graph, place)})
            width = std::max(width, widthOf(text, font) + 4);
    const int lines = graph.outputs == 1 ? 1 : 2;
    return {roundedUp(width), roundedUp(tileSide + lines * QFontMetrics(font).height())};
}

/// The picture's proportions, no side longer than a tile's picture may be.
ImageShape shrunk(ImageShape shape)
{
    const double scale =
        std::min(1.0, static_cast<double>(largestPicture) / std::max(shape.width, shape.height));
    shape.width = std::max(1, static_cast<int>(std::lround(shape.width * scale)));
    shape.height = std::max(1, static_cast<int>(std::lround(shape.height * scale)));
    return shape;
}

QPen penOf(float weight, Theme theme)
{
    const QColor colour = weight < 0 ? categoryColour(theme, 0) : coloursOf(theme).accent;
    return {colour, thinnest + (thickest - thinnest) * std::abs(weight) / cppnWeightLimit};
}

} // namespace

NetworkDrawing::NetworkDrawing(std::shared_ptr<const CppnGenome> genome, ImageShape scored,
                               CoordinateSystem coordinates, const QFont& font,
                               GraphvizLayout& graphviz)
    : m_genome(std::move(genome)),
      m_scored(scored),
      m_coordinates(coordinates),
      m_font(font),
      m_node(nodeSize(graph(), font)),
      m_layout(graphviz.layOut(graph(), m_node)),
      m_needed(neededNodes(graph()))
{
    for (const Image& picture : cppnNodePictures(*m_genome, shrunk(scored), scored, coordinates))
        m_pictures.push_back(toQImage(picture));
}

QRectF NetworkDrawing::node(std::uint32_t place) const
{
    QRectF node(QPointF(), m_node);
    node.moveCenter(m_layout.nodes[place]);
    return node;
}

QRectF NetworkDrawing::tile(std::uint32_t place) const
{
    const QRectF whole = node(place);
    return {whole.center().x() - tileSide / 2.0, whole.top(), tileSide, tileSide};
}

std::optional<std::uint32_t> NetworkDrawing::nodeAt(QPointF position) const
{
    for (std::uint32_t place = 0; place < graph().size(); ++place)
        if (node(place).contains(position))
            return place;
    return std::nullopt;
}

void NetworkDrawing::paint(QPainter& painter, Theme theme, double scale,
                           std::optional<std::uint32_t> hovered) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(m_font);
    paintEdges(painter, theme, scale, hovered);
    for (std::uint32_t place = 0; place < graph().size(); ++place)
        paintNode(painter, theme, scale, place, place == hovered);
    painter.setOpacity(1);
}

void NetworkDrawing::paintEdges(QPainter& painter, Theme theme, double scale,
                                std::optional<std::uint32_t> hovered) const
{
    painter.setBrush(Qt::NoBrush);
    for (std::size_t i = 0; i < m_layout.edges.size(); ++i) {
        const CppnConnection& c = graph().connections[i];
        const bool clear = hovered ? c.from == *hovered || c.to == *hovered : m_needed[c.to];
        painter.setOpacity(clear ? 1 : faint);
        QPen pen = penOf(c.weight, theme);
        pen.setWidthF(std::max(pen.widthF(), 1 / scale)); // thinner ones would look faint
        painter.setPen(pen);
        painter.drawPath(m_layout.edges[i]);
    }
}

void NetworkDrawing::paintNode(QPainter& painter, Theme theme, double scale, std::uint32_t place,
                               bool hovered) const
{
    const Colours colours = coloursOf(theme);
    const QImage& picture = m_pictures[place];
    const QRectF frame = tile(place);
    painter.setOpacity(m_needed[place] || hovered ? 1 : faint);
    painter.fillRect(frame, colours.emptyPicture);
    QRectF target(QPointF(), QSizeF(picture.size()).scaled(frame.size(), Qt::KeepAspectRatio));
    target.moveCenter(frame.center());
    painter.setRenderHint(QPainter::SmoothPixmapTransform,
                          target.width() * scale < picture.width());
    painter.drawImage(target, picture);
    const bool output = graph().kind(place) == NodeKind::Output;
    painter.setPen(
        QPen(output || hovered ? colours.accent : colours.quietText, output || hovered ? 2 : 1));
    painter.drawRect(frame);

    const QFontMetricsF metrics(m_font);
    if (metrics.height() * scale < smallestLetters)
        return;
    painter.setPen(colours.text);
    QRectF line(node(place).left(), frame.bottom() + 1, m_node.width(), metrics.height());
    for (const QString& text : {channelName(graph(), place), nodeName(graph(), place)})
        if (!text.isEmpty()) {
            painter.drawText(line, Qt::AlignHCenter | Qt::AlignTop, text);
            line.translate(0, metrics.height());
        }
}

void NetworkDrawing::paintLegend(QPainter& painter, Theme theme, const QRectF& line)
{
    constexpr double sample = 16, gap = 5;
    const Colours colours = coloursOf(theme);
    const QFontMetricsF metrics(painter.font());
    QPointF at(line.left(), line.center().y());
    const auto write = [&](const QString& text) {
        at.rx() += sample + gap;
        painter.setPen(colours.text);
        painter.drawText(QRectF(at.x(), line.top(), line.right() - at.x(), line.height()),
                         Qt::AlignLeft | Qt::AlignVCenter, text);
        at.rx() += metrics.horizontalAdvance(text) + 2 * gap;
    };
    painter.setRenderHint(QPainter::Antialiasing);
    for (const float weight : {cppnWeightLimit / 2, -cppnWeightLimit / 2}) {
        painter.setPen(penOf(weight, theme));
        painter.drawLine(at, at + QPointF(sample, 0));
        write(weight > 0 ? QObject::tr("positive") : QObject::tr("negative"));
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(colours.quietText);
    const QPointF end = at + QPointF(sample, 0);
    painter.drawPolygon(QPolygonF({at - QPointF(0, thinnest / 2), end - QPointF(0, thickest / 2),
                                   end + QPointF(0, thickest / 2), at + QPointF(0, thinnest / 2)}));
    painter.setBrush(Qt::NoBrush);
    write(QObject::tr("weight"));
}

QString NetworkDrawing::story(std::uint32_t place, int side, double ratio) const
{
    const ImageShape shape{m_scored.width, m_scored.height, 1};
    const QImage seen = toQImage(cppnNodePicture(*m_genome, place, shape, m_scored, m_coordinates));
    const int pixels = static_cast<int>(side * ratio);
    const QImage large =
        seen.scaled(pixels, pixels, Qt::KeepAspectRatio,
                    seen.width() > pixels ? Qt::SmoothTransformation : Qt::FastTransformation);
    QByteArray png;
    QBuffer buffer(&png);
    buffer.open(QIODevice::WriteOnly);
    large.save(&buffer, "PNG");
    return QStringLiteral("<img src=\"data:image/png;base64,%1\" width=\"%2\" height=\"%3\"><br>%4")
        .arg(QString::fromLatin1(png.toBase64()))
        .arg(static_cast<int>(large.width() / ratio))
        .arg(static_cast<int>(large.height() / ratio))
        .arg(nodeFacts(graph(), place));
}

} // namespace pareidolia
