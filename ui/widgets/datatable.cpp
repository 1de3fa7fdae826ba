#include "ui/widgets/datatable.h"

#include "ui/theme/fonts.h"
#include "ui/theme/panels.h"
#include "ui/theme/theme.h"
#include "ui/widgets/celldelegate.h"
#include "ui/widgets/tableheader.h"

#include <QFontMetrics>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace gatehouse {

DataTable::DataTable(const QString &name, QWidget *parent)
    : QTableView(parent)
{
    setAccessibleName(name);
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setMouseTracking(true);
    setWordWrap(false);
    // Else the tab key walks through cells and never leaves.
    setTabKeyNavigation(false);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setCornerButtonEnabled(false);
    setHorizontalHeader(new TableHeader(this));
    horizontalHeader()->show();
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    // The minimum first: it would hold up the default.
    verticalHeader()->setMinimumSectionSize(20);
    setRowHeight(scaled(34));
    setMinimumWidth(120);
}

void DataTable::setModel(QAbstractItemModel *newModel)
{
    if (QAbstractItemModel *old = model()) {
        disconnect(old, nullptr, this, nullptr);
    }
    QTableView::setModel(newModel);
    if (newModel) {
        connect(newModel, &QAbstractItemModel::rowsInserted, this, &DataTable::fitHeight);
        connect(newModel, &QAbstractItemModel::rowsRemoved, this, &DataTable::fitHeight);
        connect(newModel, &QAbstractItemModel::modelReset, this, &DataTable::fitHeight);
        connect(newModel, &QAbstractItemModel::modelReset, this, &DataTable::fitColumns);
        connect(newModel, &QAbstractItemModel::headerDataChanged, this, &DataTable::fitColumns);
    }
    fitColumns();
    fitHeight();
}

void DataTable::setColumns(std::vector<Column> columns)
{
    m_columns = std::move(columns);
    for (size_t i = 0; i < m_columns.size(); ++i) {
        m_columns[i].cell->setParent(this);
        setItemDelegateForColumn(int(i), m_columns[i].cell);
    }
    fitColumns();
}

void DataTable::setRowHeight(int pixels)
{
    verticalHeader()->setDefaultSectionSize(pixels);
    fitHeight();
}

void DataTable::setFittedRows(int rows)
{
    m_fittedRows = rows;
    fitHeight();
}

void DataTable::setListCell(CellDelegate *cell, int rowHeight)
{
    horizontalHeader()->hide();
    setRowHeight(rowHeight);
    setColumns({{.cell = cell, .stretch = true}});
}

std::vector<bool> DataTable::shownColumns(const std::vector<int> &widths, int room) const
{
    std::vector<bool> shown(widths.size(), true);
    int total = 0;
    for (const int width : widths) {
        total += width;
    }
    while (total > room) {
        size_t leaving = widths.size();
        int worst = 0;
        for (size_t i = 0; i < widths.size(); ++i) {
            if (shown[i] && m_columns[i].priority > worst) {
                worst = m_columns[i].priority;
                leaving = i;
            }
        }
        if (leaving == widths.size()) {
            break;
        }
        shown[leaving] = false;
        total -= widths[leaving];
    }
    return shown;
}

void DataTable::fitColumns()
{
    if (m_columns.empty() || !model()) {
        return;
    }
    const QFontMetrics metrics(fontOf(TextKind::SmallMedium));
    const int arrow = isSortingEnabled() ? 12 : 0;
    std::vector<int> widths;
    for (size_t i = 0; i < m_columns.size(); ++i) {
        const QString title = model()->headerData(int(i), Qt::Horizontal).toString();
        const int header = metrics.horizontalAdvance(title) + 2 * CellDelegate::padding + 1 + arrow;
        widths.push_back(std::max(scaled(m_columns[i].width), horizontalHeader()->isHidden() ? 0 : header));
    }
    const int room = viewport()->width();
    const std::vector<bool> shown = shownColumns(widths, room);
    int extra = room;
    int stretching = 0;
    for (size_t i = 0; i < widths.size(); ++i) {
        extra -= shown[i] ? widths[i] : 0;
        stretching += shown[i] && m_columns[i].stretch ? 1 : 0;
    }
    constexpr int narrowest = 60;
    for (size_t i = 0; i < widths.size(); ++i) {
        setColumnHidden(int(i), !shown[i]);
        if (shown[i] && m_columns[i].stretch) {
            const int share = extra / stretching;
            extra -= share;
            --stretching;
            widths[i] = std::max(narrowest, widths[i] + share);
        }
        if (shown[i]) {
            setColumnWidth(int(i), widths[i]);
        }
    }
}

void DataTable::fitHeight()
{
    if (m_fittedRows <= 0 || !model()) {
        return;
    }
    const int rows = model()->rowCount();
    const int header = horizontalHeader()->isHidden() ? 0 : horizontalHeader()->sizeHint().height();
    setVerticalScrollBarPolicy(rows > m_fittedRows ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    setFixedHeight(header + std::min(rows, m_fittedRows) * verticalHeader()->defaultSectionSize());
}

void DataTable::updateRow(int row)
{
    if (row >= 0) {
        viewport()->update(0, rowViewportPosition(row), viewport()->width(), rowHeight(row));
    }
}

void DataTable::setHovered(int row)
{
    if (row != m_hovered) {
        updateRow(m_hovered);
        m_hovered = row;
        updateRow(m_hovered);
    }
}

void DataTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    fitColumns();
}

void DataTable::mouseMoveEvent(QMouseEvent *event)
{
    setHovered(rowAt(int(event->position().y())));
    QTableView::mouseMoveEvent(event);
}

bool DataTable::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave) {
        setHovered(-1);
    }
    return QTableView::viewportEvent(event);
}

void DataTable::scrollContentsBy(int dx, int dy)
{
    QTableView::scrollContentsBy(dx, dy);
    // The row that slides under a still pointer is not known before the pointer moves.
    setHovered(-1);
}

void DataTable::focusInEvent(QFocusEvent *event)
{
    QTableView::focusInEvent(event);
    if (!currentIndex().isValid() && model() && model()->rowCount() > 0
        && event->reason() != Qt::MouseFocusReason) {
        selectionModel()->setCurrentIndex(model()->index(0, 0), QItemSelectionModel::NoUpdate);
    }
    updateRow(currentIndex().row());
}

void DataTable::focusOutEvent(QFocusEvent *event)
{
    QTableView::focusOutEvent(event);
    updateRow(currentIndex().row());
}

void DataTable::keyPressEvent(QKeyEvent *event)
{
    const bool ascending = event->key() == Qt::Key_Up;
    if (isSortingEnabled() && event->modifiers() == Qt::ControlModifier && currentIndex().isValid()
        && (ascending || event->key() == Qt::Key_Down)) {
        sortByColumn(currentIndex().column(), ascending ? Qt::AscendingOrder : Qt::DescendingOrder);
        return;
    }
    QTableView::keyPressEvent(event);
}

void DataTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    updateRow(previous.row());
    updateRow(current.row());
    if (current.row() != previous.row()) {
        Q_EMIT currentRowChanged(current.row());
    }
}

void DataTable::paintEvent(QPaintEvent *event)
{
    QTableView::paintEvent(event);
    const QModelIndex current = currentIndex();
    if (!showsFocus(this) || !current.isValid()) {
        return;
    }
    QPainter painter(viewport());
    const QRectF row(0, rowViewportPosition(current.row()), viewport()->width(), rowHeight(current.row()));
    focusRing(&painter, row.adjusted(1, 1, -1, -2), 5, themeOf(this));
}

} // namespace gatehouse

#include "moc_datatable.cpp"
