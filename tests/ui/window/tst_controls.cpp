// SPDX-License-Identifier: GPL-3.0-or-later
// Every control can be named, reached and read.
#include "WindowFixture.h"
#include "ui/window/RunPage.h"

#include <QAbstractButton>
#include <QAbstractSlider>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QScrollBar>
#include <QTabBar>

using namespace pareidolia;

class TestControls : public WindowTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyActionHasShortcutTipAndName();
    void noShortcutIsUsedTwice();
    void everyMenuActionIsInTheList();
    void everyMnemonicLeadsToOneEntry();
    void everyControlHasNamesAndATip();
    void noLabelIsCut();

private:
    /// What people can press, move or write into; parts that Qt makes for itself are left out.
    QList<QWidget*> controls() const;
};

void TestControls::initTestCase()
{
    m_fixture = std::make_unique<WindowFixture>();
    RunSpec spec = smallSpec();
    m_fixture->window->openRun(spec, true);
    QTRY_VERIFY(m_fixture->window->currentPage());
    RunSpec cppn = spec;
    cppn.encoding = "cppn";
    m_fixture->window->openComparison({.name = "test", .summary = {}, .a = spec, .b = cppn}, true);
    QTRY_VERIFY(m_fixture->window->currentPage() &&
                m_fixture->window->currentPage()->group().sessions().size() == 2);
    for (RunSession* session : m_fixture->window->currentPage()->group().sessions())
        QTRY_VERIFY(session->champion(0).has_value());
}

QList<QWidget*> TestControls::controls() const
{
    QList<QWidget*> found;
    for (QWidget* widget : m_fixture->window->findChildren<QWidget*>()) {
        const bool isControl =
            qobject_cast<QAbstractButton*>(widget) || qobject_cast<QLineEdit*>(widget) ||
            qobject_cast<QComboBox*>(widget) || qobject_cast<QAbstractSlider*>(widget);
        const bool ofQt =
            qobject_cast<QScrollBar*>(widget) || qobject_cast<QLineEdit*>(widget->parentWidget()) ||
            qobject_cast<QTabBar*>(widget->parentWidget()) ||
            widget->objectName().startsWith("qt_") || widget->inherits("QTableCornerButton");
        if (isControl && !ofQt)
            found.append(widget);
    }
    return found;
}

void TestControls::everyActionHasShortcutTipAndName()
{
    const auto actions = m_fixture->window->findChild<Actions*>()->all();
    QVERIFY(actions.size() > 15);
    for (const QAction* action : actions) {
        QVERIFY2(!action->shortcut().isEmpty(), qPrintable(action->text()));
        QVERIFY2(!action->objectName().isEmpty(), qPrintable(action->text()));
        QVERIFY2(action->toolTip().contains(action->shortcut().toString(QKeySequence::NativeText)),
                 qPrintable(action->text()));
    }
}

void TestControls::noShortcutIsUsedTwice()
{
    QHash<QKeySequence, QString> users;
    for (const QAction* action : m_fixture->window->findChild<Actions*>()->all()) {
        QVERIFY2(!users.contains(action->shortcut()),
                 qPrintable(action->text() + " and " + users[action->shortcut()]));
        users[action->shortcut()] = action->text();
    }
}

void TestControls::everyMenuActionIsInTheList()
{
    const auto listed = m_fixture->window->findChild<Actions*>()->all();
    int seen = 0;
    for (const QMenu* menu : m_fixture->window->menuBar()->findChildren<QMenu*>()) {
        if (menu->objectName() == "recentMenu")
            continue; // what was opened has no shortcuts
        for (QAction* action : menu->actions())
            if (!action->isSeparator() && !action->menu()) {
                ++seen;
                QVERIFY2(std::ranges::count(listed, action) == 1, qPrintable(action->text()));
            }
    }
    QCOMPARE(seen, static_cast<int>(listed.size()));
}

void TestControls::everyMnemonicLeadsToOneEntry()
{
    int seen = 0;
    for (const QMenu* menu : m_fixture->window->menuBar()->findChildren<QMenu*>()) {
        QHash<QChar, QString> users;
        for (const QAction* action : menu->actions()) {
            const QString text = QString(action->text()).remove("&&");
            const auto mark = text.indexOf('&');
            if (action->isSeparator() || mark < 0)
                continue;
            const QChar letter = text[mark + 1].toLower();
            QVERIFY2(!users.contains(letter), qPrintable(text + " and " + users[letter]));
            users[letter] = text;
            ++seen;
        }
    }
    QVERIFY(seen > 15);
}

void TestControls::everyControlHasNamesAndATip()
{
    const auto all = controls();
    QVERIFY(all.size() > 30);
    for (const QWidget* widget : all) {
        const auto* button = qobject_cast<const QAbstractButton*>(widget);
        const QString what = QStringLiteral("%1 “%2” in %3")
                                 .arg(widget->metaObject()->className(), widget->objectName(),
                                      widget->parentWidget()->metaObject()->className());
        const bool named =
            !widget->accessibleName().isEmpty() || (button && !button->text().isEmpty());
        QVERIFY2(named, qPrintable(what));
        QVERIFY2(!widget->toolTip().isEmpty(), qPrintable(what));
        // A tool button of an action is named by it.
        if (!widget->inherits("QToolButton"))
            QVERIFY2(!widget->objectName().isEmpty(), qPrintable(what));
    }
}

void TestControls::noLabelIsCut()
{
    for (const QSize size : {QSize(1280, 800), QSize(1920, 1080)}) {
        m_fixture->window->resize(size);
        QVERIFY(layoutComesToRest());
        int seen = 0;
        for (const QLabel* label : m_fixture->window->findChildren<QLabel*>()) {
            if (!label->isVisible() || label->text().isEmpty() || label->wordWrap())
                continue;
            ++seen;
            QVERIFY2(label->width() >= label->sizeHint().width() &&
                         label->height() >= label->sizeHint().height(),
                     qPrintable(QStringLiteral("“%1” has %2 of %3 pixels")
                                    .arg(label->text())
                                    .arg(label->width())
                                    .arg(label->sizeHint().width())));
        }
        QVERIFY(seen > 10);
    }
}

QTEST_MAIN(TestControls)
#include "tst_controls.moc"
