// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/experiment/ModelChoice.h"

#include "core/models/ModelLibrary.h"
#include "ui/session/WhenDone.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QStylePainter>
#include <QWheelEvent>
#include <QtConcurrent>
#include <utility>

namespace pareidolia {

namespace {

constexpr int leastLetters = 6;
constexpr int margin = 6; ///< pixels that styles leave beside the text

QStringList namesAtHand()
{
    QStringList names;
    for (const auto& [model, file, own] : ModelLibrary::standard().survey().entries)
        names.append(QString::fromStdString(model.name));
    return names;
}

} // namespace

ChoiceBox::ChoiceBox()
{
    setFocusPolicy(Qt::StrongFocus); // not by the wheel
    setSizeAdjustPolicy(AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(leastLetters);
}

void ChoiceBox::paintEvent(QPaintEvent* event)
{
    if (isEditable()) {
        QComboBox::paintEvent(event);
        return;
    }
    QStyleOptionComboBox option;
    initStyleOption(&option);
    const int width =
        style()
            ->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, this)
            .width();
    option.currentText =
        fontMetrics().elidedText(option.currentText, Qt::ElideRight, width - margin);
    QStylePainter painter(this);
    painter.drawComplexControl(QStyle::CC_ComboBox, option);
    painter.drawControl(QStyle::CE_ComboBoxLabel, option);
}

void ChoiceBox::wheelEvent(QWheelEvent* event)
{
    event->ignore();
}

ModelChoice::ModelChoice()
{
    setEditable(true);
    setInsertPolicy(NoInsert);
    completer()->setCaseSensitivity(Qt::CaseSensitive);
}

bool ModelChoice::event(QEvent* event)
{
    if (event->type() == QEvent::Enter || event->type() == QEvent::FocusIn)
        lookUp();
    return ChoiceBox::event(event);
}

void ModelChoice::showPopup()
{
    lookUp();
    ChoiceBox::showPopup();
}

void ModelChoice::lookUp()
{
    std::string stamp = ModelLibrary::standard().stamp(); // reading them all takes longer
    if (m_stamp == stamp)
        return;
    m_stamp = std::move(stamp);
    whenDone(QtConcurrent::run(namesAtHand), this,
             [this](const QStringList& names) { offer(names); });
}

void ModelChoice::offer(const QStringList& names)
{
    const QString typed = currentText();
    const bool open = view()->isVisible();
    if (open)
        hidePopup();
    clear();
    addItems(names);
    setCurrentIndex(findText(typed, Qt::MatchExactly));
    setEditText(typed);
    if (open)
        ChoiceBox::showPopup();
}

} // namespace pareidolia
