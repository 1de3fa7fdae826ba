#pragma once

#include <QHeaderView>

namespace gatehouse {

/// A table's header whose labels stand as the cells below them do.
class TableHeader final : public QHeaderView
{
    Q_OBJECT

public:
    explicit TableHeader(QWidget *parent = nullptr);

    QSize sizeHint() const override;

protected:
    void initStyleOptionForIndex(QStyleOptionHeader *option, int section) const override;
};

} // namespace gatehouse
