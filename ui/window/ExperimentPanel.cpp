// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/ExperimentPanel.h"

#include "core/search/Emitter.h"
#include "ui/session/RunGroup.h"
#include "ui/window/Wording.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QTextBrowser>

namespace pareidolia {

namespace {

constexpr int lettersWide = 40;

QString tr(const char* text)
{
    return QCoreApplication::translate("ExperimentPanel", text);
}

QString paragraph(const QString& text)
{
    return QStringLiteral("<p>%1</p>").arg(text);
}

QString evolutionText()
{
    return tr("Evolution: pictures have children, and a child whose confidence in a class is "
              "higher than that of the class's picture takes its place, whatever the class of its "
              "parent (<i>MAP-Elites</i>; the pictures on the wall are the <i>champions</i>, in "
              "the field's word <i>elites</i>).");
}

QString encodingText(const RunSpec& spec)
{
    const EncodingKind* kind = findEncodingKind(spec.encoding);
    return kind && kind->isIndirect
               ? tr("Patterns: every picture is painted by its own small network, which computes "
                    "the value of a pixel from its coordinates (a <i>CPPN</i>). Mutation changes "
                    "that small network, so pictures are regular: lines, rings, symmetry.")
               : tr("Noise: every pixel of a picture is inherited and mutated by itself (a "
                    "<i>direct encoding</i>). Nothing favours order, so the pictures remain noise "
                    "to our eyes while the network's confidence grows.");
}

QString gradientText()
{
    return tr("Gradient ascent: this search looks inside the network. Each step computes how a "
              "class's confidence would rise if the pixels changed a little (the <i>gradient</i>), "
              "and changes them accordingly. That takes far fewer steps than evolution, which uses "
              "only the confidences.");
}

bool isGradient(const RunSpec& spec)
{
    const EmitterKind* kind = findEmitterKind(spec.search);
    return kind && kind->needsGradients;
}

/// How the pictures come about; what two runs share is said once.
QStringList wayTexts(const RunSpec& a, const RunSpec& b)
{
    QStringList texts;
    if (!isGradient(a) || !isGradient(b))
        texts.append(evolutionText());
    for (const RunSpec* spec : {&a, &b})
        if (const QString text = isGradient(*spec) ? gradientText() : encodingText(*spec);
            !texts.contains(text))
            texts.append(text);
    return texts;
}

QString comparisonText(const RunSpec& a, const RunSpec& b)
{
    QString text = tr("Two searches run in lock-step: both have scored the same number of pictures "
                      "at any time. A, on the left: %1. B, on the right: %2. ")
                       .arg(wayOf(a), wayOf(b));
    if (a.model != b.model)
        text += tr("They search against two networks, %1 and %2. Look whether the same classes are "
                   "hard for both, and how similar the pictures are.")
                    .arg(QString::fromStdString(a.model).toHtmlEscaped(),
                         QString::fromStdString(b.model).toHtmlEscaped());
    else
        text += tr("Look at two things: which search reaches a high confidence first (the curves; "
                   "the table counts the evaluations), and how different pictures of equal "
                   "confidence look. Hold Shift to flip A and B.");
    return text;
}

/// Paragraphs of HTML. The field's terms occur once, in italics. Null: about the program.
QString experimentText(const RunGroup* group)
{
    const QString point = tr(
        "After a while the network is almost certain about pictures that show nothing at all. It "
        "was only trained to say <i>which</i> of its classes fits best, never whether any does.");
    const QString source = tr("After Nguyen, Yosinski and Clune, <i>Deep Neural Networks are "
                              "Easily Fooled</i> (2015).");
    if (!group)
        return paragraph(
                   tr("A neural network was trained to classify pictures. Here a search makes up "
                      "pictures, lets the network score them, and keeps for each class the picture "
                      "with the highest confidence. Choose an experiment on the start page.")) +
               paragraph(point) + paragraph(source);
    const RunSession& session = *group->sessions().front();
    QString text =
        paragraph(tr("The network “%1” was trained to classify pictures. Here a search makes up "
                     "pictures, lets the network score them, and keeps for each of %2 classes the "
                     "picture with the highest <i>confidence</i>, which is shown below it.")
                      .arg(QString::fromStdString(session.model().name).toHtmlEscaped())
                      .arg(session.targets().size()));
    const RunSpec& a = session.spec();
    const RunSpec& b = group->sessions().back()->spec();
    if (group->sessions().size() > 1)
        text += paragraph(comparisonText(a, b));
    for (const QString& way : wayTexts(a, b))
        text += paragraph(way);
    return text + paragraph(point) + paragraph(source);
}

} // namespace

ExperimentPanel::ExperimentPanel(QWidget* parent)
    : QDockWidget(tr("About this experiment"), parent), m_text(new QTextBrowser)
{
    setObjectName(QStringLiteral("experimentPanel"));
    setAllowedAreas(Qt::LeftDockWidgetArea | Qt::RightDockWidgetArea);
    setFeatures(DockWidgetClosable | DockWidgetMovable | DockWidgetFloatable);
    m_text->setObjectName(QStringLiteral("experimentText"));
    m_text->setAccessibleName(windowTitle());
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setMinimumWidth(lettersWide / 2 * fontMetrics().averageCharWidth());
    m_text->document()->setDocumentMargin(12);
    setWidget(m_text);
}

void ExperimentPanel::explain(const RunGroup* group)
{
    const QString text = experimentText(group);
    if (m_shown == text)
        return; // keeps the place where somebody reads
    m_shown = text;
    m_text->setHtml(text);
}

void ExperimentPanel::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else
        QDockWidget::keyPressEvent(event);
}

} // namespace pareidolia
