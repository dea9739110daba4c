// SPDX-License-Identifier: GPL-3.0-or-later
// The form where screening is asked for, by a network that offers it and by one that does not.
#include "FormFixture.h"

#include <QComboBox>

using namespace pareidolia;

class TestScreeningField : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsNotOfferedIsToldAndUndone();
    void whatIsOfferedIsTaken();

private:
    /// The box, after one step down from "off".
    static QComboBox* chooseNext(const FormFixture& fixture)
    {
        fixture.click("advancedSettings");
        auto* box = fixture.find<QComboBox>("parameter-screening");
        if (!box)
            return nullptr;
        box->setFocus();
        QTest::keyClick(box, Qt::Key_Down);
        return box;
    }
};

void TestScreeningField::whatIsNotOfferedIsToldAndUndone()
{
    const FormFixture fixture;
    QSignalSpy failed(fixture.form.get(), &ExperimentForm::failed);
    const QComboBox* box = chooseNext(fixture);
    QVERIFY(box);
    QCOMPARE(failed.size(), 1);
    const QString sentence = QString::fromStdString(failed[0][0].value<Error>().sentence());
    QVERIFY2(sentence.contains("one precision only"), qPrintable(sentence));
    QCOMPARE(box->currentData().toString(), QStringLiteral("off"));
    QVERIFY(!fixture.find<QPushButton>("startAnew")->isEnabled());
}

void TestScreeningField::whatIsOfferedIsTaken()
{
    const FormFixture fixture;
    fixture.network->screeningError = [](const Image&, std::size_t) { return 0.0; };
    QSignalSpy failed(fixture.form.get(), &ExperimentForm::failed);
    const QComboBox* box = chooseNext(fixture);
    QVERIFY(box);
    QVERIFY(failed.isEmpty());
    QCOMPARE(box->currentData().toString(), QStringLiteral("bf16"));
    QCOMPARE(fixture.session().spec().settings.screening.precision, Screening::BFloat16);
    QVERIFY(!fixture.note("screening").isEmpty());
}

QTEST_MAIN(TestScreeningField)
#include "tst_screeningfield.moc"
