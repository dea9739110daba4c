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
    return tr("Evolution: pictures have children, and a child that convinces the network more than "
              "the picture that holds a name takes its place, whatever name its parent held "
              "(<i>MAP-Elites</i>; the pictures on the wall are its <i>elites</i>).");
}

QString encodingText(const RunSpec& spec)
{
    const EncodingKind* kind = findEncodingKind(spec.encoding);
    return kind && kind->isIndirect
               ? tr("Patterns: a picture is painted by a small network of its own that turns the "
                    "place of a pixel into its brightness (a <i>CPPN</i>). Children change that "
                    "small network, so pictures come out regular: lines, rings, symmetry.")
               : tr("Noise: every pixel of a picture is inherited and changed by itself (a "
                    "<i>direct encoding</i>). Nothing asks for order, so the pictures stay noise "
                    "to our eyes while the network grows sure of them.");
}

QString gradientText()
{
    return tr("Gradient ascent: here the search looks inside the network. Each step asks it how a "
              "name's confidence would rise if the pixels changed a little (the <i>gradient</i>), "
              "and changes them so. That takes far fewer steps than evolution, which sees only "
              "the answers.");
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
    QString text =
        tr("Two searches go side by side and have scored the same number of pictures at any time. "
           "A, on the left: %1. B, on the right: %2. ")
            .arg(wayOf(a), wayOf(b));
    if (a.model != b.model)
        text += tr("They attack two networks, %1 and %2. Look whether the same names are hard for "
                   "both, and how alike the pictures are.")
                    .arg(QString::fromStdString(a.model).toHtmlEscaped(),
                         QString::fromStdString(b.model).toHtmlEscaped());
    else
        text += tr("Look at two things: which becomes sure sooner (the curves; the table counts "
                   "the pictures that it took), and what the pictures have in common though the "
                   "network is as sure of one as of the other. Hold Shift to flip A and B.");
    return text;
}

} // namespace

QString experimentText(const RunGroup* group)
{
    const QString point =
        tr("After a while the network is almost certain of pictures that show nothing at all. It "
           "was only ever asked <i>which</i> of its names fits best, never whether any does.");
    const QString source = tr("After Nguyen, Yosinski and Clune, <i>Deep Neural Networks are "
                              "Easily Fooled</i> (2015).");
    if (!group)
        return paragraph(tr("A neural network has learnt to name pictures. Here nobody shows it "
                            "any: a search makes up pictures, asks the network what it sees, and "
                            "keeps for each name the one that it is surest of. Choose an "
                            "experiment on the start page.")) +
               paragraph(point) + paragraph(source);
    const RunSession& session = *group->sessions().front();
    QString text = paragraph(
        tr("The network “%1” has learnt to name pictures. Here nobody shows it any: a search makes "
           "up pictures, asks the network what it sees, and keeps for each of %2 names the one "
           "picture that the network is surest of. Below each stands how sure it is (its "
           "<i>confidence</i>).")
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
