// SPDX-License-Identifier: GPL-3.0-or-later
// Which pictures to save, and how large.
#pragma once

#include "core/image/Image.h"

#include <QDialog>
#include <cstddef>
#include <vector>

class QComboBox;
class QLabel;

namespace pareidolia {

class PicturesDialog : public QDialog
{
    Q_OBJECT

public:
    struct Choice
    {
        QString name; ///< e.g. "The inspected one (seven)"
        std::vector<std::size_t> classes;
    };

    /// `choices`: at least one; `picture`: the size of all of them.
    PicturesDialog(std::vector<Choice> choices, const ImageShape& picture,
                   QWidget* parent = nullptr);

Q_SIGNALS:
    /// `scale`: pixels of the file per pixel of the picture, 1 or more.
    void chosen(const std::vector<std::size_t>& classes, int scale);

private:
    void showNote();

    std::vector<Choice> m_choices;
    QComboBox* m_which;
    QComboBox* m_scale;
    QLabel* m_note;
};

} // namespace pareidolia
