// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/experiment/PresetSaver.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace pareidolia {

namespace {

constexpr int spacing = 4;

QPushButton* button(const char* name, const QString& text, const QString& tip)
{
    auto* made = new QPushButton(text);
    made->setObjectName(QString::fromLatin1(name));
    made->setToolTip(tip);
    return made;
}

} // namespace

PresetSaver::PresetSaver(QWidget* parent)
    : QWidget(parent),
      m_button(
          button("savePreset", tr("Save as preset…"),
                 tr("Saves these settings under a name, for the start page and the command line"))),
      m_question(new QWidget),
      m_name(new QLineEdit),
      m_warning(new QLabel),
      m_save(button("savePresetNow", tr("Save"), tr("Saves the preset (Return)")))
{
    m_name->setObjectName(QStringLiteral("presetName"));
    m_name->setAccessibleName(tr("Name of the preset"));
    m_name->setToolTip(tr("Letters, digits, spaces, - and _"));
    m_name->setPlaceholderText(tr("Name of the preset"));
    m_warning->setObjectName(QStringLiteral("presetWarning"));
    m_warning->setWordWrap(true);
    m_warning->setForegroundRole(QPalette::PlaceholderText);
    QPushButton* cancel = button("savePresetNot", tr("Cancel"), tr("Saves nothing (Esc)"));

    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(spacing);
    buttons->addWidget(m_save, 1);
    buttons->addWidget(cancel, 1);
    auto* question = new QVBoxLayout(m_question);
    question->setContentsMargins(0, 0, 0, 0);
    question->setSpacing(spacing);
    question->addWidget(m_name);
    question->addWidget(m_warning);
    question->addLayout(buttons);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_button);
    layout->addWidget(m_question);
    m_question->hide();
    connect(m_button, &QPushButton::clicked, this, &PresetSaver::open);
    connect(m_save, &QPushButton::clicked, this, &PresetSaver::ask);
    connect(cancel, &QPushButton::clicked, this, &PresetSaver::finish);
    connect(m_name, &QLineEdit::textChanged, this, &PresetSaver::showWhatIsThere);
}

QString PresetSaver::suggestion() const
{
    if (m_present.isEmpty() || Presets::standard().isOwn(m_present.toStdString()))
        return m_present;
    return tr("my %1").arg(m_present);
}

void PresetSaver::open()
{
    m_question->show();
    m_button->hide();
    m_name->setText(suggestion());
    m_name->selectAll();
    m_name->setFocus();
    showWhatIsThere();
}

void PresetSaver::finish()
{
    m_button->show();
    if (m_question->isAncestorOf(window()->focusWidget()))
        m_button->setFocus();
    m_question->hide();
}

void PresetSaver::ask()
{
    const QString name = m_name->text().trimmed();
    const bool isThere = Presets::standard().isOwn(name.toStdString());
    Q_EMIT saveAsked(name, isThere ? Presets::IfThere::Replace : Presets::IfThere::Refuse);
}

void PresetSaver::showWhatIsThere()
{
    const QString name = m_name->text().trimmed();
    const bool isThere = Presets::standard().isOwn(name.toStdString());
    m_save->setText(isThere ? tr("Replace") : tr("Save"));
    m_save->setEnabled(!name.isEmpty());
    m_warning->setText(tr("You already have a preset with that name."));
    m_warning->setVisible(isThere);
}

bool PresetSaver::event(QEvent* event)
{
    const bool override = event->type() == QEvent::ShortcutOverride;
    if ((override || event->type() == QEvent::KeyPress) && !m_question->isHidden()) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        const bool saves = (key == Qt::Key_Return || key == Qt::Key_Enter) && m_name->hasFocus();
        if (saves || key == Qt::Key_Escape) {
            event->accept();
            if (!override && saves && m_save->isEnabled())
                ask();
            else if (!override && !saves)
                finish();
            return true;
        }
    }
    return QWidget::event(event);
}

} // namespace pareidolia
