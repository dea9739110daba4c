// SPDX-License-Identifier: GPL-3.0-or-later
// The scores of a test picture by a network that is being imported, so that the user can check the
// settings.
#pragma once

#include "core/classifier/Classifier.h"
#include "ui/inspector/Scorer.h"
#include "ui/trying/PictureFile.h"

#include <QStringList>
#include <QWidget>
#include <memory>

class QLabel;

namespace pareidolia {

class PictureView;
class ScoreBars;

/// Main thread; scores are computed on others.
class TestPanel : public QWidget
{
    Q_OBJECT

public:
    explicit TestPanel(QWidget* parent = nullptr);

    /// Scores its picture with this network; null: no network, for the given reason.
    void setNetwork(std::shared_ptr<const Classifier> network, const QString& reason = {});

    /// The user's own picture instead of the built-in one.
    void openPicture(const QString& path);

    /// The shown scores; empty while there are none.
    QStringList answer() const;

Q_SIGNALS:
    void pictureAsked();
    void failed(const Error& error);

private:
    void showPicture();
    void showAnswer(const std::vector<RankedClass>& classes);
    void showNothing(const QString& reason);

    std::shared_ptr<const Classifier> m_network;
    PictureFilePointer m_own; ///< null: the built-in one
    Scorer m_scorer;
    PictureView* m_picture;
    QLabel* m_title;
    QLabel* m_remark;
    ScoreBars* m_bars;
};

} // namespace pareidolia
