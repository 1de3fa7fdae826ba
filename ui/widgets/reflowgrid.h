#pragma once

#include <QWidget>

#include <vector>

class QGridLayout;

namespace gatehouse {

/// Equal cells in one row, which fold to half as many columns, and half again, where there is no room: 6,
/// 3, 2.
class ReflowGrid final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ReflowGrid)

public:
    /// `narrowest` is the least width of a cell in pixels.
    ReflowGrid(std::vector<QWidget *> cells, int narrowest, QWidget *parent = nullptr);

    int columns() const { return m_columns; }
    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void place(int columns);

    QGridLayout *m_grid;
    std::vector<QWidget *> m_cells;
    int m_narrowest;
    int m_columns = 0;
};

} // namespace gatehouse
