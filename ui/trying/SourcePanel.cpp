// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trying/SourcePanel.h"

#include "ui/trying/DrawingPad.h"
#include "ui/widgets/Page.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace pareidolia {

namespace {

constexpr int spacing = 8;
constexpr int largestForDrawing = 64; ///< pixels a side

bool canBeDrawnFor(const ModelInfo& model)
{
    return model.input.channels == 1 && model.input.width == model.input.height &&
           model.input.width <= largestForDrawing;
}

} // namespace

SourcePanel::SourcePanel(const ModelInfo* model, int width, QWidget* parent)
    : QWidget(parent), m_model(model)
{
    setFixedWidth(width);
    QVBoxLayout* column = columnIn(this, spacing);
    const bool drawing = model && canBeDrawnFor(*model);
    column->addWidget(columnHeading(drawing ? tr("Draw") : tr("Drop a picture")));
    if (drawing)
        addPad(column, width);
    column->addWidget(quietText(drawing ? tr("Or drop pictures onto this page: photographs, or "
                                             "pictures exported by Pareidolia.")
                                        : tr("Drop pictures onto this page: photographs, or "
                                             "pictures exported by Pareidolia.")));
    column->addStretch();
}

void SourcePanel::addPad(QVBoxLayout* column, int side)
{
    m_pad = new DrawingPad(side, m_model->labels.front() == "zero" ? tr("Draw a digit here")
                                                                   : tr("Draw something here"));
    const QKeySequence undoing(QKeySequence::Undo);
    m_undo = pushButton(
        "undoStroke", tr("Undo"),
        tr("Remove the last stroke (%1)").arg(undoing.toString(QKeySequence::NativeText)));
    m_undo->setShortcut(undoing);
    m_undo->setEnabled(false);
    auto* clear = pushButton("clearPad", tr("Clear"), tr("Clear the drawing pad"));
    connect(m_undo, &QPushButton::clicked, m_pad, &DrawingPad::undo);
    connect(clear, &QPushButton::clicked, m_pad, &DrawingPad::clear);
    connect(m_pad, &DrawingPad::drawn, this, &SourcePanel::tellDrawing);
    QHBoxLayout* buttons = rowOf({m_undo, clear});
    buttons->addStretch();
    column->addWidget(m_pad);
    column->addLayout(buttons);
}

void SourcePanel::forgetDrawing()
{
    if (!m_pad)
        return;
    const QSignalBlocker blocker(m_pad);
    m_pad->clear();
    m_undo->setEnabled(false);
}

void SourcePanel::tellDrawing()
{
    m_undo->setEnabled(!m_pad->isEmpty());
    if (m_pad->isEmpty()) {
        Q_EMIT wiped();
        return;
    }
    const ImageShape& input = m_model->input;
    Q_EMIT drawn({.name = tr("Your drawing"),
                  .origin = tr("Your drawing, scaled and centred like its training pictures: %1 × "
                               "%2 pixels, in grey")
                                .arg(input.width)
                                .arg(input.height),
                  .picture = networkPictureOf(m_pad->strokes(), input)});
}

} // namespace pareidolia
