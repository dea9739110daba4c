// SPDX-License-Identifier: GPL-3.0-or-later
// Words a third longer than English, as German ones are, still have their places.
#include "WindowFixture.h"
#include "ui/window/ElidedLabel.h"

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSlider>
#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>
#include <QTranslator>

using namespace pareidolia;

namespace {

/// Repeats the first third of what people read; marks, numbers and places for arguments stay.
class LongWords : public QTranslator
{
public:
    bool isEmpty() const override { return false; }
    QString translate(const char*, const char* text, const char*, int) const override
    {
        QString known = QString::fromUtf8(text);
        if (known.contains('<') || known.startsWith("Ctrl+"))
            return known;
        QString more;
        const auto wanted = (known.size() * 35 + 50) / 100;
        for (const QChar letter : known)
            if (letter.isLetter() && more.size() < wanted)
                more.append(letter.toLower());
        qsizetype end = known.size();
        while (end > 0 && !known[end - 1].isLetter())
            --end;
        return known.insert(end, more);
    }
};

/// Where it can be scrolled up and down, never sideways.
const QAbstractScrollArea* scrollAreaOf(const QWidget& widget)
{
    for (const QWidget* around = widget.parentWidget(); around; around = around->parentWidget())
        if (const auto* area = qobject_cast<const QAbstractScrollArea*>(around))
            return area;
    return nullptr;
}

QString described(const QWidget& widget, const QString& text)
{
    return QStringLiteral("%1 “%2” (%3): “%4”, %5×%6 of %7×%8")
        .arg(widget.metaObject()->className(), widget.objectName(),
             widget.parentWidget() ? widget.parentWidget()->metaObject()->className() : "", text)
        .arg(widget.width())
        .arg(widget.height())
        .arg(widget.sizeHint().width())
        .arg(widget.sizeHint().height());
}

} // namespace

class TestLongWords : public WindowTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { m_fixture.reset(); }
    void nothingIsCut_data();
    void nothingIsCut();

private:
    QStringList cut() const;
    QStringList overlapping() const;

    LongWords m_words;
};

void TestLongWords::initTestCase()
{
    QCoreApplication::installTranslator(&m_words);
    m_fixture = std::make_unique<WindowFixture>();
    m_fixture->window->openRun(smallSpec(), true);
    QTRY_VERIFY(m_fixture->window->currentPage());
    RunSpec cppn = smallSpec();
    cppn.encoding = "cppn";
    m_fixture->window->openComparison({.name = "test", .a = smallSpec(), .b = cppn}, true);
    QTRY_VERIFY(m_fixture->window->currentPage() &&
                m_fixture->window->currentPage()->group().sessions().size() == 2);
    for (RunSession* session : m_fixture->window->currentPage()->group().sessions())
        QTRY_VERIFY(session->champion(0).has_value());
    m_fixture->window->tryNetwork("fake");
    QTRY_VERIFY(m_fixture->find("tryPage"));
}

void TestLongWords::nothingIsCut_data()
{
    QTest::addColumn<int>("tab");
    QTest::addColumn<bool>("speaks");
    QTest::newRow("start page") << 0 << false;
    QTest::newRow("run") << 1 << false;
    QTest::newRow("comparison") << 2 << false;
    QTest::newRow("comparison with a message") << 2 << true;
    QTest::newRow("trying") << 3 << false;
}

void TestLongWords::nothingIsCut()
{
    QFETCH(int, tab);
    QFETCH(bool, speaks);
    tabs()->setCurrentIndex(tab);
    if (speaks)
        m_fixture->window->messages().showError(
            {"network", "there is no network with that name", "choose another name"},
            {nextStep("again", "Try it again now", "Again", [] {})});
    QVERIFY(layoutComesToRest());
    QCOMPARE(m_fixture->window->size(), QSize(1280, 800));
    QVERIFY2(cut().isEmpty(), qPrintable(cut().join('\n')));
    QVERIFY2(overlapping().isEmpty(), qPrintable(overlapping().join('\n')));
}

QStringList TestLongWords::cut() const
{
    QStringList found;
    for (const QWidget* widget : m_fixture->window->findChildren<QWidget*>()) {
        if (!widget->isVisible())
            continue;
        QString text;
        if (const auto* label = qobject_cast<const QLabel*>(widget)) {
            // What ends in "…" tells the whole in its tool tip.
            if (label->wordWrap() || qobject_cast<const ElidedLabel*>(label))
                continue;
            text = label->text();
        } else if (const auto* button = qobject_cast<const QAbstractButton*>(widget)) {
            if (qobject_cast<const QTabBar*>(widget->parentWidget()))
                continue;
            text = button->text();
        } else if (const auto* box = qobject_cast<const QComboBox*>(widget))
            text = box->currentText();
        else if (const auto* bar = qobject_cast<const QTabBar*>(widget)) {
            for (int i = 0; i < bar->count(); ++i)
                if (bar->tabRect(i).width() < bar->fontMetrics().horizontalAdvance(bar->tabText(i)))
                    found.append(described(*bar, bar->tabText(i)));
            continue;
        }
        if (const auto* area = scrollAreaOf(*widget); area && !text.isEmpty())
            if (widget->mapTo(area->viewport(), QPoint(widget->width(), 0)).x() >
                area->viewport()->width())
                found.append(described(*widget, text) + " goes on outside");
        // A card puts "…" at the end of its own text and has the room it asks for.
        const QSize needed = widget->sizeHint();
        if (!text.isEmpty() &&
            (widget->width() < needed.width() || widget->height() < needed.height()))
            found.append(described(*widget, text));
    }
    return found;
}

QStringList TestLongWords::overlapping() const
{
    QStringList found;
    for (const QWidget* parent : m_fixture->window->findChildren<QWidget*>()) {
        QList<const QWidget*> seen;
        for (const QWidget* child :
             parent->findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly)) {
            const bool isControl =
                qobject_cast<const QLabel*>(child) || qobject_cast<const QAbstractButton*>(child) ||
                qobject_cast<const QComboBox*>(child) || qobject_cast<const QSlider*>(child);
            if (child->isVisible() && isControl && !child->isWindow())
                seen.append(child);
        }
        for (qsizetype i = 0; i < seen.size(); ++i)
            for (qsizetype j = i + 1; j < seen.size(); ++j)
                if (seen[i]->geometry().intersects(seen[j]->geometry()))
                    found.append(described(*seen[i], {}) + " lies on " + described(*seen[j], {}));
    }
    return found;
}

QTEST_MAIN(TestLongWords)
#include "tst_long_words.moc"
