// SPDX-License-Identifier: GPL-3.0-or-later
// Saving the settings of the form under a name.
#include "FormFixture.h"

using namespace pareidolia;

class TestOwnPresets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void savesUnderAName();
    void escapeSavesNothing();
    void badNamesAreTold();
    void replacesOnlyKnowingly();
    void differsFromItsPreset();

private:
    void name(const QString& text)
    {
        m_fixture->click("savePreset");
        auto* line = m_fixture->find<QLineEdit>("presetName");
        QVERIFY(line && line->hasFocus());
        line->selectAll();
        QTest::keyClicks(line, text);
    }
    void press(Qt::Key key) { QTest::keyClick(m_fixture->find("presetName"), key); }

    std::unique_ptr<FormFixture> m_fixture;
    std::unique_ptr<QSignalSpy> m_saved, m_failed;
};

void TestOwnPresets::init()
{
    RunSpec spec = Presets(PAREIDOLIA_SOURCE "/resources/presets").load("mnist-direct").value();
    m_fixture = std::make_unique<FormFixture>(std::vector{spec});
    m_saved = std::make_unique<QSignalSpy>(m_fixture->form.get(), &ExperimentForm::presetSaved);
    m_failed = std::make_unique<QSignalSpy>(m_fixture->form.get(), &ExperimentForm::failed);
    QVERIFY(QTest::qWaitForWindowActive(m_fixture->form.get()));
}

void TestOwnPresets::cleanup()
{
    m_saved.reset();
    m_failed.reset();
    m_fixture.reset();
}

void TestOwnPresets::savesUnderAName()
{
    m_fixture->enter("parameter-seed", "7");
    m_fixture->click("savePreset");
    QCOMPARE(m_fixture->find<QLineEdit>("presetName")->text(), QStringLiteral("my mnist-direct"));
    m_fixture->click("savePresetNot");
    name("few digits");
    press(Qt::Key_Return);
    QCOMPARE(m_saved->size(), 1);
    QCOMPARE(m_saved->first()[0].toString(), QStringLiteral("few digits"));
    QVERIFY(!m_fixture->find("presetName"));
    QVERIFY(m_fixture->find("savePreset")->hasFocus());
    const RunSpec saved = Presets::standard().load("few digits").value();
    QCOMPARE(saved.settings.seed, 7u);
    QCOMPARE(saved.summary, std::string("Based on mnist-direct: Seed 7."));
    QVERIFY(!m_fixture->isBold("seed")); // it is the preset now
}

void TestOwnPresets::escapeSavesNothing()
{
    name("never");
    press(Qt::Key_Escape);
    QVERIFY(!m_fixture->find("presetName"));
    QVERIFY(!Presets::standard().isOwn("never"));
    QVERIFY(m_saved->isEmpty());
}

void TestOwnPresets::badNamesAreTold()
{
    for (const char* bad : {"../up", "mnist-cppn"}) {
        name(bad);
        press(Qt::Key_Return);
        QCOMPARE(m_failed->size(), 1);
        QVERIFY(m_fixture->find("presetName")); // to be mended
        m_failed->clear();
        m_fixture->click("savePresetNot");
    }
    name(" ");
    QVERIFY(!m_fixture->find<QPushButton>("savePresetNow")->isEnabled());
    QVERIFY(m_saved->isEmpty());
}

void TestOwnPresets::replacesOnlyKnowingly()
{
    name("mine");
    m_fixture->click("savePresetNow");
    m_fixture->enter("parameter-seed", "8");
    name("min");
    QVERIFY(!m_fixture->find("presetWarning"));
    QTest::keyClicks(m_fixture->find("presetName"), "e");
    QVERIFY(m_fixture->find("presetWarning"));
    QCOMPARE(m_fixture->find<QPushButton>("savePresetNow")->text(), QStringLiteral("Replace"));
    m_fixture->click("savePresetNow");
    QCOMPARE(m_saved->size(), 2);
    QCOMPARE(Presets::standard().load("mine").value().settings.seed, 8u);
}

void TestOwnPresets::differsFromItsPreset()
{
    RunSpec spec = m_fixture->session().spec();
    spec.settings.seed = 5;
    m_fixture = std::make_unique<FormFixture>(std::vector{spec});
    QVERIFY(m_fixture->isBold("seed"));
    QVERIFY(m_fixture->find<QLabel>("label-seed")->toolTip().contains("mnist-direct"));
    QVERIFY(!m_fixture->find("reset-seed")); // the run began with it
    QVERIFY(!m_fixture->isBold("children"));
}

QTEST_MAIN(TestOwnPresets)
#include "tst_ownpresets.moc"
