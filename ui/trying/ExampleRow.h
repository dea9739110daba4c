// SPDX-License-Identifier: GPL-3.0-or-later
// Small pictures to click: each is scored at once.
#pragma once

#include "ui/trying/Examples.h"

#include <QLabel>

class QGridLayout;

namespace pareidolia {

/// Hidden while it is empty.
class ExampleRow : public QWidget
{
    Q_OBJECT

public:
    /// `keys`: the digits 0 to 9 choose one, too.
    ExampleRow(const QString& title, bool keys, QWidget* parent = nullptr);

    void setTitle(const QString& title) { m_heading->setText(title); }
    void clear();

    /// An example with several variants shows the next one with every click.
    void add(Example example);

    int count() const { return static_cast<int>(m_examples.size()); }

Q_SIGNALS:
    void chosen(const ShownPicture& picture);

private:
    struct Entry
    {
        Example example;
        std::size_t next = 0; ///< the variant for the next click
    };

    bool m_keys;
    QLabel* m_heading;
    QGridLayout* m_places;
    std::vector<Entry> m_examples;
};

} // namespace pareidolia
