// SPDX-License-Identifier: GPL-3.0-or-later
// Shows a whole drawing, scaled down if necessary; paints in another thread.
#pragma once

#include "ui/drawing/Drawing.h"

#include <QImage>
#include <QWidget>
#include <optional>

namespace pareidolia {

class PreviewView : public QWidget
{
    Q_OBJECT

public:
    explicit PreviewView(QWidget* parent = nullptr);

    /// Of several drawings requested while one is painted, only the last is painted.
    void show(Drawing drawing, double scale);

    /// The latest that was painted; null before the first.
    const QImage& picture() const { return m_picture; }

    QSize sizeHint() const override { return {620, 460}; }

Q_SIGNALS:
    void painted();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Wish
    {
        Drawing drawing;
        double scale = 1;
    };
    void paintNext();

    std::optional<Wish> m_next;
    bool m_busy = false;
    QImage m_picture;
    QPixmap m_shown; ///< at the view's size
};

} // namespace pareidolia
