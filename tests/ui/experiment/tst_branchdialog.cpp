// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/experiment/BranchDialog.h"

#include "tests/support/FakeRun.h"

#include <QLineEdit>
#include <QPointer>
#include <QRegularExpression>
#include <QTest>
#include <algorithm>

using namespace pareidolia;

class TestBranchDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { delete m_dialog; }
    void enterBranchesFromEveryField();
    void enterTakesWhatWasTyped();
    void enterWaitsForAGoodValue();
    void escapeCancels();

private:
    QWidget* find(const QString& name) const { return m_dialog->findChild<QWidget*>(name); }

    QPointer<BranchDialog> m_dialog;
    std::vector<BranchDialog::Settings> m_chosen;
};

void TestBranchDialog::init()
{
    m_chosen.clear();
    m_dialog = new BranchDialog(smallSpec(), FakeClassifier().info(), 7);
    connect(m_dialog, &BranchDialog::chosen, this,
            [this](const BranchDialog::Settings& settings) { m_chosen.push_back(settings); });
    m_dialog->show();
    QVERIFY(QTest::qWaitForWindowActive(m_dialog));
}

void TestBranchDialog::enterBranchesFromEveryField()
{
    QStringList fields{"branchOff", "anotherSeed"};
    for (const QWidget* field : m_dialog->findChildren<QWidget*>(QRegularExpression("^parameter-")))
        fields.append(field->objectName());
    QVERIFY(fields.size() > 5);
    for (const QString& field : fields) {
        if (!m_dialog)
            init();
        find(field)->setFocus();
        QTest::keyClick(find(field), Qt::Key_Return);
        QTRY_VERIFY2(!m_dialog, qPrintable(field));
        QVERIFY2(m_chosen.size() == 1, qPrintable(field));
        QCOMPARE(m_chosen[0], (BranchDialog::Settings{{"seed", "2"}})); // another one is offered
    }
}

void TestBranchDialog::enterTakesWhatWasTyped()
{
    auto* line = m_dialog->findChild<QLineEdit*>("parameter-children");
    line->setFocus();
    line->selectAll();
    QTest::keyClicks(line, "33");
    QTest::keyClick(line, Qt::Key_Return);
    QTRY_VERIFY(!m_dialog);
    QCOMPARE(m_chosen.size(), 1u);
    QVERIFY(std::ranges::count(m_chosen[0], std::pair<std::string, std::string>("children", "33")));
}

void TestBranchDialog::enterWaitsForAGoodValue()
{
    auto* line = m_dialog->findChild<QLineEdit*>("parameter-children");
    line->setFocus();
    line->selectAll();
    QTest::keyClicks(line, "0");
    QTest::keyClick(line, Qt::Key_Return);
    QVERIFY(m_dialog && m_dialog->isVisible());
    QVERIFY(m_chosen.empty());
}

void TestBranchDialog::escapeCancels()
{
    QWidget* seed = find("parameter-seed");
    seed->setFocus();
    QTest::keyClick(seed, Qt::Key_Escape);
    QTRY_VERIFY(!m_dialog);
    QVERIFY(m_chosen.empty());
}

QTEST_MAIN(TestBranchDialog)
#include "tst_branchdialog.moc"
