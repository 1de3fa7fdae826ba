#include "ui/widgets/reflowgrid.h"

#include "ui/theme/fonts.h"

#include <QGridLayout>

#include <algorithm>

namespace gatehouse {

namespace {

constexpr int gap = 14;

} // namespace

ReflowGrid::ReflowGrid(std::vector<QWidget *> cells, int narrowest, QWidget *parent)
    : QWidget(parent)
    , m_grid(new QGridLayout(this))
    , m_cells(std::move(cells))
    , m_narrowest(scaled(narrowest))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(gap);
    // Where there is no room it folds: the columns of now are no least width.
    m_grid->setSizeConstraint(QLayout::SetNoConstraint);
    place(std::max(1, int(m_cells.size())));
}

QSize ReflowGrid::minimumSizeHint() const
{
    const int columns = std::min(2, int(m_cells.size()));
    return {m_narrowest * columns + gap * std::max(0, columns - 1), layout()->minimumSize().height()};
}

void ReflowGrid::place(int columns)
{
    if (columns == m_columns) {
        return;
    }
    for (QWidget *cell : m_cells) {
        m_grid->removeWidget(cell);
    }
    for (int i = 0; i < std::max(columns, m_columns); ++i) {
        m_grid->setColumnStretch(i, i < columns ? 1 : 0);
    }
    m_columns = columns;
    for (int i = 0; i < int(m_cells.size()); ++i) {
        m_grid->addWidget(m_cells[size_t(i)], i / columns, i % columns);
    }
}

void ReflowGrid::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    int columns = std::max(1, int(m_cells.size()));
    while (columns > 1 && columns * m_narrowest + (columns - 1) * gap > width()) {
        columns = (columns + 1) / 2;
    }
    place(columns);
}

} // namespace gatehouse

#include "moc_reflowgrid.cpp"
