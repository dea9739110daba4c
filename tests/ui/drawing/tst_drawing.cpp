// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drawing/Drawing.h"

#include "core/base/Files.h"

#include <QPainter>
#include <QTemporaryDir>
#include <QTest>

using namespace pareidolia;

class TestDrawing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void namesDecideTheFormat();
    void pngIsWhatIsPainted();
    void whatIsTooLargeIsPaintedSmaller();
    void pdfHasOnePageOfItsSize();
    void svgHasTheSizeAndTheLetters();
    void otherNamesAreRefused();
    void whatCannotBeWrittenLeavesNothing();

private:
    std::filesystem::path path(const char* name) const
    {
        return m_folder->filePath(QString::fromLatin1(name)).toStdString();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    Drawing m_drawing{QSize(96, 48), [](QPainter& painter) {
                          painter.fillRect(0, 0, 96, 48, Qt::darkBlue);
                          painter.fillRect(10, 10, 1, 1, Qt::yellow);
                          painter.setPen(Qt::white);
                          painter.drawText(20, 40, QStringLiteral("seven"));
                      }};
};

void TestDrawing::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestDrawing::namesDecideTheFormat()
{
    QCOMPARE(drawingFormatOf("a/b.PNG"), DrawingFormat::Png);
    QCOMPARE(drawingFormatOf("b.pdf"), DrawingFormat::Pdf);
    QCOMPARE(drawingFormatOf("b.Svg"), DrawingFormat::Svg);
    for (const char* name : {"b", "b.doc", ".png", "png", "b.png.txt"})
        QVERIFY2(!drawingFormatOf(name), name);
}

void TestDrawing::pngIsWhatIsPainted()
{
    for (const int scale : {1, 3}) {
        QVERIFY(writeDrawing(path("a.png"), m_drawing, scale).has_value());
        const QImage read(QString::fromStdString(path("a.png").string()));
        QCOMPARE(read.size(), QSize(96, 48) * scale);
        QCOMPARE(read.convertToFormat(QImage::Format_RGB32), painted(m_drawing, scale));
        for (int i = 0; i < scale; ++i) {
            QCOMPARE(read.pixelColor(10 * scale + i, 10 * scale), QColor(Qt::yellow));
            QCOMPARE(read.pixelColor(11 * scale + i, 10 * scale), QColor(Qt::darkBlue));
        }
    }
}

void TestDrawing::whatIsTooLargeIsPaintedSmaller()
{
    const QSize size(100, 100'000); // a thousand classes in one column
    const Drawing tall{size, [&](QPainter& painter) {
                           painter.fillRect(QRect(QPoint(), size), Qt::darkBlue);
                           painter.fillRect(QRect(0, 99'000, 100, 1000), Qt::yellow);
                       }};
    const QImage picture = painted(tall, 2);
    QCOMPARE(picture.size(), QSize(32, 32'000));
    QCOMPARE(picture.pixelColor(16, 30'000), QColor(Qt::darkBlue));
    QCOMPARE(picture.pixelColor(16, 31'990), QColor(Qt::yellow));
}

void TestDrawing::pdfHasOnePageOfItsSize()
{
    QVERIFY(writeDrawing(path("a.pdf"), m_drawing).has_value());
    const QByteArray bytes = QByteArray::fromStdString(readFile(path("a.pdf")).value());
    QVERIFY(bytes.startsWith("%PDF-"));
    QVERIFY(bytes.trimmed().endsWith("%%EOF"));
    QVERIFY(bytes.contains("/Count 1"));
    QVERIFY2(bytes.contains("/MediaBox [0 0 72"), bytes.left(2000)); // an inch is 96 units
    QVERIFY(bytes.contains("/Font"));
}

void TestDrawing::svgHasTheSizeAndTheLetters()
{
    QVERIFY(writeDrawing(path("a.svg"), m_drawing).has_value());
    const QByteArray bytes = QByteArray::fromStdString(readFile(path("a.svg")).value());
    QVERIFY(bytes.contains("viewBox=\"0 0 96 48\""));
    QVERIFY(bytes.contains("seven"));
    QVERIFY(bytes.trimmed().endsWith("</svg>"));
}

void TestDrawing::otherNamesAreRefused()
{
    const auto written = writeDrawing(path("a.doc"), m_drawing);
    QVERIFY(!written.has_value());
    QVERIFY(written.error().sentence().find("a.doc") != std::string::npos);
    QVERIFY(written.error().sentence().find(".svg") != std::string::npos);
}

void TestDrawing::whatCannotBeWrittenLeavesNothing()
{
    for (const char* name : {"/nowhere/a.png", "/nowhere/a.pdf", "/nowhere/a.svg"})
        QVERIFY(!writeDrawing(name, m_drawing).has_value());
    QVERIFY(QDir(m_folder->path()).isEmpty());
}

QTEST_MAIN(TestDrawing)
#include "tst_drawing.moc"
