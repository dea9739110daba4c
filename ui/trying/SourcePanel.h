// SPDX-License-Identifier: GPL-3.0-or-later
// The sources of pictures: a drawing pad, if it suits the network, and how to drop files.
#pragma once

#include "core/classifier/ModelInfo.h"
#include "ui/trying/PictureFile.h"

#include <QWidget>

class QPushButton;
class QVBoxLayout;

namespace pareidolia {

class DrawingPad;

class SourcePanel : public QWidget
{
    Q_OBJECT

public:
    /// `model`: null without a network; it outlives the panel. The pad is as wide as the panel.
    SourcePanel(const ModelInfo* model, int width, QWidget* parent = nullptr);

    /// Another picture is shown: clears the pad, without a signal.
    void forgetDrawing();

Q_SIGNALS:
    /// The drawing fitted to the network, after every change.
    void drawn(const ShownPicture& picture);

    /// The drawing was cleared.
    void wiped();

private:
    void addPad(QVBoxLayout* column, int side);
    void tellDrawing();

    const ModelInfo* m_model;
    DrawingPad* m_pad = nullptr; ///< only for networks that take small grey pictures
    QPushButton* m_undo = nullptr;
};

} // namespace pareidolia
