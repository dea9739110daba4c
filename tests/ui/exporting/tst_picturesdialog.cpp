// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/exporting/PicturesDialog.h"

#include <QComboBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace pareidolia;

class TestPicturesDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void offersSizesInPixels();
    void tellsWhatWasChosen();
};

namespace {

QStringList textsOf(const QComboBox& box)
{
    QStringList texts;
    for (int i = 0; i < box.count(); ++i)
        texts.append(box.itemText(i));
    return texts;
}

} // namespace

void TestPicturesDialog::offersSizesInPixels()
{
    PicturesDialog dialog({{.name = "All", .classes = {0, 1}}}, ImageShape{224, 448, 3});
    QCOMPARE(textsOf(*dialog.findChild<QComboBox*>("picturesScale")),
             (QStringList{"224 × 448, as the network sees it", "448 × 896, 2 times as large",
                          "896 × 1792, 4 times as large", "1792 × 3584, 8 times as large",
                          "3584 × 7168, 16 times as large"})); // larger ones are too large
}

void TestPicturesDialog::tellsWhatWasChosen()
{
    auto* dialog = new PicturesDialog({{.name = "One", .classes = {3}}, {.name = "All"}},
                                      ImageShape{28, 28, 1}); // gone when it is closed
    QSignalSpy chosen(dialog, &PicturesDialog::chosen);
    dialog->show();
    dialog->findChild<QComboBox*>("picturesScale")->setCurrentIndex(2);
    QTest::mouseClick(dialog->findChild<QPushButton*>("picturesSave"), Qt::LeftButton);
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen[0][0].value<std::vector<std::size_t>>(), std::vector<std::size_t>{3});
    QCOMPARE(chosen[0][1].toInt(), 4);
}

QTEST_MAIN(TestPicturesDialog)
#include "tst_picturesdialog.moc"
