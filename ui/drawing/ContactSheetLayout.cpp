// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drawing/ContactSheetLayout.h"

#include "ui/drawing/Spoken.h"

#include <QFontMetricsF>
#include <algorithm>
#include <cmath>

namespace pareidolia {

namespace {

constexpr int rhythm = 8;            // pixels; every distance is a multiple
constexpr double goodAspect = 1.4;   // width over height: fits screens, slides and pages
constexpr int narrowestSheet = 448;  // pixels between the margins
constexpr int smallestHeadline = 18; // pixels: below, a title is cut

int onRhythm(double pixels)
{
    return rhythm * std::max(1, static_cast<int>(std::lround(pixels / rhythm)));
}

/// Lines stand a little apart whatever the font says.
int lineHeight(const QFont& font)
{
    return onRhythm(std::ceil(QFontMetricsF(font).height() / rhythm) * rhythm);
}

/// Fewer pictures are shown larger.
int chosenSide(std::size_t entries)
{
    if (entries <= 2)
        return 448;
    if (entries <= 20)
        return 224;
    if (entries <= 200)
        return 112;
    return 96;
}

std::size_t longestSection(const ContactSheet& sheet)
{
    std::size_t longest = 0;
    for (const ContactSheetSection& section : sheet.sections)
        longest = std::max(longest, section.entries.size());
    return longest;
}

QSize pictureSize(const ContactSheet& sheet)
{
    const int side = sheet.pictureSide > 0 ? sheet.pictureSide : chosenSide(longestSection(sheet));
    QSize largest(0, 0);
    for (const ContactSheetSection& section : sheet.sections)
        for (const ContactSheetEntry& entry : section.entries)
            if (!entry.picture.pixels.empty())
                largest =
                    largest.expandedTo({entry.picture.shape.width, entry.picture.shape.height});
    if (largest.isEmpty())
        return {side, side};
    if (sheet.pixelScale > 0)
        return largest * sheet.pixelScale;
    const int longer = std::max(largest.width(), largest.height());
    return longer <= side ? largest * (side / longer)
                          : largest.scaled(side, side, Qt::KeepAspectRatio).expandedTo({1, 1});
}

QString confidenceText(const ContactSheetEntry& entry)
{
    if (entry.picture.pixels.empty())
        return QStringLiteral("no picture");
    return spoken(entry.confidence, entry.logOdds);
}

/// A sheet near the good aspect whose last rows are full, or nearly.
int chosenColumns(int entries, int sections, int pitchAcross, int pitchDown)
{
    int best = 1;
    double bestCost = 1e9;
    for (int columns = 1; columns <= entries; ++columns) {
        const int rows = (entries + columns - 1) / columns;
        const double aspect = double(columns) * pitchAcross / (double(rows) * sections * pitchDown);
        const double emptyPlaces = double(rows * columns - entries) / columns;
        const double cost = std::abs(std::log(aspect / goodAspect)) + 3 * emptyPlaces;
        if (cost < bestCost) {
            bestCost = cost;
            best = columns;
        }
    }
    return best;
}

/// The facts on as few lines as hold them.
std::vector<QString> brokenLines(const std::vector<std::string>& facts, const QFont& font,
                                 int width)
{
    std::vector<QString> lines;
    for (const std::string& fact : facts) {
        const QString text = fitted(QString::fromStdString(fact), font, width);
        const QString longer = lines.empty() ? text : lines.back() + QStringLiteral("  ·  ") + text;
        if (!lines.empty() && widthOf(longer, font) <= width)
            lines.back() = longer;
        else
            lines.push_back(text);
    }
    return lines;
}

/// Measures a sheet from its top to its foot.
class Typesetter
{
public:
    explicit Typesetter(const ContactSheet& sheet) : m_sheet(sheet), m_picture(pictureSize(sheet))
    {
        const int side = std::max(m_picture.width(), m_picture.height());
        const int letters = std::clamp(side / 9, 11, 32);
        m_gap = std::max(2 * rhythm, onRhythm(side / 7.0));
        m_margin = std::clamp(onRhythm(1.75 * m_gap), 5 * rhythm, 10 * rhythm);
        m_layout.headingFont = typeface(letters * 5 / 4, QFont::Bold);
        m_layout.labelFont = typeface(letters, QFont::Bold);
        m_layout.confidenceFont = typeface(letters);
        m_cellWidth = std::max(m_picture.width(), widestConfidence());
    }

    ContactSheetLayout typeset()
    {
        arrangeGrid();
        chooseFonts();
        m_y = m_margin;
        placeHeadlines();
        for (const ContactSheetSection& section : m_sheet.sections)
            placeSection(section);
        placeFacts();
        m_layout.size = {m_textWidth + 2 * m_margin, m_y + m_margin};
        return std::move(m_layout);
    }

private:
    /// Labels may be cut, numbers may not.
    int widestConfidence() const
    {
        int widest = 0;
        if (m_sheet.captions == Captions::LabelsAndConfidences)
            for (const ContactSheetSection& section : m_sheet.sections)
                for (const ContactSheetEntry& entry : section.entries)
                    widest =
                        std::max(widest, widthOf(confidenceText(entry), m_layout.confidenceFont));
        return widest;
    }

