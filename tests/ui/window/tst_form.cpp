// SPDX-License-Identifier: GPL-3.0-or-later
// The settings beside the pictures, as people change them.
#include "WindowFixture.h"

#include <QAbstractButton>
#include <QLineEdit>

using namespace pareidolia;

class TestForm : public WindowTest
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_fixture.reset(); }
    void aSettingChangesInMidRun();
    void aBadSettingIsToldAndUndone();
    void otherSettingsMakeANewRun();
};

void TestForm::init()
{
    m_fixture = std::make_unique<WindowFixture>();
    QVERIFY(QTest::qWaitForWindowActive(m_fixture->window.get()));
}

void TestForm::aSettingChangesInMidRun()
{
    QVERIFY(openCard("mnist-direct"));
    auto* children = m_fixture->find<QLineEdit>("parameter-children");
    QVERIFY(children);
    children->setFocus();
    children->selectAll();
    QTest::keyClicks(children, "50");
    QTest::keyClick(children, Qt::Key_Return);
    QTRY_COMPARE(session().settings().changes().size(), 1u);
    QCOMPARE(session().spec().settings.children, 50u);
    QVERIFY(!m_fixture->find<QAbstractButton>("startAnew")->isEnabled());

    auto* reset = m_fixture->find<QAbstractButton>("reset-children");
    QVERIFY(reset);
    QTest::mouseClick(reset, Qt::LeftButton);
    QTRY_COMPARE(session().settings().changes().size(), 2u);
    QCOMPARE(session().spec().settings.children, 200u);
}

void TestForm::aBadSettingIsToldAndUndone()
{
    QVERIFY(openCard("mnist-direct"));
    auto* rate = m_fixture->find<QLineEdit>("parameter-mutation_rate");
    const QString before = rate->text();
    rate->setFocus();
    rate->selectAll();
    QTest::keyClicks(rate, "7");
    QTest::keyClick(rate, Qt::Key_Return);
    auto* messages = m_fixture->find<MessageBar>("messageBar");
    QVERIFY(messages);
    QVERIFY2(messages->text().contains("mutation_rate"), qPrintable(messages->text()));
    QCOMPARE(rate->text(), before);
    QTest::mouseClick(m_fixture->find<QAbstractButton>("messageClose"), Qt::LeftButton);
    QVERIFY(!messages->isVisible());
}

void TestForm::otherSettingsMakeANewRun()
{
    QVERIFY(openCard("mnist-direct"));
    RunPage* first = m_page;
    auto* seed = m_fixture->find<QLineEdit>("parameter-seed");
    seed->setFocus();
    seed->selectAll();
    QTest::keyClicks(seed, "12345");
    QTest::keyClick(seed, Qt::Key_Return);
    auto* anew = m_fixture->find<QAbstractButton>("startAnew");
    QVERIFY(anew->isEnabled());
    QTest::mouseClick(anew, Qt::LeftButton);
    QTRY_VERIFY(m_fixture->window->currentPage() && m_fixture->window->currentPage() != first);
    m_page = m_fixture->window->currentPage();
    QCOMPARE(session().spec().settings.seed, 12345u);
    QCOMPARE(first->group().sessions().front()->spec().settings.seed, 1u);
}

QTEST_MAIN(TestForm)
#include "tst_form.moc"
