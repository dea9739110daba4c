// SPDX-License-Identifier: GPL-3.0-or-later
// Designs a contact sheet: which classes, how many columns, captions, background, resolution.
#pragma once

#include "ui/exporting/Designer.h"

class QComboBox;
class QLineEdit;
class QSpinBox;

namespace pareidolia {

class SheetDesigner : public Designer
{
    Q_OBJECT

public:
    /// `chosen`: classes that are selected on the wall.
    SheetDesigner(Snapshots snapshots, std::vector<std::size_t> chosen, Prompts* prompts,
                  QWidget* parent = nullptr);

protected:
    Drawing drawing() const override;
    QString suggestion() const override { return tr("contact sheet"); }

private:
    std::vector<std::size_t> classes() const;

    std::vector<std::size_t> m_chosen;
    QLineEdit* m_title;
    QComboBox* m_which;
    QComboBox* m_side = nullptr; ///< for comparisons
    QSpinBox* m_columns;
    QComboBox* m_pictures;
    QComboBox* m_captions;
    QComboBox* m_background;
};

} // namespace pareidolia
