// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/networks/ImportForm.h"

#include "core/base/ReturnError.h"
#include "core/base/Text.h"
#include "core/models/ModelLibrary.h"
#include "ui/widgets/Page.h"

#include <QComboBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <algorithm>
#include <optional>
#include <vector>

namespace pareidolia {

namespace {

constexpr int spacing = 8;
enum Labels { Numbers, Digits, ImageNet, FromFile };

/// The pixel values that a well-known library uses, so that users need to know a network's origin
/// only.
struct Convention
{
    QString title;
    std::vector<float> mean;      ///< in R, G, B order, 0–255 units
    std::vector<float> deviation; ///< the divisor of the difference
    std::string channels;         ///< empty: as the file says
};

/// The first one sets nothing: as the file says, or the default.
std::vector<Convention> conventions()
{
    return {{.title = ImportForm::tr("As the file says")},
            {.title = ImportForm::tr("Caffe: mean of ImageNet, BGR"),
             .mean = {123, 117, 104},
             .deviation = {1},
             .channels = "bgr"},
            {.title = ImportForm::tr("torchvision, timm: mean and deviation of ImageNet"),
             .mean = {123.675F, 116.28F, 103.53F},
             .deviation = {58.395F, 57.12F, 57.375F},
             .channels = "rgb"},
            {.title = ImportForm::tr("TensorFlow: from −1 to 1"),
             .mean = {127.5F},
             .deviation = {127.5F},
             .channels = "rgb"},
            {.title = ImportForm::tr("From 0 to 1"), .mean = {0}, .deviation = {255}},
            {.title = ImportForm::tr("From 0 to 255"), .mean = {0}, .deviation = {1}}};
}

/// "123, 117, 104"; nothing if it is not a list of one or three numbers. Empty text is an empty
/// list.
std::optional<std::vector<float>> numbersIn(const QString& text)
{
    std::vector<float> numbers;
    if (text.trimmed().isEmpty())
        return numbers;
    for (const std::string& word : splitText(text.toStdString(), ',')) {
        const auto number = parseReal(trimmed(word));
        if (!number)
            return std::nullopt;
        numbers.push_back(static_cast<float>(*number));
    }
    if (numbers.size() != 1 && numbers.size() != 3)
        return std::nullopt;
    return numbers;
}

QString textOf(const std::vector<float>& numbers)
{
    QStringList words;
    for (const float number : numbers)
        words.append(QString::number(static_cast<double>(number), 'g', 6));
    return words.join(QStringLiteral(", "));
}

void choose(QComboBox* box, const QString& data)
{
    box->setCurrentIndex(std::max(0, box->findData(data)));
}

} // namespace

ImportForm::ImportForm(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("importForm"));
    auto* rows = new QFormLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setVerticalSpacing(spacing);
    rows->setHorizontalSpacing(2 * spacing);
    rows->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_name = addText(rows, "importName", tr("&Name"), tr("The name of the network"));
    m_labels = addChoice(rows, "importLabels", tr("&Labels"), tr("The labels of its classes"));
    m_labels->addItem(tr("Numbers"));
    m_labels->addItem(tr("Digits: zero to nine"), QStringLiteral("digits"));
    m_labels->addItem(tr("ImageNet: 1000 classes"), QStringLiteral("imagenet"));
    m_labels->addItem(tr("From a file…"));
    connect(m_labels, &QComboBox::activated, this, [this](int choice) {
        if (choice == FromFile)
            Q_EMIT labelFileAsked();
    });
    m_convention =
        addChoice(rows, "importConvention", tr("&Pixel values"),
                  tr("The pixel values that the network expects; sets the two fields below"));
    for (const Convention& one : conventions())
        m_convention->addItem(one.title);
    connect(m_convention, &QComboBox::activated, this, &ImportForm::follow);
    addNumbers(rows);
    addPictures(rows);
    m_licence = addText(rows, "importLicence", tr("L&icence"), tr("The licence of its weights"));
    m_licence->setPlaceholderText(tr("unknown"));
}

QComboBox* ImportForm::addChoice(QFormLayout* rows, const char* name, const QString& title,
                                 const QString& tip)
{
    auto* box = named(new QComboBox, name, QString(title).remove('&'), tip);
    rows->addRow(title, box);
    connect(box, &QComboBox::currentIndexChanged, this, &ImportForm::changed);
    return box;
}

QLineEdit* ImportForm::addText(QFormLayout* rows, const char* name, const QString& title,
                               const QString& tip)
{
    auto* edit = named(new QLineEdit, name, QString(title).remove('&'), tip);
    rows->addRow(title, edit);
    connect(edit, &QLineEdit::textChanged, this, &ImportForm::changed);
    return edit;
}

void ImportForm::addNumbers(QFormLayout* rows)
{
    m_mean = addText(rows, "importMean", tr("&Mean"),
                     tr("Subtracted from each byte (0 to 255): one number, or red, green, blue"));
    m_mean->setPlaceholderText(tr("0"));
    m_scale = addText(rows, "importScale", tr("&Scale"),
                      tr("Divisor or factor of the difference: one number, or three"));
    m_scale->setPlaceholderText(tr("1"));
    m_scaleKind = named(new QComboBox, "importScaleKind", tr("Kind of scale"),
                        tr("Deviations divide, scales multiply"));
    m_scaleKind->addItems({tr("divided by"), tr("multiplied by")});
    connect(m_scaleKind, &QComboBox::currentIndexChanged, this, &ImportForm::changed);
    // Both stand in one row.
    auto* label = qobject_cast<QLabel*>(rows->labelForField(m_scale));
    rows->takeRow(m_scale);
    auto* row = rowOf({m_scaleKind});
    row->addWidget(m_scale, 1);
    rows->addRow(label, row);
    label->setBuddy(m_scale);
    // Whoever changes a number follows no convention any more.
    for (QLineEdit* edit : {m_mean, m_scale})
        connect(edit, &QLineEdit::textEdited, this, [this] { m_convention->setCurrentIndex(0); });
}

