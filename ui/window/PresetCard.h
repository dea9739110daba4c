// SPDX-License-Identifier: GPL-3.0-or-later
// A large button on the start page: a picture, a title, a sentence.
#pragma once

#include <QAbstractButton>
#include <QImage>

namespace pareidolia {

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
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    /// The position of the picture, and of the title.
    QRect picturePlace() const;
    QRect textPlace() const;

    QString m_sentence;
    QImage m_picture;
    Shape m_shape;
};

} // namespace pareidolia
