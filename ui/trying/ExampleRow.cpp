// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trying/ExampleRow.h"

#include "ui/drawing/Pictures.h"
#include "ui/drawing/Theme.h"
#include "ui/widgets/Page.h"

#include <QAbstractButton>
#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>
#include <utility>

namespace pareidolia {

namespace {

constexpr int side = 56; ///< pixels: twice MNIST's
constexpr int border = 2;
constexpr int columns = 5;

/// A picture with a frame that tells where mouse and keyboard are.
class PictureButton : public QAbstractButton
{
public:
    PictureButton()
    {
        setFixedSize(side + 2 * border, side + 2 * border);
        setFocusPolicy(Qt::StrongFocus);
        setCursor(Qt::PointingHandCursor);
        setAttribute(Qt::WA_Hover);
    }

    void setPicture(const Image& picture)
    {
        m_picture = toQImage(picture);
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        const Colours colours = coloursOf(themeOf(palette()));
        painter.fillRect(rect(),
                         hasFocus() || underMouse() ? colours.accent : colours.behindPictures);
        const QRect inner = rect().adjusted(border, border, -border, -border);
        painter.fillRect(inner, colours.behindPictures);
        QSizeF size = m_picture.size();
        size.scale(inner.size(), Qt::KeepAspectRatio);
        QRectF place(QPointF(), size);
        place.moveCenter(QRectF(inner).center());
        painter.setRenderHint(QPainter::SmoothPixmapTransform, m_picture.width() > side);
        painter.drawImage(place, m_picture);
    }

private:
    QImage m_picture;
};

} // namespace

ExampleRow::ExampleRow(const QString& title, bool keys, QWidget* parent)
    : QWidget(parent), m_keys(keys), m_heading(columnHeading(title)), m_places(new QGridLayout)
{
    QVBoxLayout* layout = columnIn(this);
    m_heading->setObjectName(QStringLiteral("exampleTitle"));
    layout->addWidget(m_heading);
    layout->addLayout(m_places);
    m_places->setSpacing(2);
    m_places->setColumnStretch(columns, 1);
    hide();
}

void ExampleRow::clear()
{
    m_examples.clear();
    while (QLayoutItem* item = m_places->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    hide();
}

void ExampleRow::add(Example example)
{
    const std::size_t place = m_examples.size();
    auto* button = new PictureButton;
    button->setObjectName(QStringLiteral("%1-%2").arg(objectName()).arg(place));
    button->setAccessibleName(tr("Example: %1").arg(example.label));
    button->setPicture(example.ways.front().picture);
    QString tip = example.ways.size() > 1
                      ? tr("Score this %1; click again for another handwriting").arg(example.label)
                      : tr("Score this: %1").arg(example.label);
    if (m_keys && place < 10) {
        button->setShortcut(QKeySequence(QString::number(place)));
        tip = QStringLiteral("%1 (%2)").arg(tip).arg(place);
    }
    button->setToolTip(tip);
    connect(button, &QAbstractButton::clicked, this, [this, button, place] {
        Entry& entry = m_examples[place];
        const ShownPicture shown = entry.example.ways[entry.next];
        entry.next = (entry.next + 1) % entry.example.ways.size();
        button->setPicture(shown.picture);
        Q_EMIT chosen(shown);
    });
    m_examples.push_back({std::move(example)});
    const int at = static_cast<int>(place);
    m_places->addWidget(button, at / columns, at % columns);
    show();
}

} // namespace pareidolia
