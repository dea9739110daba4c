// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/exporting/Designer.h"

#include "ui/exporting/PreviewView.h"
#include "ui/widgets/Prompts.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>
#include <array>
#include <utility>

namespace pareidolia {

namespace {

constexpr int spacing = 8;
constexpr int choicesWidth = 36; ///< letters
constexpr double shareOfWindow = 0.85;
constexpr std::array scales{1, 2, 3, 4, 6, 8};

QPushButton* addButton(QDialogButtonBox& box, const QString& text, const char* name,
                       const QString& tip)
{
    QPushButton* button = box.addButton(text, QDialogButtonBox::ActionRole);
    button->setObjectName(QString::fromLatin1(name));
    button->setToolTip(tip);
    return button;
}

} // namespace

Designer::Designer(const QString& title, const char* name, Subject subject, QWidget* parent)
    : QDialog(parent),
      m_subject(std::move(subject)),
      m_runs(m_subject.snapshots()),
      m_form(new QFormLayout),
      m_scale(new QComboBox),
      m_preview(new PreviewView)
{
    setObjectName(QString::fromLatin1(name));
    setWindowTitle(title);
    setAttribute(Qt::WA_DeleteOnClose);
    m_form->setVerticalSpacing(spacing);
    m_form->setRowWrapPolicy(QFormLayout::WrapAllRows);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    auto* choices = new QWidget;
    choices->setLayout(m_form);
    choices->setFixedWidth(choicesWidth * fontMetrics().averageCharWidth());
    m_form->setContentsMargins({});
    auto* columns = new QHBoxLayout;
    columns->setSpacing(2 * spacing);
    columns->addWidget(choices, 0, Qt::AlignTop);
    columns->addWidget(m_preview, 1);

    auto* buttons = new QDialogButtonBox;
    QPushButton* saving =
        addButton(*buttons, tr("&Save…"), "designerSave",
                  tr("Writes a PNG, PDF or SVG file, depending on its extension"));
    m_copy = addButton(*buttons, tr("&Copy"), "designerCopy", tr("Copies it to the clipboard"));
    QPushButton* newer = addButton(*buttons, tr("Use the &latest generation"), "designerRefresh",
                                   tr("Shows the run at its latest generation"));
    QPushButton* close = buttons->addButton(QDialogButtonBox::Close);
    close->setObjectName(QStringLiteral("designerClose"));
    close->setToolTip(tr("Closes this dialog (Esc)"));
    saving->setDefault(true);
    connect(saving, &QPushButton::clicked, this, &Designer::save);
    connect(m_copy, &QPushButton::clicked, this,
            [this] { QApplication::clipboard()->setImage(m_preview->picture()); });
    connect(m_preview, &PreviewView::painted, m_copy, [this] { m_copy->setEnabled(true); });
    connect(newer, &QPushButton::clicked, this, [this] {
        if (auto runs = m_subject.snapshots(); !runs.empty())
            m_runs = std::move(runs);
        redraw();
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * spacing, 2 * spacing, 2 * spacing, 2 * spacing);
    layout->addLayout(columns, 1);
    layout->addWidget(buttons);

    addChoice(tr("Resolution"), m_scale, "designerResolution",
              tr("Pixels of a PNG file; PDF and SVG stay sharp at any size"));
    connect(m_scale, &QComboBox::activated, this, &Designer::redraw);
    if (parent)
        resize(parent->size() * shareOfWindow);
    m_redrawing.setSingleShot(true);
    m_redrawing.setInterval(0); // once for several changes, and when the designer is complete
    connect(&m_redrawing, &QTimer::timeout, this, &Designer::paintPreview);
    redraw();
}

void Designer::addChoice(const QString& label, QWidget* control, const char* name,
                         const QString& tip)
{
    control->setObjectName(QString::fromLatin1(name));
    control->setAccessibleName(label);
    control->setToolTip(tip);
    // Above the resolution, which every designer ends with.
    m_form->insertRow(std::max(0, m_form->rowCount() - 1), label, control);
}

QLineEdit* Designer::addTitle(const char* name, const QString& text)
{
    auto* line = new QLineEdit(text);
    line->setCursorPosition(0);
    addChoice(tr("Title"), line, name, tr("The line at the top; empty: no title"));
    connect(line, &QLineEdit::textChanged, this, &Designer::redraw);
    return line;
}

QComboBox* Designer::addList(const QString& label, const char* name, const QString& tip,
                             const QStringList& items)
{
    auto* box = new QComboBox;
    box->addItems(items);
    addChoice(label, box, name, tip);
    connect(box, &QComboBox::activated, this, &Designer::redraw);
    return box;
}

QComboBox* Designer::addTheme(const char* name)
{
    return addList(tr("Background"), name, tr("Light suits paper"), {tr("Light"), tr("Dark")});
}

void Designer::redraw()
{
    m_copy->setEnabled(false); // the preview does not show the present choices
    m_redrawing.start();
}

void Designer::paintPreview()
{
    const Drawing design = drawing();
    fillScales(design.size);
    const int scale = m_scale->currentData().toInt();
    m_preview->show(design, scale);
}

void Designer::fillScales(QSize size)
{
    const int chosen = std::max(1, m_scale->currentData().toInt());
    m_scale->clear();
    const double most = largestScale(size);
    for (const int scale : scales) {
        const QSize scaled = size * std::min<double>(scale, most);
        if (scale <= most || scale == 1)
            m_scale->addItem(tr("%1 × %2 pixels").arg(scaled.width()).arg(scaled.height()), scale);
    }
    m_scale->setCurrentIndex(std::max(0, m_scale->findData(chosen)));
}

QStringList Designer::endings() const
{
    return {QStringLiteral("png"), QStringLiteral("pdf"), QStringLiteral("svg")};
}

BackgroundJob::Work Designer::writing(const QString& file) const
{
    return [path = std::filesystem::path(file.toStdString()), design = drawing(),
            scale = m_scale->currentData().toInt()](const Progress&) {
        return writeDrawing(path, design, scale);
    };
}

void Designer::save()
{
    const QString file = m_subject.prompts->chooseNewFile(
        this, windowTitle(), suggestion() + QLatin1Char('.') + endings().front(), endings());
    if (file.isEmpty())
        return;
    Q_EMIT jobAsked(tr("Writing %1").arg(QFileInfo(file).fileName()), file, writing(file));
    accept();
}

} // namespace pareidolia
