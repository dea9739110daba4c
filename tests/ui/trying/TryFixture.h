// SPDX-License-Identifier: GPL-3.0-or-later
// A page on the network of ten lines, and the hands that use it.
#pragma once

#include "core/base/Files.h"
#include "core/run/RunReport.h"
#include "tests/support/DriveRun.h"
#include "tests/support/FakeRun.h"
#include "tests/support/Gestures.h"
#include "ui/inspector/ScoreBars.h"
#include "ui/trying/DrawingPad.h"
#include "ui/trying/TryPage.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDir>
#include <QLabel>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

namespace pareidolia {

class TryFixture
{
public:
    /// Figures to compare with are there for the hash of `FakeClassifier`.
    TryFixture()
    {
        qputenv("PAREIDOLIA_RESOURCES", folder.path().toUtf8());
        QDir(folder.path()).mkdir("models");
        const std::string typical =
            "{\"" + std::string(64, 'f') +
            "\": {\"data\": \"Shapes\", \"images\": 40, \"top1\": 0.975, \"log_odds_quantiles\": "
            "{\"0.05\": -1, \"0.25\": 0.5, \"0.5\": 2, \"0.75\": 3, \"0.95\": 9}}}";
        static_cast<void>(writeFile(folder.filePath("models/typical.json").toStdString(), typical));
        open(std::make_shared<FakeClassifier>(4, ImageShape{12, 12, 1}));
    }

    void open(std::shared_ptr<FakeClassifier> opened)
    {
        network = std::move(opened);
        page = std::make_unique<TryPage>(network);
        page->resize(1280, 700);
        page->show();
        page->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(page.get()));
    }

    void openDigits() { open(fakeDigits({28, 28, 1})); }

    template <typename Widget = QWidget>
    Widget* find(const char* name) const
    {
        return page->findChild<Widget*>(QString::fromLatin1(name));
    }
    QString textOf(const char* label) const { return find<QLabel>(label)->text(); }
    const std::vector<ScoreBar>& bars() const { return find<ScoreBars>("scoreBars")->bars(); }

    void click(const char* button) const
    {
        QTest::mouseClick(find<QAbstractButton>(button), Qt::LeftButton);
    }

    void stroke(QPoint from, QPoint to, Qt::MouseButton button = Qt::LeftButton) const
    {
        auto* pad = find("drawingPad");
        QTest::mousePress(pad, button, {}, from);
        QTest::mouseMove(pad, to);
        QTest::mouseRelease(pad, button, {}, to);
    }

    void dropUrls(const QList<QUrl>& urls) const { dropOn(page.get(), urls); }
    void drop(const QStringList& paths) const { dropUrls(urlsOf(paths)); }

    /// A champion as it is exported; `hash`: of the network that its text names, if another.
    QString writeOurs(std::size_t index, const std::string& hash = {},
                      const std::string& encoding = "direct") const
    {
        RunSpec spec = smallSpec();
        spec.encoding = encoding;
        const auto run = makeRun(spec, network);
        for (int i = 0; i < 5; ++i)
            if (!advance(*run))
                return {};
        PngText text = pictureText(run->snapshot(), index);
        for (auto& [key, value] : text)
            if (key == "Model SHA-256" && !hash.empty())
                value = hash;
        const QString path = folder.filePath(QStringLiteral("ours-%1.png").arg(index));
        const auto& champion = *run->search().archive().champion(index);
        return writePng(path.toStdString(), *champion.individual->picture, text) ? path : QString();
    }

    QString writePhotograph() const
    {
        QImage photograph(90, 60, QImage::Format_RGB888);
        photograph.fill(Qt::darkGreen);
        const QString path = folder.filePath("photograph.jpg");
        return photograph.save(path) ? path : QString();
    }

    QTemporaryDir folder;
    std::shared_ptr<FakeClassifier> network;
    std::unique_ptr<TryPage> page;
};

} // namespace pareidolia
