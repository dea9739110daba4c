// SPDX-License-Identifier: GPL-3.0-or-later
// The control of each kind of parameter.
#include "ui/experiment/ModelChoice.h"
#include "ui/experiment/NumberSteps.h"
#include "ui/experiment/ParameterEditor.h"
#include "ui/session/ParameterWords.h"

#include <QCompleter>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QRandomGenerator>
#include <QRegularExpressionValidator>
#include <QToolButton>
#include <algorithm>

namespace pareidolia {

namespace {

ParameterEditor* choiceEditor(const Parameter& parameter)
{
    auto* box = new ChoiceBox;
    for (const std::string& word : parameter.choices())
        box->addItem(choiceText(word), QString::fromStdString(word));
    return new ParameterEditor(parameter, box);
}

constexpr QChar separator = ',';

/// Completes the text after the last comma: "0-3, sev" → "0-3, seven".
class LastOfList : public QCompleter
{
public:
    using QCompleter::QCompleter;

    QStringList splitPath(const QString& path) const override
    {
        return {path.section(separator, -1).trimmed()};
    }

    QString pathFromIndex(const QModelIndex& index) const override
    {
        const QString text = static_cast<QLineEdit*>(widget())->text();
        const auto comma = text.lastIndexOf(separator);
        const QString before = comma < 0 ? QString() : text.left(comma + 1) + QLatin1Char(' ');
        return before + QCompleter::pathFromIndex(index);
    }
};

ParameterEditor* classesEditor(const Parameter& parameter, const ModelInfo& model)
{
    QStringList labels;
    for (const std::string& label : model.labels)
        labels.append(QString::fromStdString(label));
    auto* line = new QLineEdit;
    auto* completer = new LastOfList(labels, line);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    line->setCompleter(completer);
    line->setPlaceholderText(ParameterEditor::tr("all"));
    auto* editor = new ParameterEditor(parameter, line);
    editor->addToTip(
        ParameterEditor::tr("For example: %1").arg(QStringLiteral("0-3, %1").arg(labels.last())));
    return editor;
}

/// Only characters of numbers can be typed, the arrow keys step, the wheel is ignored. The
/// parameter table checks the range.
class NumberEdit : public QLineEdit
{
public:
    explicit NumberEdit(const Parameter& parameter) : m_parameter(parameter)
    {
        // An incomplete number must not be held back here: the table tells what is wrong with it.
        const QRegularExpression letters(parameter.kind == Parameter::Kind::Integer
                                             ? QStringLiteral("[0-9]*")
                                             : QStringLiteral("[-+0-9.,eE]*"));
        setValidator(new QRegularExpressionValidator(letters, this));
        setInputMethodHints(Qt::ImhFormattedNumbersOnly);
    }

protected:
    void keyPressEvent(QKeyEvent* event) override
    {
        const int key = event->key();
        const bool up = key == Qt::Key_Up || key == Qt::Key_PageUp;
        if (!up && key != Qt::Key_Down && key != Qt::Key_PageDown) {
            QLineEdit::keyPressEvent(event);
            return;
        }
        const int steps = key == Qt::Key_Up || key == Qt::Key_Down ? 1 : 10;
        const QString next = stepped(m_parameter, text(), up ? steps : -steps);
        selectAll();
        insert(next); // as if typed: it can be undone, and is told when the line is left
        event->accept();
    }

private:
    const Parameter& m_parameter;
};

/// Draws a random seed; its picture is a die.
class SeedButton : public QToolButton
{
public:
    SeedButton()
    {
        setObjectName(QStringLiteral("anotherSeed"));
        setAutoRaise(true);
        setFocusPolicy(Qt::StrongFocus);
        setAccessibleName(ParameterEditor::tr("Another seed"));
        setToolTip(ParameterEditor::tr("Another random seed"));
    }

    /// Short enough to be read aloud.
    static QString anotherSeed(const QString& than)
    {
        QString seed = than;
        while (seed == than)
            seed = QString::number(QRandomGenerator::global()->bounded(1, 1'000'000));
        return seed;
    }

protected:
    void paintEvent(QPaintEvent* event) override
    {
        constexpr double pip = 0.09; // radius, of the die's side
        QToolButton::paintEvent(event);
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const double side = 0.6 * std::min(width(), height());
        QRectF die(0, 0, side, side);
        die.moveCenter(QRectF(rect()).center());
        const QColor colour = palette().color(QPalette::ButtonText);
        painter.setPen(QPen(colour, 1.2));
        painter.drawRoundedRect(die, side / 5, side / 5);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        for (const QPointF place : {QPointF(.28, .28), QPointF(.72, .28), QPointF(.5, .5),
                                    QPointF(.28, .72), QPointF(.72, .72)})
            painter.drawEllipse(die.topLeft() + place * side, pip * side, pip * side);
    }
};

ParameterEditor* numberEditor(const Parameter& parameter)
{
    auto* line = new NumberEdit(parameter);
    if (parameter.isLimit)
        line->setPlaceholderText(ParameterEditor::tr("no limit"));
    auto* editor = new ParameterEditor(parameter, line);
    if (parameter.key == "seed") {
        auto* button = new SeedButton;
        QObject::connect(button, &SeedButton::clicked, editor,
                         [editor] { editor->choose(SeedButton::anotherSeed(editor->value())); });
        editor->addButton(button);
    }
    return editor;
}

} // namespace

ParameterEditor* editorFor(const Parameter& parameter, const ModelInfo& model)
{
    if (parameter.key == "model")
        return new ParameterEditor(parameter, new ModelChoice);
    if (parameter.key == "classes")
        return classesEditor(parameter, model);
    switch (parameter.kind) {
    case Parameter::Kind::Choice:
        return choiceEditor(parameter);
    case Parameter::Kind::Integer:
    case Parameter::Kind::Real:
        return numberEditor(parameter);
    case Parameter::Kind::Text:
        break;
    }
    return new ParameterEditor(parameter, new QLineEdit);
}

} // namespace pareidolia
