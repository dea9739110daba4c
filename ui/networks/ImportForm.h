// SPDX-License-Identifier: GPL-3.0-or-later
// The form of an import: what the file of a network does not say.
#pragma once

#include "core/base/Error.h"
#include "core/models/Catalogue.h"
#include "core/models/ImportSettings.h"

#include <QLineEdit>
#include <QString>
#include <QWidget>

class QComboBox;
class QFormLayout;

namespace pareidolia {

/// Main thread. Untouched fields set nothing: the file decides.
class ImportForm : public QWidget
{
    Q_OBJECT

public:
    explicit ImportForm(QWidget* parent = nullptr);

    /// The settings, without files. Usage errors name the field that cannot be read.
    Result<ImportSettings> settings() const;

    /// Fills the fields from the catalogue.
    void fill(const CatalogueEntry& entry);

    /// The default name.
    void suggestName(const QString& name) { m_name->setPlaceholderText(name); }
    QString name() const;

    /// Request for a file of labels.
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

    QLineEdit* m_name;
    QComboBox* m_labels;
    QComboBox* m_convention;
    QLineEdit* m_mean;
    QComboBox* m_scaleKind;
    QLineEdit* m_scale;
    QComboBox* m_channels;
    QLineEdit* m_size;
    QLineEdit* m_output;
    QComboBox* m_view;
    QLineEdit* m_licence;
    QString m_labelFile;
    ImportSettings m_known; ///< values without a field: summary, provenance, accuracy
};

} // namespace pareidolia
