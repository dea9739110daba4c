// SPDX-License-Identifier: GPL-3.0-or-later
// What a network that is about to be imported says of a picture: who sees "daisy" under a daisy
// trusts the settings.
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

/// Main thread; scores are made on others.
class TestPanel : public QWidget
{
    Q_OBJECT

public:
    explicit TestPanel(QWidget* parent = nullptr);

    /// Shows its picture to this network; null: there is none now, for the reason given.
    void setNetwork(std::shared_ptr<const Classifier> network, const QString& reason = {});

    /// A picture of the user's, in place of ours.
    void openPicture(const QString& path);

    /// What is said at present; empty while nothing is known.
    QStringList answer() const;

Q_SIGNALS:
    void pictureAsked();
    void failed(const Error& error);

private:
    void showPicture();
    void showAnswer(const std::vector<RankedClass>& classes);
    void showNothing(const QString& reason);

    std::shared_ptr<const Classifier> m_network;
    PictureFilePointer m_own; ///< null: ours
    Scorer m_scorer;
    PictureView* m_picture;
    QLabel* m_title;
    QLabel* m_remark;
    ScoreBars* m_bars;
};

} // namespace pareidolia
