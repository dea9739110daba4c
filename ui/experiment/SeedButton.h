// SPDX-License-Identifier: GPL-3.0-or-later
// A button that draws a random seed.
#pragma once

#include <QToolButton>

namespace pareidolia {

class SeedButton : public QToolButton
{
    Q_OBJECT

public:
    explicit SeedButton(QWidget* parent = nullptr);

    /// Short enough to be read aloud.
    static QString anotherSeed(const QString& than);

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace pareidolia
