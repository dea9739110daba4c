// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/experiment/EditorFor.h"

#include "ui/experiment/ClassesEdit.h"
#include "ui/experiment/ModelChoice.h"
#include "ui/experiment/NumberEdit.h"
#include "ui/experiment/SeedButton.h"
#include "ui/session/ParameterWords.h"

namespace pareidolia {

namespace {

ParameterEditor* choiceEditor(const Parameter& parameter)
{
    auto* box = new ChoiceBox;
    for (const std::string& word : parameter.choices())
        box->addItem(choiceText(word), QString::fromStdString(word));
    return new ParameterEditor(parameter, box);
}

ParameterEditor* classesEditor(const Parameter& parameter, const ModelInfo& model)
{
    QStringList labels;
    for (const std::string& label : model.labels)
        labels.append(QString::fromStdString(label));
    auto* line = new ClassesEdit(labels);
    line->setPlaceholderText(ParameterEditor::tr("all"));
    auto* editor = new ParameterEditor(parameter, line);
    editor->addToTip(
        ParameterEditor::tr("For example: %1").arg(QStringLiteral("0-3, %1").arg(labels.last())));
    return editor;
}

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
