// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/experiment/NumberEdit.h"

#include "ui/experiment/NumberSteps.h"

#include <QKeyEvent>
#include <QRegularExpressionValidator>

namespace pareidolia {

namespace {

constexpr int page = 10;

int stepsOf(int key)
{
    switch (key) {
    case Qt::Key_Up:
        return 1;
    case Qt::Key_Down:
        return -1;
    case Qt::Key_PageUp:
        return page;
    case Qt::Key_PageDown:
        return -page;
    default:
        return 0;
    }
}

} // namespace

NumberEdit::NumberEdit(const Parameter& parameter, QWidget* parent)
    : QLineEdit(parent), m_parameter(parameter)
{
    // Half a number must not be held back here: the table tells what is wrong with it.
    const QRegularExpression letters(parameter.kind == Parameter::Kind::Integer
                                         ? QStringLiteral("[0-9]*")
                                         : QStringLiteral("[-+0-9.,eE]*"));
    setValidator(new QRegularExpressionValidator(letters, this));
    setInputMethodHints(Qt::ImhFormattedNumbersOnly);
}

void NumberEdit::keyPressEvent(QKeyEvent* event)
{
    const int steps = stepsOf(event->key());
    if (steps == 0) {
        QLineEdit::keyPressEvent(event);
        return;
    }
    const QString next = stepped(m_parameter, text(), steps);
    selectAll();
    insert(next); // as if typed: it can be undone, and is told when the line is left
    event->accept();
}

} // namespace pareidolia
