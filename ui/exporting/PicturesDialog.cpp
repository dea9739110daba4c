// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/exporting/PicturesDialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>
#include <array>
#include <utility>

namespace pareidolia {

namespace {

constexpr int spacing = 8;
constexpr std::array scales{1, 2, 4, 8, 16, 32};
constexpr int largestSide = 8192; ///< pixels

} // namespace

PicturesDialog::PicturesDialog(std::vector<Choice> choices, const ImageShape& picture,
                               QWidget* parent)
    : QDialog(parent),
      m_choices(std::move(choices)),
      m_which(new QComboBox),
      m_scale(new QComboBox),
      m_note(new QLabel)
{
    setObjectName(QStringLiteral("picturesDialog"));
    setWindowTitle(tr("Save pictures"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto* form = new QFormLayout;
    form->setVerticalSpacing(spacing);
    const auto add = [form](const QString& label, QWidget* control, const char* name,
                            const QString& tip) {
        control->setObjectName(QString::fromLatin1(name));
        control->setAccessibleName(label);
        control->setToolTip(tip);
        form->addRow(label, control);
    };
    add(tr("Pictures"), m_which, "picturesWhich", tr("Which pictures are saved"));
    add(tr("Size"), m_scale, "picturesScale",
        tr("Enlarged by a whole number: every pixel becomes a square"));
    for (const Choice& choice : m_choices)
        m_which->addItem(choice.name);
    for (const int scale : scales) {
        const int width = picture.width * scale, height = picture.height * scale;
        if (std::max(width, height) > largestSide)
            break;
        const QString size = QStringLiteral("%1 × %2").arg(width).arg(height);
        m_scale->addItem(scale == 1 ? tr("%1, as the network sees it").arg(size)
                                    : tr("%1, %2 times as large").arg(size).arg(scale),
                         scale);
    }
    m_note->setWordWrap(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    QPushButton* save = buttons->addButton(tr("&Save…"), QDialogButtonBox::AcceptRole);
    save->setObjectName(QStringLiteral("picturesSave"));
    save->setToolTip(tr("Choose where to save them"));
    QPushButton* cancel = buttons->button(QDialogButtonBox::Cancel);
    cancel->setObjectName(QStringLiteral("picturesCancel"));
    cancel->setToolTip(tr("Saves nothing (Esc)"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * spacing, 2 * spacing, 2 * spacing, 2 * spacing);
    layout->setSpacing(2 * spacing);
    layout->addLayout(form);
    layout->addWidget(m_note);
    layout->addWidget(buttons);
    connect(m_scale, &QComboBox::activated, this, &PicturesDialog::showNote);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        accept();
        Q_EMIT chosen(m_choices.at(static_cast<std::size_t>(m_which->currentIndex())).classes,
                      m_scale->currentData().toInt());
    });
    showNote();
}

void PicturesDialog::showNote()
{
    m_note->setText(
        m_scale->currentData().toInt() == 1
            ? tr("PNG files with text keys that say where each picture comes from. Scored again, "
                 "they get the same confidence to the last bit.")
            : tr("PNG files for slides and print, with text keys that say where each picture comes "
                 "from. The network scores them at their original size."));
}

} // namespace pareidolia
