// SPDX-License-Identifier: GPL-3.0-or-later
// A form over runs on the network of ten lines, used by keys and mouse.
#pragma once

#include "tests/support/FakeRun.h"
#include "ui/experiment/ExperimentForm.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QWheelEvent>

namespace pareidolia {

struct FormFixture
{
    /// One run a spec, paused; two specs are a comparison. Own presets lie in a folder of its own.
    explicit FormFixture(const std::vector<RunSpec>& specs = {smallSpec()},
                         QSize size = QSize(280, 640))
    {
        qputenv("XDG_DATA_HOME", data.path().toUtf8());
        qputenv("PAREIDOLIA_RESOURCES", PAREIDOLIA_SOURCE "/resources");
        for (const RunSpec& spec : specs) {
            sessions.push_back(
                std::make_unique<RunSession>(engine, makeRun(spec, network), network));
            raw.push_back(sessions.back().get());
        }
        form = std::make_unique<ExperimentForm>(raw);
        form->resize(size);
        form->show();
        form->activateWindow();
    }

    /// Null if it cannot be seen.
    template <typename Widget = QWidget>
    Widget* find(const QString& name) const
    {
        auto* widget = form->findChild<Widget*>(name);
        return widget && widget->isVisible() ? widget : nullptr;
    }

    /// As people do: click, replace, Return.
    void enter(const QString& name, const QString& text) const
    {
        auto* line = find<QLineEdit>(name);
        QVERIFY2(line, qPrintable(name));
        scroll()->ensureWidgetVisible(line);
        QTest::mouseClick(line, Qt::LeftButton);
        line->selectAll();
        text.isEmpty() ? QTest::keyClick(line, Qt::Key_Delete) : QTest::keyClicks(line, text);
        QTest::keyClick(line, Qt::Key_Return);
    }

    void click(const QString& name) const
    {
        auto* widget = find(name);
        QVERIFY2(widget, qPrintable(name));
        if (scroll()->widget()->isAncestorOf(widget))
            scroll()->ensureWidgetVisible(widget);
        QTest::mouseClick(widget, Qt::LeftButton);
    }

    QString note(const QString& key) const
    {
        const auto* label = find<QLabel>("note-" + key);
        return label ? label->text() : QString();
    }
    bool isBold(const QString& key) const { return find<QLabel>("label-" + key)->font().bold(); }
    QScrollArea* scroll() const { return form->findChild<QScrollArea*>("experimentScroll"); }
    RunSession& session() const { return *raw.front(); }

    QTemporaryDir data;
    std::shared_ptr<FakeClassifier> network = fakeDigits();
    std::shared_ptr<Engine> engine = std::make_shared<Engine>(1);
    std::vector<std::unique_ptr<RunSession>> sessions;
    std::vector<RunSession*> raw;
    std::unique_ptr<ExperimentForm> form;
};

} // namespace pareidolia