    int captionLines() const { return static_cast<int>(m_sheet.captions); }
    int captionGap() const { return m_picture.height() > 160 ? 2 * rhythm : rhythm; }
    int labelLine() const { return lineHeight(m_layout.labelFont); }
    int cellHeight() const
    {
        const int caption = captionLines() > 0 ? captionGap() + captionLines() * labelLine() : 0;
        return m_picture.height() + caption;
    }
    /// More than between columns: a caption must not seem to belong to the picture below.
    int rowGap() const { return onRhythm(1.25 * m_gap); }
    int pitchDown() const { return cellHeight() + rowGap(); }
    int pitchAcross() const { return m_cellWidth + m_gap; }

    void arrangeGrid()
    {
        const int entries = static_cast<int>(longestSection(m_sheet));
        const int sections = static_cast<int>(m_sheet.sections.size());
        m_layout.columns = m_sheet.columns > 0
                               ? std::min(m_sheet.columns, std::max(entries, 1))
                               : chosenColumns(entries, sections, pitchAcross(), pitchDown());
        for (const ContactSheetSection& section : m_sheet.sections)
            m_layout.rows += rowsOf(section);
        m_textWidth = std::max(m_layout.columns * pitchAcross() - m_gap, narrowestSheet);
    }

    /// They grow with the sheet, which is looked at as a whole.
    void chooseFonts()
    {
        const int letters = m_layout.labelFont.pixelSize();
        int headline = std::clamp(std::max(letters * 3 / 2, m_textWidth / 50), 24, 96);
        const QString title = QString::fromStdString(m_sheet.title);
        while (headline > smallestHeadline &&
               widthOf(title, typeface(headline, QFont::Bold)) > m_textWidth)
            --headline;
        m_layout.titleFont = typeface(headline, QFont::Bold);
        m_layout.subtitleFont = typeface(std::max(13, headline * 5 / 8));
        m_layout.factsFont = typeface(std::max(11, headline * 2 / 5));
    }

    PlacedText place(const std::string& text, const QFont& font)
    {
        if (text.empty())
            return {};
        const QRect line(m_margin, m_y, m_textWidth, lineHeight(font));
        m_y += line.height();
        return {line, fitted(QString::fromStdString(text), font, m_textWidth)};
    }

    void placeHeadlines()
    {
        m_layout.title = place(m_sheet.title, m_layout.titleFont);
        m_layout.subtitle = place(m_sheet.subtitle, m_layout.subtitleFont);
        if (m_y > m_margin)
            m_y += m_gap;
    }

    int rowsOf(const ContactSheetSection& section) const
    {
        const int entries = static_cast<int>(section.entries.size());
        return (entries + m_layout.columns - 1) / m_layout.columns;
    }

    void placeSection(const ContactSheetSection& section)
    {
        if (&section != &m_sheet.sections.front())
            m_y += rowGap();
        if (!section.title.empty()) {
            m_layout.headings.push_back(place(section.title, m_layout.headingFont));
            m_y += rhythm;
        }
        for (std::size_t i = 0; i < section.entries.size(); ++i) {
            const int column = static_cast<int>(i) % m_layout.columns;
            const int row = static_cast<int>(i) / m_layout.columns;
            m_layout.cells.push_back(cell(section.entries[i], m_margin + column * pitchAcross(),
                                          m_y + row * pitchDown()));
        }
        m_y += std::max(0, rowsOf(section) * pitchDown() - rowGap());
    }

    ContactSheetCell cell(const ContactSheetEntry& entry, int x, int y) const
    {
        ContactSheetCell cell;
        cell.empty = entry.picture.pixels.empty();
        cell.picture = QRect(QPoint(x, y), m_picture);
        const int caption = y + m_picture.height() + captionGap();
        const QRect line(x, caption, m_cellWidth, labelLine());
        if (m_sheet.captions != Captions::None)
            cell.label = {
                line, fitted(QString::fromStdString(entry.label), m_layout.labelFont, m_cellWidth)};
        if (m_sheet.captions == Captions::LabelsAndConfidences)
            cell.confidence = {line.translated(0, labelLine()), confidenceText(entry)};
        return cell;
    }

    void placeFacts()
    {
        const auto lines = brokenLines(m_sheet.facts, m_layout.factsFont, m_textWidth);
        if (!lines.empty())
            m_y += m_gap;
        for (const QString& line : lines)
            m_layout.facts.push_back(place(line.toStdString(), m_layout.factsFont));
    }

    const ContactSheet& m_sheet;
    ContactSheetLayout m_layout;
    QSize m_picture;
    int m_gap = 0;
    int m_margin = 0;
    int m_cellWidth = 0;
    int m_textWidth = 0;
    int m_y = 0;
};

} // namespace

ContactSheetLayout layOut(const ContactSheet& sheet)
{
    return Typesetter(sheet).typeset();
}

} // namespace pareidolia
