// SPDX-License-Identifier: GPL-3.0-or-later
// Designs a figure of curves, and writes it as PNG, PDF, SVG, or its numbers as CSV.
#pragma once

#include "ui/drawing/CurvesFigure.h"
#include "ui/exporting/Designer.h"

class QComboBox;
class QLineEdit;

namespace pareidolia {

class CurvesDesigner : public Designer
{
    Q_OBJECT

public:
    /// `chosen`: selected classes, which can get their own lines.
    CurvesDesigner(Snapshots snapshots, std::vector<std::size_t> chosen, Prompts* prompts,
                   QWidget* parent = nullptr);

protected:
    Drawing drawing() const override;
    QString suggestion() const override { return tr("curves"); }
    QStringList endings() const override { return Designer::endings() << QStringLiteral("csv"); }
    BackgroundJob::Work writing(const QString& file) const override;

private:
    std::vector<std::size_t> m_chosen;
    QLineEdit* m_title;
    QComboBox* m_x;
    QComboBox* m_classes;
    QComboBox* m_shape;
    QComboBox* m_background;
};

} // namespace pareidolia
