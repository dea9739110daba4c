// SPDX-License-Identifier: GPL-3.0-or-later
// Rows wrap, and a long line does not widen the window.
#include "ui/widgets/FlowLayout.h"

#include <QLabel>
#include <QTest>

using namespace pareidolia;

class TestFlowLayout : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatDoesNotFitWraps();
    void aLongLineIsNarrowedToItsRow();
};

void TestFlowLayout::whatDoesNotFitWraps()
{
    QWidget row;
    auto* layout = new FlowLayout(&row);
    for (int i = 0; i < 3; ++i) {
        auto* label = new QLabel(&row);
        label->setFixedSize(100, 20);
        layout->addWidget(label);
    }
    layout->setSpacing(10);
    layout->setContentsMargins(0, 0, 0, 0);
    QCOMPARE(layout->heightForWidth(320), 20);
    QCOMPARE(layout->heightForWidth(319), 50);
    QCOMPARE(layout->minimumSize(), QSize(100, 20));
    QCOMPARE(layout->sizeHint(), QSize(320, 20));
}

void TestFlowLayout::aLongLineIsNarrowedToItsRow()
{
    QWidget row;
    auto* layout = new FlowLayout(&row);
    auto* before = new QLabel("before", &row);
    auto* line = new QLabel(QString("a long line that wraps ").repeated(40), &row);
    line->setWordWrap(true);
    layout->addWidget(before);
    layout->addWidget(line);
    layout->setContentsMargins(0, 0, 0, 0);
    QVERIFY(line->sizeHint().width() > 150);
    QVERIFY(layout->minimumSize().width() < 150);
    row.setFixedWidth(150);
    layout->setGeometry({0, 0, 150, 2000});
    QCOMPARE(line->x(), 0);
    QVERIFY(line->y() > 0);
    QCOMPARE(line->width(), 150);
    QCOMPARE(line->height(), line->heightForWidth(150));
}

QTEST_MAIN(TestFlowLayout)
#include "tst_flowlayout.moc"
