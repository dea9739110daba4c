// SPDX-License-Identifier: GPL-3.0-or-later
// The form of a comparison: what both runs share.
#include "FormFixture.h"

using namespace pareidolia;

class TestSharedForm : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void showsWhatIsShared();
    void changesReachBoth();
    void startsAnewWithBoth();

private:
    std::unique_ptr<FormFixture> m_fixture;
};

void TestSharedForm::init()
{
    RunSpec direct = smallSpec();
    RunSpec cppn = smallSpec();
    cppn.encoding = "cppn";
    cppn.settings.initial = 30;
    m_fixture = std::make_unique<FormFixture>(std::vector{direct, cppn});
    QVERIFY(QTest::qWaitForWindowActive(m_fixture->form.get()));
}

void TestSharedForm::cleanup()
{
    m_fixture.reset();
}

void TestSharedForm::showsWhatIsShared()
{
    m_fixture->click("advancedSettings");
    for (const char* key : {"model", "search", "seed", "children", "generations", "mutation_eta"})
        QVERIFY2(m_fixture->find(QStringLiteral("parameter-") + key), key);
    for (const char* key : {"encoding", "mutation_rate", "cppn_weight_rate", "initial"})
        QVERIFY2(!m_fixture->find(QStringLiteral("parameter-") + key), key);
    QVERIFY(!m_fixture->find("savePreset"));
}

void TestSharedForm::changesReachBoth()
{
    m_fixture->enter("parameter-children", "25");
    for (RunSession* session : m_fixture->raw) {
        QCOMPARE(session->spec().settings.children, 25u);
        session->step();
        QTRY_COMPARE(session->settings().changes().size(), 1u);
    }
    QTRY_COMPARE(m_fixture->note("children"), QStringLiteral("from generation 0 on"));
    QVERIFY(!m_fixture->find<QPushButton>("startAnew")->isEnabled());
}

void TestSharedForm::startsAnewWithBoth()
{
    QSignalSpy asked(m_fixture->form.get(), &ExperimentForm::comparisonAsked);
    m_fixture->enter("parameter-seed", "77");
    m_fixture->click("startAnew");
    QCOMPARE(asked.size(), 1);
    const auto comparison = asked[0][0].value<Comparison>();
    QCOMPARE(comparison.a.settings.seed, 77u);
    QCOMPARE(comparison.b.settings.seed, 77u);
    QCOMPARE(comparison.a.encoding, std::string("direct"));
    QCOMPARE(comparison.b.encoding, std::string("cppn"));
    QCOMPARE(m_fixture->raw[1]->spec().settings.seed, 1u);
}

QTEST_MAIN(TestSharedForm)
#include "tst_sharedform.moc"
