// SPDX-License-Identifier: GPL-3.0-or-later
// What the window says, and what can be done next.
#include "WindowFixture.h"

#include <QAction>
#include <QLabel>
#include <QSignalSpy>
#include <QTabWidget>
#include <stdexcept>

using namespace pareidolia;

class TestMessages : public WindowTest
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_fixture.reset(); }
    void anErrorIsNotOverwritten();
    void nothingIsSaidTwice();
    void aNewerOneOnTheSameTopicReplacesIt();
    void thereAreNeverManyMessages();
    void escapeDismissesTheNewest();
    void aNextStepIsDone();
    void aMessageGoesWithWhatItIsAbout();
    void aFailureOfOneRunOfTwoIsToldOnce();
    void aRunThatFailsAgainIsToldAgain();
    void aFailedLoadOffersNextSteps();
    void theEndOffersNextSteps();
    void folderIsShown();

private:
    MessageBar& bar() const { return m_fixture->window->messages(); }
};

void TestMessages::init()
{
    m_fixture = std::make_unique<WindowFixture>();
    QVERIFY(QTest::qWaitForWindowActive(m_fixture->window.get()));
}

void TestMessages::anErrorIsNotOverwritten()
{
    bar().showError({"a.png", "it is no picture", "choose another"});
    bar().showMessage("All is well");
    QCOMPARE(bar().text(), QStringLiteral("All is well\na.png: it is no picture; choose another"));
}

void TestMessages::nothingIsSaidTwice()
{
    bar().showMessage("one");
    bar().showMessage("two");
    bar().showMessage("one");
    QCOMPARE(bar().text(), QStringLiteral("one\ntwo"));
}

void TestMessages::aNewerOneOnTheSameTopicReplacesIt()
{
    QObject about, other;
    const auto tell = [this](const char* text, QObject& whom, const char* topic) {
        bar().tell({.text = text, .about = &whom, .topic = topic});
    };
    tell("it waits", about, "obstacle");
    tell("it ended", about, "end");
    tell("the other waits", other, "obstacle");
    tell("it goes on", about, "obstacle");
    QCOMPARE(bar().text(), QStringLiteral("it goes on\nthe other waits\nit ended"));
    bar().withdraw(&about, "end");
    bar().withdraw(&about, "end"); // nothing is left to withdraw
    QCOMPARE(bar().text(), QStringLiteral("it goes on\nthe other waits"));
}

void TestMessages::thereAreNeverManyMessages()
{
    bar().showError({"a", "b", "c"});
    for (int i = 0; i < 9; ++i)
        bar().showMessage(QString::number(i));
    QCOMPARE(bar().text(), QStringLiteral("8\n7\na: b; c"));
    for (int i = 0; i < 9; ++i)
        bar().showError({std::to_string(i), "b", "c"});
    QCOMPARE(bar().text(), QStringLiteral("8: b; c\n7: b; c\n6: b; c"));
}

void TestMessages::escapeDismissesTheNewest()
{
    QVERIFY(m_fixture->openCard("mnist-direct"));
    bar().showMessage("one");
    bar().showMessage("two");
    auto* wall = m_fixture->find("wallView");
    wall->setFocus();
    QTest::keyClick(wall, Qt::Key_Escape);
    QCOMPARE(bar().text(), QStringLiteral("one"));
    QTest::keyClick(wall, Qt::Key_Escape);
    QVERIFY(!bar().isVisible());
}

void TestMessages::aNextStepIsDone()
{
    int done = 0;
    bar().showMessage("There is more", {nextStep("more", "More", "Show more", [&] { ++done; })});
    auto* button = m_fixture->find<QAbstractButton>("message-more");
    QVERIFY(button);
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(done, 1);
    QVERIFY(bar().isEmpty());
}

void TestMessages::aMessageGoesWithWhatItIsAbout()
{
    auto thing = std::make_unique<QObject>();
    bar().tell({.text = "About it", .about = thing.get()});
    QCOMPARE(bar().text(), QStringLiteral("About it"));
    thing.reset();
    QVERIFY(bar().isEmpty());
}