void ImportForm::addPictures(QFormLayout* rows)
{
    m_channels = addChoice(rows, "importChannels", tr("&Channels"),
                           tr("The channels that the network takes, in their order"));
    m_channels->addItem(tr("As the file says, otherwise red, green, blue"));
    m_channels->addItem(tr("Red, green, blue"), QStringLiteral("rgb"));
    m_channels->addItem(tr("Blue, green, red"), QStringLiteral("bgr"));
    m_channels->addItem(tr("Grey"), QStringLiteral("grey"));
    m_size = named(new QLineEdit, "importSize", tr("Size"),
                   tr("Size of its input in pixels, if the file does not give it: a side such as "
                      "224, or width x height such as 32x40"));
    m_size->setPlaceholderText(tr("As the file says"));
    rows->addRow(tr("Si&ze"), m_size);
    m_output = named(new QLineEdit, "importOutput", tr("Output"),
                     tr("Which output to use, if the file has several"));
    m_output->setPlaceholderText(tr("The most likely one"));
    rows->addRow(tr("O&utput"), m_output);
    for (QLineEdit* edit : {m_size, m_output})
        connect(edit, &QLineEdit::textChanged, this, &ImportForm::changed);
    m_view =
        addChoice(rows, "importView", tr("Cr&opping"),
                  tr("How photographs are cropped for it; pictures made for it are never changed"));
    m_view->addItem(tr("None"), QStringLiteral("exact"));
    m_view->addItem(tr("Centre of photographs (ImageNet)"), QStringLiteral("crop"));
}

void ImportForm::follow(int convention)
{
    const Convention chosen = conventions().at(static_cast<std::size_t>(convention));
    m_mean->setText(textOf(chosen.mean));
    m_scaleKind->setCurrentIndex(0);
    m_scale->setText(textOf(chosen.deviation));
    if (!chosen.channels.empty() || convention == 0)
        choose(m_channels, QString::fromStdString(chosen.channels));
}

void ImportForm::setLabelFile(const QString& path)
{
    if (path.isEmpty() && m_labelFile.isEmpty()) {
        m_labels->setCurrentIndex(Numbers);
        return;
    }
    if (!path.isEmpty())
        m_labelFile = path;
    m_labels->setItemText(FromFile, tr("From %1").arg(QFileInfo(m_labelFile).fileName()));
    m_labels->setCurrentIndex(FromFile);
    Q_EMIT changed();
}

QString ImportForm::name() const
{
    const QString written = m_name->text().trimmed();
    return written.isEmpty() ? m_name->placeholderText() : written;
}

void ImportForm::fill(const CatalogueEntry& entry)
{
    m_known = entry.settingsFor({});
    m_name->setText(QString::fromStdString(entry.name));
    choose(m_labels, QString::fromStdString(m_known.labels));
    m_convention->setCurrentIndex(0);
    m_mean->setText(textOf(m_known.mean));
    m_scaleKind->setCurrentIndex(1);
    m_scale->setText(textOf(m_known.scale));
    choose(m_channels, QString::fromStdString(m_known.channels.value_or("")));
    m_size->setText(m_known.size ? QString::fromStdString(formatPictureSize(*m_known.size)) : "");
    choose(m_view, QString::fromStdString(m_known.view));
    m_licence->setText(QString::fromStdString(entry.licence));
}

Result<ImportSettings> ImportForm::settings() const
{
    const auto wrong = [](const QString& what, const QString& why, const QString& advice) {
        return usageError(what.toStdString(), why.toStdString(), advice.toStdString());
    };
    ImportSettings settings = m_known;
    settings.files.clear();
    settings.name = name().toStdString();
    RETURN_IF_ERROR(checkModelName(settings.name));
    settings.labels = m_labels->currentIndex() == FromFile
                          ? m_labelFile.toStdString()
                          : m_labels->currentData().toString().toStdString();
    const QString numbers = tr("give one number, or three separated by commas");
    const auto mean = numbersIn(m_mean->text());
    if (!mean)
        return wrong(tr("the mean"), tr("it cannot be read"), numbers);
    settings.mean = *mean;
    const auto scale = numbersIn(m_scale->text());
    if (!scale)
        return wrong(tr("the scale"), tr("it cannot be read"), numbers);
    if (std::ranges::count(*scale, 0.0F) > 0)
        return wrong(tr("the scale"), tr("it is zero"), tr("give another number"));
    settings.scale = *scale;
    if (m_scaleKind->currentIndex() == 0)
        for (float& number : settings.scale)
            number = 1 / number;
    settings.channels.reset();
    if (const QString channels = m_channels->currentData().toString(); !channels.isEmpty())
        settings.channels = channels.toStdString();
    settings.size.reset();
    if (const QString size = m_size->text().trimmed(); !size.isEmpty()) {
        settings.size = parsePictureSize(size.toStdString());
        if (!settings.size)
            return wrong(tr("the size"), tr("%1 is no size in pixels").arg(size),
                         tr("give a side such as 224, or width x height such as 32x40"));
    }
    settings.output = m_output->text().trimmed().toStdString();
    settings.view = m_view->currentData().toString().toStdString();
    settings.licence = m_licence->text().trimmed().toStdString();
    return settings;
}

} // namespace pareidolia
