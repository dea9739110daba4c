// SPDX-License-Identifier: GPL-3.0-or-later
// The form of one run, by keys, mouse and wheel.
#include "FormFixture.h"
#include "tests/support/Gestures.h"
#include "tests/support/Stillness.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QCompleter>
#include <QToolButton>

using namespace pareidolia;

class TestExperimentForm : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void rowsFollowTheKindOfRun();
    void followingKeepsValuesFocusAndPlace();
    void arrowsGoBack();
    void noNumberIsChangedByTheWheel();
    void arrowKeysStep();
    void decimalCommasAreUnderstood();
    void badValuesAreToldAndUndone_data();
    void badValuesAreToldAndUndone();
    void labelsAreCompleted();
    void networksAreOffered();
    void aPathIsANetworkToo();
    void throwsAnotherSeed();
    void changesInMidRunTellSinceWhen();
    void changesFromElsewhereAreShown();
    void editsOutliveOtherChanges();
    void limitsAreLifted();
    void anOverRunTakesNothing();
    void foldsByKeyboard();
    void everyRowSpeaks();

private:
    void choose(const QString& name, const QString& word)
    {
        auto* box = m_fixture->find<QComboBox>(name);
        QVERIFY(box);
        box->setFocus();
        const int steps = box->findData(word) - box->currentIndex();
        for (int i = 0; i < std::abs(steps); ++i)
            QTest::keyClick(box, steps > 0 ? Qt::Key_Down : Qt::Key_Up);
        QCOMPARE(box->currentData().toString(), word);
    }
    QString text(const QString& key) const
    {
        return m_fixture->form->findChild<QLineEdit*>("parameter-" + key)->text();
    }

    std::unique_ptr<FormFixture> m_fixture;
};

void TestExperimentForm::init()
{
    m_fixture = std::make_unique<FormFixture>();
    QVERIFY(QTest::qWaitForWindowActive(m_fixture->form.get()));
}

void TestExperimentForm::cleanup()
{
    m_fixture.reset();
}

void TestExperimentForm::rowsFollowTheKindOfRun()
{
    QVERIFY(m_fixture->find("parameter-mutation_rate"));
    QVERIFY(!m_fixture->find("parameter-cppn_weight_rate"));
    choose("parameter-encoding", "cppn");
    QVERIFY(!m_fixture->find("parameter-mutation_rate"));
    QVERIFY(m_fixture->find("parameter-cppn_weight_rate"));
    choose("parameter-search", "gradient-ascent");
    QVERIFY(!m_fixture->find("parameter-encoding"));
    QVERIFY(!m_fixture->find("parameter-children"));
    QVERIFY(m_fixture->find("parameter-gradient_stop_at"));
    QVERIFY(m_fixture->find("parameter-generations"));
    QCOMPARE(m_fixture->note("search"), QStringLiteral("in a new run"));

    QSignalSpy asked(m_fixture->form.get(), &ExperimentForm::runAsked);
    m_fixture->click("startAnew");
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked[0][0].value<RunSpec>().search, std::string("gradient-ascent"));
    QCOMPARE(m_fixture->session().spec().search, std::string("map-elites"));
}

void TestExperimentForm::followingKeepsValuesFocusAndPlace()
{
    m_fixture->enter("parameter-mutation_rate", "0.3");
    m_fixture->enter("parameter-seed", "9");
    m_fixture->form->resize(280, 300);
    QTRY_VERIFY(m_fixture->scroll()->verticalScrollBar()->maximum() > 50);
    m_fixture->scroll()->verticalScrollBar()->setValue(50);
    choose("parameter-encoding", "cppn");
    QVERIFY(layoutComesToRest());
    QCOMPARE(m_fixture->scroll()->verticalScrollBar()->value(), 50);
    QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("parameter-encoding"));
    QCOMPARE(text("seed"), QStringLiteral("9"));
    choose("parameter-encoding", "direct");
    QCOMPARE(text("mutation_rate"), QStringLiteral("0.3"));
}