/// A network that fails from the first picture on.
static Networks::Loaded loadFailing(const std::string& name)
{
    auto network = loadFake(name);
    if (name == "failing") {
        auto failing = std::make_shared<FakeClassifier>(10, ImageShape{8, 8, 1});
        failing->mutableInfo() = (*network)->info();
        failing->beforeScore = [] { throw std::runtime_error("the network is broken"); };
        network = failing;
    }
    return network;
}

void TestMessages::aFailureOfOneRunOfTwoIsToldOnce()
{
    m_fixture = std::make_unique<WindowFixture>(loadFailing);
    Comparison comparison{.a = smallSpec(), .b = smallSpec()};
    comparison.a.model = "failing";
    m_fixture->window->openComparison(comparison, true);
    QTRY_VERIFY(bar().text().contains("the network is broken"));
    while (!bar().isEmpty())
        bar().dismiss();
    const RunSession* other = m_fixture->window->currentPage()->group().sessions().back();
    QSignalSpy advanced(other, &RunSession::advanced);
    QTRY_VERIFY(advanced.size() >= 2);
    QVERIFY2(bar().isEmpty(), qPrintable(bar().text()));
}

void TestMessages::aRunThatFailsAgainIsToldAgain()
{
    m_fixture = std::make_unique<WindowFixture>(loadFailing);
    RunSpec spec = smallSpec();
    spec.model = "failing";
    m_fixture->window->openRun(spec, true);
    for (int failures = 0; failures < 3; ++failures) {
        QTRY_VERIFY(bar().text().contains("the network is broken"));
        bar().dismiss();
        m_fixture->window->currentPage()->group().start();
    }
}

void TestMessages::aFailedLoadOffersNextSteps()
{
    RunSpec spec = smallSpec();
    spec.model = "missing";
    m_fixture->window->openRun(spec, true);
    QTRY_VERIFY(m_fixture->find<QAbstractButton>("message-tryAgain"));
    QCOMPARE(tabs()->count(), 1);
    m_fixture->answers->files = {"/nowhere/cat.png"};
    QTest::mouseClick(m_fixture->find("message-chooseAnother"), Qt::LeftButton);
    QTRY_VERIFY(m_fixture->message().contains("cat.png"));
}

void TestMessages::theEndOffersNextSteps()
{
    const QTemporaryDir folder;
    m_fixture->answers->folder = folder.filePath("out");
    RunSpec spec = smallSpec();
    spec.limits.generations = 3;
    m_fixture->window->openRun(spec, true);
    QTRY_VERIFY(m_fixture->window->currentPage());
    RunPage* page = m_fixture->window->currentPage();
    QTRY_COMPARE(page->group().state(), RunState::Finished);
    QTRY_VERIFY2(m_fixture->message().contains("Finished") &&
                     m_fixture->message().contains("of 10 over 99 %"),
                 qPrintable(m_fixture->message()));
    QTest::mouseClick(m_fixture->find("message-anotherSeed"), Qt::LeftButton);
    QTRY_VERIFY(m_fixture->window->currentPage() && m_fixture->window->currentPage() != page);
    QCOMPARE(m_fixture->window->currentPage()->group().sessions().front()->spec().settings.seed,
             spec.settings.seed + 1);
    QTRY_VERIFY(m_fixture->find("message-export")); // at its end
    QTest::mouseClick(m_fixture->find("message-export"), Qt::LeftButton);
    QTRY_VERIFY(QFile::exists(folder.filePath("out/run.json")));
}

void TestMessages::folderIsShown()
{
    bar().showMessage("Pictures are there",
                      {m_fixture->window->findChild<RunController*>()->openFolderStep("/tmp")});
    QTest::mouseClick(m_fixture->find("message-openFolder"), Qt::LeftButton);
    QCOMPARE(m_fixture->answers->shownFolders, QStringList("/tmp"));
}

QTEST_MAIN(TestMessages)
#include "tst_messages.moc"
