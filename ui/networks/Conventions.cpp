// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/networks/Conventions.h"

#include "core/base/Text.h"

#include <QCoreApplication>
#include <QStringList>

namespace pareidolia {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Conventions", text);
}

} // namespace

std::vector<Convention> conventions()
{
    return {{.title = tr("As the file says")},
            {.title = tr("Caffe: mean of ImageNet, BGR"),
             .mean = {123, 117, 104},
             .deviation = {1},
             .channels = "bgr"},
            {.title = tr("torchvision, timm: mean and deviation of ImageNet"),
             .mean = {123.675F, 116.28F, 103.53F},
             .deviation = {58.395F, 57.12F, 57.375F},
             .channels = "rgb"},
            {.title = tr("TensorFlow: from −1 to 1"),
             .mean = {127.5F},
             .deviation = {127.5F},
             .channels = "rgb"},
            {.title = tr("From 0 to 1"), .mean = {0}, .deviation = {255}},
            {.title = tr("From 0 to 255"), .mean = {0}, .deviation = {1}}};
}

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

} // namespace pareidolia