void TestExperimentForm::arrowsGoBack()
{
    QVERIFY(!m_fixture->find("reset-children"));
    m_fixture->enter("parameter-children", "33");
    QVERIFY(m_fixture->isBold("children"));
    QVERIFY(m_fixture->find<QLabel>("label-children")->toolTip().contains("20"));
    m_fixture->click("reset-children");
    QCOMPARE(text("children"), QStringLiteral("20"));
    QVERIFY(!m_fixture->isBold("children"));
    QVERIFY(!m_fixture->find("reset-children"));
    QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("parameter-children"));

    choose("parameter-encoding", "cppn"); // no part of the start
    m_fixture->enter("parameter-cppn_weight_rate", "0.7");
    m_fixture->click("reset-cppn_weight_rate");
    QCOMPARE(text("cppn_weight_rate"), QStringLiteral("0.1"));
    QVERIFY(m_fixture->find<QPushButton>("startAnew")->isEnabled());
    choose("parameter-encoding", "direct");
    QVERIFY(!m_fixture->find<QPushButton>("startAnew")->isEnabled());
}

void TestExperimentForm::noNumberIsChangedByTheWheel()
{
    for (const char* name : {"parameter-search", "parameter-seed", "parameter-children"}) {
        auto* control = m_fixture->find(name);
        control->setFocus();
        const QString value = control->property("text").toString();
        // Who ignores it leaves it to the page that scrolls.
        QVERIFY2(!turnWheel(control, control->rect().center(), -1), name);
        QCOMPARE(control->property("text").toString(), value);
    }
    QCOMPARE(m_fixture->find<QComboBox>("parameter-search")->currentData().toString(),
             QStringLiteral("map-elites"));
}

void TestExperimentForm::arrowKeysStep()
{
    auto* rate = m_fixture->find<QLineEdit>("parameter-mutation_rate");
    rate->setFocus();
    QTest::keyClick(rate, Qt::Key_Up);
    QCOMPARE(rate->text(), QStringLiteral("0.2"));
    QTest::keyClick(rate, Qt::Key_Down);
    QTest::keyClick(rate, Qt::Key_Down);
    QCOMPARE(rate->text(), QStringLiteral("0.05"));
    QCOMPARE(m_fixture->session().spec().settings.variation.mutationRate, 0.1); // not yet
    QTest::keyClick(rate, Qt::Key_Return);
    QCOMPARE(m_fixture->session().spec().settings.variation.mutationRate, 0.05);
    auto* children = m_fixture->find<QLineEdit>("parameter-children");
    children->setFocus();
    QTest::keyClick(children, Qt::Key_PageUp);
    QTest::keyClick(children, Qt::Key_Tab);
    QCOMPARE(m_fixture->session().spec().settings.children, 30u);
}

void TestExperimentForm::decimalCommasAreUnderstood()
{
    m_fixture->enter("parameter-mutation_rate", "0,25");
    QCOMPARE(m_fixture->session().spec().settings.variation.mutationRate, 0.25);
    QCOMPARE(text("mutation_rate"), QStringLiteral("0.25"));
    m_fixture->enter("parameter-children", "x4y0"); // letters do not get in
    QCOMPARE(m_fixture->session().spec().settings.children, 40u);
}

void TestExperimentForm::badValuesAreToldAndUndone_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("naming");
    QTest::newRow("too large") << "mutation_rate"
                               << "7"
                               << "0 to 1";
    QTest::newRow("half a number") << "mutation_rate"
                                   << "1e"
                                   << "0 to 1";
    QTest::newRow("nothing") << "children"
                             << ""
                             << "children";
    QTest::newRow("no label") << "classes"
                              << "sevn"
                              << "seven";
    QTest::newRow("no class") << "classes"
                              << "0,99"
                              << "0 to 9";
}

void TestExperimentForm::badValuesAreToldAndUndone()
{
    QFETCH(QString, name);
    QFETCH(QString, text);
    QFETCH(QString, naming);
    const QString before = this->text(name);
    QSignalSpy failed(m_fixture->form.get(), &ExperimentForm::failed);
    m_fixture->enter("parameter-" + name, text);
    QCOMPARE(failed.size(), 1);
    const QString sentence = QString::fromStdString(failed[0][0].value<Error>().sentence());
    QVERIFY2(sentence.contains(naming), qPrintable(sentence));
    QCOMPARE(this->text(name), before);
    QVERIFY(!m_fixture->find<QPushButton>("startAnew")->isEnabled());
}

