#include "ui/widgets/togglecell.h"

#include "ui/theme/tabular.h"
#include "ui/widgets/toggle.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

namespace gatehouse {

namespace {

bool isToggling(const QEvent *event, const QRect &cell)
{
    if (event->type() == QEvent::MouseButtonRelease) {
        const auto *mouse = static_cast<const QMouseEvent *>(event);
        const QRect knob(cell.left() + CellDelegate::padding, cell.top(), toggleSize().width(),
                         cell.height());
        return mouse->button() == Qt::LeftButton && knob.contains(mouse->position().toPoint());
    }
    if (event->type() == QEvent::KeyPress) {
        return static_cast<const QKeyEvent *>(event)->key() == Qt::Key_Space;
    }
    return false;
}

} // namespace

ToggleCell::ToggleCell(QObject *parent)
    : CellDelegate(parent)
    , m_font(cellFont(TextKind::Body))
{
}

bool ToggleCell::editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
                             const QModelIndex &index)
{
    const Qt::ItemFlags needed = Qt::ItemIsUserCheckable | Qt::ItemIsEnabled;
    if ((index.flags() & needed) != needed || !isToggling(event, option.rect)) {
        return false;
    }
    const bool on = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    return model->setData(index, on ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

void ToggleCell::paintCell(QPainter *painter, const Theme &theme, const QRectF &rect,
                           const QModelIndex &index) const
{
    const bool on = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    const bool enabled = index.flags().testFlag(Qt::ItemIsEnabled);
    paintToggle(painter, theme, {rect.left(), rect.center().y()}, on, enabled);
    drawCellText(painter, rect.adjusted(toggleSize().width() + 8, 0, 0, 0), index.data().toString(), m_font,
                 theme[on ? Role::Text : Role::Muted]);
}

} // namespace gatehouse

#include "moc_togglecell.cpp"
