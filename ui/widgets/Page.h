// SPDX-License-Identifier: GPL-3.0-or-later
// What pages are made of: headings and quiet text, controls with their names, columns and rows, and
// pages with a heading that scroll if the window is too small. Main thread.
#pragma once

#include <QLabel>
#include <QString>
#include <initializer_list>

class QBoxLayout;
class QFormLayout;
class QHBoxLayout;
class QMimeData;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace pareidolia {

/// The heading of a part of a page.
QLabel* columnHeading(const QString& text);

/// Secondary information in a quiet colour.
QLabel* quietText(const QString& text = {});

/// Text that comes from files and can be copied.
QLabel* copyableText(const char* objectName, const QString& text = {});

/// A row of a form that tells something; returns the value's label, which wraps.
QLabel* addFact(QFormLayout* facts, const QString& title, const QString& value,
                const char* objectName);

/// What every control needs: a name for tests, one for screen readers, and a tool tip.
template <typename Control>
Control* named(Control* control, const char* objectName, const QString& spoken, const QString& tip)
{
    control->setObjectName(QString::fromLatin1(objectName));
    control->setAccessibleName(spoken);
    control->setToolTip(tip);
    return control;
}

/// Its accessible name is its text, which may have a mnemonic.
QPushButton* pushButton(const char* objectName, const QString& text, const QString& tip);

/// A column without margins, which is `parent`'s layout. −1: the style's spacing.
QVBoxLayout* columnIn(QWidget* parent, int spacing = -1);

void addAll(QBoxLayout* layout, std::initializer_list<QWidget*> widgets);

/// A row that begins with these.
QHBoxLayout* rowOf(std::initializer_list<QWidget*> widgets);

/// The files of this machine among what is dragged.
QStringList localFiles(const QMimeData& mime);

/// Without a frame, as wide as the available room.
QScrollArea* scrolled(QWidget* content);

/// Gives `page` a heading and a sentence on its purpose. Its content goes into the returned layout.
QVBoxLayout* beginPage(QWidget* page, const QString& heading, const QString& lead);

} // namespace pareidolia
