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
    PresetCard(const QString& title, const QString& sentence, QImage picture,
               QWidget* parent = nullptr);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    QString m_sentence;
    QImage m_picture;
};

} // namespace pareidolia
