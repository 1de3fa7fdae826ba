#pragma once

#include <QTableView>

#include <vector>

namespace gatehouse {

class CellDelegate;

/// One column of a DataTable. The table becomes the owner of `cell`.
struct Column
{
    CellDelegate *cell = nullptr;
    int width = 80; ///< At least; a header that needs more gets more.
    bool stretch = false; ///< Shares what is left over.
    int priority = 0; ///< 0 is always shown; where there is no room, the highest goes first.
};

/// A table of rows as one reads them: a hovered, a selected and a focused row, no grid, columns that leave by
/// priority instead of being cut. Tab leaves the table; Return and double click emit activated(). With
/// sorting enabled, Ctrl+Up and Ctrl+Down sort by the current column.
class DataTable final : public QTableView
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DataTable)

public:
    /// `name` is what a screen reader calls the table.
    explicit DataTable(const QString &name, QWidget *parent = nullptr);

    void setModel(QAbstractItemModel *model) override;
    void setColumns(std::vector<Column> columns);

    /// In pixels; 34 unless said otherwise, 28 is compact.
    void setRowHeight(int pixels);

    /// The table is as high as its rows, at most `rows` of them, and scrolls beyond; 0 lets the layout
    /// decide.
    void setFittedRows(int rows);

    /// A list has no header and one column that takes all the width.
    void setListCell(CellDelegate *cell, int rowHeight);

    /// The row under the pointer, or −1.
    int hoveredRow() const { return m_hovered; }

Q_SIGNALS:
    /// The user, or the program, moved to another row; −1 for none.
    void currentRowChanged(int row);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    void fitColumns();
    void fitHeight();
    void setHovered(int row);
    void updateRow(int row);
    std::vector<bool> shownColumns(const std::vector<int> &widths, int room) const;

    std::vector<Column> m_columns;
    int m_hovered = -1;
    int m_fittedRows = 0;
};

} // namespace gatehouse
