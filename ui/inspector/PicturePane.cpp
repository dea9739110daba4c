// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/PicturePane.h"

#include "ui/inspector/GraphView.h"
#include "ui/widgets/Page.h"

#include <QHBoxLayout>
#include <QTabBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace pareidolia {

namespace {

constexpr int spacing = 4;
enum Tab { PictureTab, NetworkTab };

} // namespace

PicturePane::PicturePane(QWidget* parent)
    : QWidget(parent),
      m_tabs(new QTabBar),
      m_fit(button("fitPicture", tr("Fit"),
                   tr("Fit into the available space (0, when it has the focus)"))),
      m_oneToOne(button("oneToOne", tr("1:1"),
                        tr("One screen pixel per pixel (1, when it has the focus)"))),
      m_picture(new PictureView),
      m_network(new GraphView)
{
    m_tabs->setObjectName(QStringLiteral("pictureOrNetwork"));
    m_tabs->setAccessibleName(tr("Picture or CPPN"));
    m_tabs->addTab(tr("Picture"));
    m_tabs->addTab(tr("CPPN"));
    m_tabs->setTabToolTip(PictureTab, tr("The picture that the network scores"));
    m_tabs->setTabToolTip(NetworkTab, tr("The small network (CPPN) that paints the picture"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    connect(m_tabs, &QTabBar::currentChanged, this, &PicturePane::showChosen);
    connect(m_fit, &QToolButton::clicked, this, [this] { current()->fit(); });
    connect(m_oneToOne, &QToolButton::clicked, this, [this] { current()->showOneToOne(); });
    for (ZoomView* view : {static_cast<ZoomView*>(m_picture), static_cast<ZoomView*>(m_network)})
        connect(view, &ZoomView::zoomChanged, this, &PicturePane::showZoom);

    QHBoxLayout* top = rowOf({m_tabs});
    top->setSpacing(spacing);
    top->addStretch();
    addAll(top, {m_fit, m_oneToOne});
    QVBoxLayout* layout = columnIn(this, spacing);
    layout->addLayout(top);
    addAll(layout, {m_picture, m_network});
    showChosen();
}

QToolButton* PicturePane::button(const char* name, const QString& text, const QString& tip)
{
    auto* button = named(new QToolButton, name, text, tip);
    button->setText(text);
    button->setAccessibleDescription(tip);
    button->setCheckable(true);
    button->setAutoRaise(true);
    return button;
}

void PicturePane::setNetwork(std::shared_ptr<const CppnGenome> genome, ImageShape scored,
                             CoordinateSystem coordinates)
{
    m_hasNetwork = genome != nullptr;
    m_network->setGenome(std::move(genome), scored, coordinates);
    showChosen();
}

ZoomView* PicturePane::current() const
{
    if (m_hasNetwork && m_tabs->currentIndex() == NetworkTab)
        return m_network;
    return m_picture;
}

void PicturePane::showChosen()
{
    const ZoomView* chosen = current();
    m_tabs->setVisible(m_hasNetwork);
    m_picture->setVisible(chosen == m_picture);
    m_network->setVisible(chosen == m_network);
    showZoom();
}

void PicturePane::showZoom()
{
    m_fit->setChecked(current()->fits());
    m_oneToOne->setChecked(current()->isOneToOne());
}

} // namespace pareidolia
