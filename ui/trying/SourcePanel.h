// SPDX-License-Identifier: GPL-3.0-or-later
// Where pictures come from: a pad to draw on, where the network takes such, and how to drop others.
#pragma once

#include "core/classifier/ModelInfo.h"
#include "ui/trying/ShownPicture.h"

#include <QWidget>

class QPushButton;
class QVBoxLayout;

namespace pareidolia {

class DrawingPad;

class SourcePanel : public QWidget
{
    Q_OBJECT

public:
    /// `model` is null where there is no network; it outlives the panel. The pad is as wide as the
    /// panel.
    SourcePanel(const ModelInfo* model, int width, QWidget* parent = nullptr);

    /// Something else is shown; tells nobody.
    void forgetDrawing();

Q_SIGNALS:
    /// The drawing as the network is shown it, after every piece of a stroke.
    void drawn(const ShownPicture& picture);

    /// Nothing is left of the drawing.
    void wiped();

private:
    void addPad(QVBoxLayout* column, int side);
    void tellDrawing();

    const ModelInfo* m_model;
    DrawingPad* m_pad = nullptr; ///< only where the network takes small grey pictures
    QPushButton* m_undo = nullptr;
};

} // namespace pareidolia
