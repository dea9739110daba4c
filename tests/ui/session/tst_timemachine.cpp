// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/runfile/SavedSmallRun.h"
#include "ui/session/RunSession.h"

#include <QSignalSpy>
#include <QTest>

using namespace pareidolia;

/// A run in a file that is not there when its past is looked at.
class TestTimeMachine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_session.reset(); }
    void picturesThatCouldNotBeReadFollow();
    void triesNotForEver();
    void triesAgainWhenSomebodyTravels();
    void aSmallerPictureStaysUntilTheLargerIsThere();

private:
    TimeMachine& time() const { return m_session->time(); }
    void takeFileAway() const { std::filesystem::rename(m_file, m_file + ".away"); }
    void bringFileBack() const { std::filesystem::rename(m_file + ".away", m_file); }

    std::vector<std::size_t> classesWithPicture() const
    {
        std::vector<std::size_t> classes;
        for (const std::size_t index : m_session->targets())
            if (!time().picture(index).isNull())
                classes.push_back(index);
        return classes;
    }
    bool hasAll() const { return classesWithPicture().size() == m_session->targets().size(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::string m_file;
    std::shared_ptr<Engine> m_engine;
    std::unique_ptr<RunSession> m_session;
    int m_looks = 0; ///< one a try
    int m_side = 32;
};

void TestTimeMachine::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_file = m_folder->filePath("run.pareidolia").toStdString();
    m_engine = std::make_shared<Engine>(1);
    test::save(m_file, test::smallSpec("map-elites", "direct"), 30);
    m_session =
        std::make_unique<RunSession>(m_engine, test::reopened(m_file), test::honestNetwork(),
                                     nullptr, Recording{.followed = RunFile::open(m_file).value()});
    m_looks = 0;
    m_side = 32;
    time().setLooking([this] {
        ++m_looks;
        return TimeMachine::Looking{m_session->targets(), m_side};
    });
}

void TestTimeMachine::picturesThatCouldNotBeReadFollow()
{
    time().travelTo(0);
    QTRY_COMPARE(time().generation(), std::optional(0u));
    QVERIFY(hasAll());
    std::vector<QImage> right;
    for (const std::size_t index : m_session->targets())
        right.push_back(time().picture(index));
    cleanup();
    init();

    takeFileAway();
    time().travelTo(0);
    QTRY_COMPARE(time().generation(), std::optional(0u));
    QVERIFY(classesWithPicture().empty());
    QSignalSpy followed(&time(), &TimeMachine::followed);
    bringFileBack();
    QTRY_VERIFY(hasAll());
    QVERIFY(!followed.isEmpty());
    for (const std::size_t index : m_session->targets())
        QCOMPARE(time().picture(index), right[index]);
}

void TestTimeMachine::triesNotForEver()
{
    QSignalSpy followed(&time(), &TimeMachine::followed);
    takeFileAway();
    time().travelTo(0);
    QTRY_COMPARE_WITH_TIMEOUT(followed.size(), 7, 20'000); // and the first try before them
    QVERIFY(classesWithPicture().empty());
    QVERIFY(
        std::ranges::none_of(time().findChildren<QTimer*>(), &QTimer::isActive)); // no more to come
}

void TestTimeMachine::triesAgainWhenSomebodyTravels()
{
    takeFileAway();
    time().travelTo(0);
    QTRY_COMPARE(time().generation(), std::optional(0u));
    bringFileBack();
    time().travelTo(1);
    QTRY_COMPARE(time().generation(), std::optional(1u));
    QVERIFY(hasAll());
}

void TestTimeMachine::aSmallerPictureStaysUntilTheLargerIsThere()
{
    m_side = 3;
    time().travelTo(0);
    QTRY_COMPARE(time().generation(), std::optional(0u));
    QVERIFY(hasAll());
    const int small = time().picture(0).width();
    QVERIFY(small <= 3);
    m_session->lookBack({}).reader->release();
    takeFileAway();
    m_side = 32;
    time().lookAgain();
    const int before = m_looks;
    QTRY_VERIFY(m_looks > before + 1);
    QCOMPARE(time().picture(0).width(), small);
    bringFileBack();
    QTRY_VERIFY(time().picture(0).width() > small);
}

QTEST_GUILESS_MAIN(TestTimeMachine)
#include "tst_timemachine.moc"
