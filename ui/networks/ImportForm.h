// SPDX-License-Identifier: GPL-3.0-or-later
// What people say about a network that its file does not.
#pragma once

#include "core/base/Error.h"
#include "core/models/Catalogue.h"
#include "core/models/ImportSettings.h"

#include <QString>
#include <QWidget>

class QComboBox;
class QFormLayout;
class QLineEdit;
class QSpinBox;

namespace pareidolia {

/// Main thread. Fields that are left alone say nothing: the file decides.
class ImportForm : public QWidget
{
    Q_OBJECT

public:
    explicit ImportForm(QWidget* parent = nullptr);

    /// Without files. Usage errors name the field that cannot be read.
    Result<ImportSettings> settings() const;

    /// What the catalogue knows, in the fields.
    void fill(const CatalogueEntry& entry);

    /// What is meant where no name is given.
    void suggestName(const QString& name);
    QString name() const;

    /// A file of labels, for the choice "from a file".
    void setLabelFile(const QString& path);

Q_SIGNALS:
    void changed();
    void labelFileAsked();

private:
    QComboBox* addChoice(QFormLayout* rows, const char* name, const QString& title,
                         const QString& tip);
    QLineEdit* addText(QFormLayout* rows, const char* name, const QString& title,
                       const QString& tip);
    void addNumbers(QFormLayout* rows);
    void addPictures(QFormLayout* rows);
    void follow(int convention);
    void chooseLabels(int choice);

    QLineEdit* m_name;
    QComboBox* m_labels;
    QComboBox* m_convention;
    QLineEdit* m_mean;
    QComboBox* m_scaleKind;
    QLineEdit* m_scale;
    QComboBox* m_channels;
    QSpinBox* m_size;
    QComboBox* m_view;
    QLineEdit* m_licence;
    QString m_labelFile;
    ImportSettings m_known; ///< what has no field: summary, provenance, accuracy
};

} // namespace pareidolia
