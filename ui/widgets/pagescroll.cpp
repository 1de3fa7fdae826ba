#include "ui/widgets/pagescroll.h"

#include <QBoxLayout>

namespace gatehouse {

PageScroll::PageScroll(QWidget *parent)
    : QScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    // Scroll areas ask for the tab key, and have nothing to do with it.
    setFocusPolicy(Qt::NoFocus);
    auto *page = new QWidget;
    m_body = new QVBoxLayout(page);
    m_body->setContentsMargins(20, 14, 20, 20);
    m_body->setSpacing(14);
    setWidget(page);
    // The window's colour, not that of a field.
    viewport()->setBackgroundRole(QPalette::Window);
    page->setBackgroundRole(QPalette::Window);
}

} // namespace gatehouse

#include "moc_pagescroll.cpp"