void TestExperimentForm::labelsAreCompleted()
{
    auto* line = m_fixture->find<QLineEdit>("parameter-classes");
    QVERIFY(line->toolTip().contains("0-3, nine"));
    line->setFocus();
    QTest::keyClicks(line, "0-3, sev");
    QAbstractItemView* popup = line->completer()->popup();
    QTRY_VERIFY(popup->isVisible());
    QTest::keyClick(popup, Qt::Key_Down);
    QTest::keyClick(popup, Qt::Key_Return);
    QCOMPARE(line->text(), QStringLiteral("0-3, seven"));
    QTest::keyClick(line, Qt::Key_Return);
    m_fixture->click("startAnew");
    QCOMPARE(m_fixture->note("classes"), QStringLiteral("in a new run"));
}

void TestExperimentForm::networksAreOffered()
{
    auto* box = m_fixture->find<QComboBox>("parameter-model");
    QCOMPARE(box->currentText(), QStringLiteral("fake"));
    QCOMPARE(box->count(), 0); // nothing was read so far
    box->setFocus();
    QTRY_VERIFY(box->findText("lenet-mnist-b") >= 0);
    QCOMPARE(box->currentText(), QStringLiteral("fake"));
    while (box->currentText() != "lenet-mnist-b")
        QTest::keyClick(box, Qt::Key_Down);
    QTest::keyClick(box, Qt::Key_Return);
    QSignalSpy asked(m_fixture->form.get(), &ExperimentForm::runAsked);
    m_fixture->click("startAnew");
    QCOMPARE(asked[0][0].value<RunSpec>().model, std::string("lenet-mnist-b"));
}

void TestExperimentForm::aPathIsANetworkToo()
{
    m_fixture->enter("text-model", "/home/me/mine.pt");
    QVERIFY(m_fixture->find<QPushButton>("startAnew")->isEnabled());
    m_fixture->click("reset-model");
    QVERIFY(!m_fixture->find<QPushButton>("startAnew")->isEnabled());

    QSignalSpy file(m_fixture->form.get(), &ExperimentForm::modelFileAsked);
    m_fixture->click("modelFile");
    QCOMPARE(file.size(), 1);
    m_fixture->form->setModel("/elsewhere/other.pt");
    QCOMPARE(m_fixture->find<QComboBox>("parameter-model")->currentText(),
             QStringLiteral("/elsewhere/other.pt"));
    QSignalSpy failed(m_fixture->form.get(), &ExperimentForm::failed);
    m_fixture->enter("text-model", "");
    QCOMPARE(failed.size(), 1);
    QCOMPARE(m_fixture->find<QComboBox>("parameter-model")->currentText(),
             QStringLiteral("/elsewhere/other.pt"));
}

void TestExperimentForm::throwsAnotherSeed()
{
    auto* die = m_fixture->find<QToolButton>("anotherSeed");
    QCOMPARE(die->accessibleName(), QStringLiteral("Another seed"));
    m_fixture->click("anotherSeed");
    const QString first = text("seed");
    QVERIFY(first != "1");
    die->setFocus();
    QTest::keyClick(die, Qt::Key_Space);
    QVERIFY(text("seed") != first);
    QVERIFY(m_fixture->find<QPushButton>("startAnew")->isEnabled());
}

void TestExperimentForm::changesInMidRunTellSinceWhen()
{
    m_fixture->session().step();
    QTRY_VERIFY(m_fixture->session().news().latest);
    m_fixture->enter("parameter-children", "33");
    QCOMPARE(m_fixture->note("children"), QStringLiteral("waits for generation 1"));
    m_fixture->session().step();
    QTRY_COMPARE(m_fixture->note("children"), QStringLiteral("from generation 1 on"));
    QCOMPARE(m_fixture->session().settings().changes().size(), 1u);

    m_fixture->enter("parameter-children", "33"); // the same again is no change
    m_fixture->session().step();
    QTRY_COMPARE(m_fixture->session().news().latest->generation, 2u);
    QCOMPARE(m_fixture->session().settings().changes().size(), 1u);
    QVERIFY(!m_fixture->find<QPushButton>("startAnew")->isEnabled());
}

void TestExperimentForm::changesFromElsewhereAreShown()
{
    QVERIFY(m_fixture->session().change("children", "25"));
    QTRY_COMPARE(text("children"), QStringLiteral("25"));
    QCOMPARE(m_fixture->note("children"), QStringLiteral("waits for generation 0"));
    QVERIFY(!m_fixture->find<QPushButton>("startAnew")->isEnabled());
    QVERIFY(m_fixture->session().change("children", "20")); // as it was
    QTRY_COMPARE(text("children"), QStringLiteral("20"));
}

