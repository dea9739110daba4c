// SPDX-License-Identifier: GPL-3.0-or-later
// A picture enlarged or, if a CPPN paints it, that CPPN: one of the two at a time, with their
// buttons.
#pragma once

#include "core/encoding/CppnGenome.h"
#include "core/encoding/VariationSettings.h"
#include "core/image/Image.h"
#include "ui/inspector/PictureView.h"

#include <QWidget>
#include <memory>

class QTabBar;
class QToolButton;

namespace pareidolia {

class GraphView;
class ZoomView;

/// Main thread.
class PicturePane : public QWidget
{
    Q_OBJECT

public:
    explicit PicturePane(QWidget* parent = nullptr);

    void setPicture(const QImage& picture) { m_picture->setPicture(picture); }

    /// Null: no CPPN is offered. See `GraphView::setGenome`.
    void setNetwork(std::shared_ptr<const CppnGenome> genome, ImageShape scored,
                    CoordinateSystem coordinates);

    PictureView* picture() const { return m_picture; }
    GraphView* network() const { return m_network; }

private:
    void showChosen();
    void showZoom();
    ZoomView* current() const;
    QToolButton* button(const char* name, const QString& text, const QString& tip);

    QTabBar* m_tabs;
    QToolButton* m_fit;
    QToolButton* m_oneToOne;
    PictureView* m_picture;
    GraphView* m_network;
    bool m_hasNetwork = false;
};

} // namespace pareidolia
