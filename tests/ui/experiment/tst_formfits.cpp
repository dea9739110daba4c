// SPDX-License-Identifier: GPL-3.0-or-later
// Nothing of the form is cut, whatever runs and however long the words of a language are.
#include "FormFixture.h"
#include "tests/support/Stillness.h"

#include <QAbstractButton>
#include <QStyle>
#include <QTranslator>

using namespace pareidolia;

namespace {

/// A language whose words are a third longer.
class LongWords : public QTranslator
{
public:
    QString translate(const char* context, const char* source, const char*, int) const override
    {
        if (!QByteArray(context).startsWith("pareidolia") && QByteArray(context) != "Parameter")
            return {};
        const QString text = QString::fromUtf8(source);
        return text + QString(text.size() * 35 / 100 + 1, 'n');
    }
    bool isEmpty() const override { return false; }
};

} // namespace

class TestFormFits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsCut_data();
    void nothingIsCut();
};

void TestFormFits::nothingIsCut_data()
{
    QTest::addColumn<QString>("preset");
    QTest::addColumn<bool>("isLong");
    QTest::addColumn<bool>("isOver");
    for (const char* preset : {"mnist-direct", "mnist-cppn", "mnist-gradient"})
        for (const bool isLong : {false, true})
            for (const bool isOver : {false, true})
                QTest::addRow("%s%s%s", preset, isLong ? " long" : "", isOver ? " over" : "")
                    << preset << isLong << isOver;
}

void TestFormFits::nothingIsCut()
{
    QFETCH(QString, preset);
    QFETCH(bool, isLong);
    QFETCH(bool, isOver);
    LongWords words;
    if (isLong)
        QCoreApplication::installTranslator(&words);
    const RunSpec spec =
        Presets(PAREIDOLIA_SOURCE "/resources/presets").load(preset.toStdString()).value();
    // As wide as the column is in a window of 1280 pixels.
    const QFontMetrics metrics{QApplication::font()};
    FormFixture fixture({spec}, {38 * metrics.averageCharWidth(), 600});
    QVERIFY(QTest::qWaitForWindowActive(fixture.form.get()));
    fixture.click("advancedSettings");
    fixture.enter("parameter-generations", "77");
    if (isOver)
        fixture.session().stop();
    fixture.click("savePreset");
    QVERIFY(layoutComesToRest());

    QVERIFY(fixture.scroll()->widget()->width() <= fixture.scroll()->viewport()->width());
    for (const QWidget* widget : fixture.form->findChildren<QWidget*>()) {
        if (!widget->isVisible() || widget->inherits("QScrollBar"))
            continue;
        const auto* label = qobject_cast<const QLabel*>(widget);
        const bool reads = label || qobject_cast<const QAbstractButton*>(widget);
        if (!reads)
            continue;
        const QString what = QStringLiteral("%1 “%2” has %3×%4")
                                 .arg(widget->objectName(), widget->property("text").toString())
                                 .arg(widget->width())
                                 .arg(widget->height());
        const int width = label && label->wordWrap() ? widget->minimumSizeHint().width()
                                                     : widget->sizeHint().width();
        QVERIFY2(widget->width() >= width, qPrintable(what));
        const int height = label && label->wordWrap() ? label->heightForWidth(widget->width())
                                                      : widget->minimumSizeHint().height();
        QVERIFY2(widget->height() >= height, qPrintable(what));
        const QRect place(widget->mapTo(fixture.form.get(), QPoint()), widget->size());
        QVERIFY2(place.left() >= 0 && place.right() < fixture.form->width(), qPrintable(what));
    }
    for (const QLineEdit* line : fixture.form->findChildren<QLineEdit*>())
        if (line->isVisible())
            QVERIFY2(line->width() >= 7 * metrics.averageCharWidth(),
                     qPrintable(line->objectName()));
    QCoreApplication::removeTranslator(&words);
}

QTEST_MAIN(TestFormFits)
#include "tst_formfits.moc"