void TestExperimentForm::editsOutliveOtherChanges()
{
    m_fixture->enter("parameter-seed", "9");
    auto* line = m_fixture->find<QLineEdit>("parameter-mutation_rate");
    line->setFocus();
    line->selectAll();
    QTest::keyClicks(line, "0.4");
    QVERIFY(m_fixture->session().change("children", "25"));
    QTRY_COMPARE(text("children"), QStringLiteral("25"));
    QCOMPARE(line->text(), QStringLiteral("0.4")); // not entered yet
    QCOMPARE(text("seed"), QStringLiteral("9"));
    QCOMPARE(m_fixture->note("seed"), QStringLiteral("in a new run"));
    QSignalSpy asked(m_fixture->form.get(), &ExperimentForm::runAsked);
    QTest::keyClick(line, Qt::Key_Return);
    m_fixture->click("startAnew");
    QCOMPARE(asked.size(), 1);
    const auto spec = asked[0][0].value<RunSpec>();
    QCOMPARE(spec.settings.seed, 9u);
    QCOMPARE(spec.settings.children, 25u);
    QCOMPARE(spec.settings.variation.mutationRate, 0.4);
}

void TestExperimentForm::limitsAreLifted()
{
    m_fixture->enter("parameter-generations", "1");
    QCOMPARE(m_fixture->session().spec().limits.generations, std::optional(1u));
    m_fixture->enter("parameter-generations", "");
    QVERIFY(!m_fixture->session().spec().limits.any());
    m_fixture->session().start();
    QTRY_VERIFY(m_fixture->session().news().latest &&
                m_fixture->session().news().latest->generation > 3);
    QVERIFY(m_fixture->session().settings().changes().empty()); // limits are no changes
}

void TestExperimentForm::anOverRunTakesNothing()
{
    QVERIFY(!m_fixture->find("formIsOver"));
    m_fixture->session().stop();
    QTRY_VERIFY(m_fixture->find("formIsOver"));
    m_fixture->enter("parameter-children", "33");
    QCOMPARE(m_fixture->note("children"), QStringLiteral("in a new run"));
    QCOMPARE(m_fixture->session().spec().settings.children, 20u);
    QVERIFY(m_fixture->find<QPushButton>("startAnew")->isEnabled());
}

void TestExperimentForm::foldsByKeyboard()
{
    QVERIFY(!m_fixture->find("parameter-mutation_eta"));
    auto* advanced = m_fixture->find<QToolButton>("advancedSettings");
    advanced->setFocus(Qt::TabFocusReason);
    QTest::keyClick(advanced, Qt::Key_Space);
    QVERIFY(m_fixture->find("parameter-mutation_eta"));
    m_fixture->enter("parameter-mutation_eta", "20");
    choose("parameter-encoding", "cppn"); // stays open
    QVERIFY(m_fixture->find("parameter-cppn_add_connection"));
    advanced->setFocus();
    QTest::keyClick(advanced, Qt::Key_Space);
    QVERIFY(!m_fixture->find("parameter-mutation_eta"));
    QVERIFY(advanced->text().contains("(1 "));
}

void TestExperimentForm::everyRowSpeaks()
{
    for (const Parameter& parameter : parameters()) {
        if (parameter.key == "name" || parameter.key == "summary")
            continue;
        const QString key = QString::fromStdString(std::string(parameter.key));
        const auto* control = m_fixture->form->findChild<QWidget*>("parameter-" + key);
        const auto* label = m_fixture->form->findChild<QLabel*>("label-" + key);
        QVERIFY2(control && label, qPrintable(key));
        QVERIFY2(!label->text().contains('_'), qPrintable(key));
        QCOMPARE(control->accessibleName(), label->text());
        QVERIFY2(control->toolTip().contains(key), qPrintable(key));
        QVERIFY2(
            control->toolTip().contains(QString::fromStdString(std::string(parameter.meaning))),
            qPrintable(key));
    }
    QVERIFY(m_fixture->find("parameter-mutation_rate")->toolTip().contains("0 to 1 probability"));
    QVERIFY(m_fixture->find("parameter-seed")->toolTip().contains("18446744073709551615"));
}

QTEST_MAIN(TestExperimentForm)
#include "tst_experimentform.moc"
