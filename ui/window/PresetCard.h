// SPDX-License-Identifier: GPL-3.0-or-later
// The large buttons of the start page.
#pragma once

#include <QAbstractButton>
#include <QImage>

namespace pareidolia {

/// A picture, a title, a sentence.
class PresetCard : public QAbstractButton
{
    Q_OBJECT

public:
    /// Low: a smaller picture, and one line for the sentence; small: narrower, too.
    enum class Shape { Large, Low, Small };

    PresetCard(const QString& title, const QString& sentence, QImage picture,
               Shape shape = Shape::Large, QWidget* parent = nullptr);

    void setPicture(const QImage& picture);
    const QImage& picture() const { return m_picture; }

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    /// The position of the picture, and of the title.
    QRect picturePlace() const;
    QRect textPlace() const;

    QString m_sentence;
    QImage m_picture;
    Shape m_shape;
};

/// A visible target for dropped files; also a button, for those who cannot drag.
class DropZone : public QAbstractButton
{
    Q_OBJECT

public:
    explicit DropZone(QWidget* parent = nullptr);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace pareidolia
