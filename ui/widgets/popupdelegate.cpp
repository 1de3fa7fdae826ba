#include "ui/widgets/popupdelegate.h"

#include "ui/theme/fonts.h"
#include "ui/theme/panels.h"
#include "ui/theme/tabular.h"
#include "ui/theme/theme.h"
#include "ui/widgets/keycap.h"
#include "ui/widgets/popupmodel.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace gatehouse {

namespace {

constexpr int edge = 10;
constexpr int iconSide = 16;

} // namespace

void PopupDelegate::paintItem(QPainter *painter, const Theme &theme, const QRectF &rect, bool enabled,
                              const QModelIndex &index)
{
    double left = rect.left();
    double right = rect.right();
    const QVariant icon = index.data(int(PopupModel::Role::Icon));
    if (icon.isValid()) {
        paintIcon(painter, Icon(icon.toInt()),
                  QRectF(left, rect.center().y() - iconSide / 2.0, iconSide, iconSide),
                  theme[enabled ? Role::Muted : Role::Faint]);
        left += iconSide + 9;
    }
    if (const QString keys = index.data(int(PopupModel::Role::Keys)).toString(); !keys.isEmpty()) {
        right -= keyCapSize(keys).width();
        paintKeyCap(painter, theme, {right, rect.center().y()}, keys);
        right -= edge;
    }
    if (index.data(int(PopupModel::Role::Current)).toBool()) {
        right -= iconSide;
        checkMark(painter, QRectF(right, rect.center().y() - 8, iconSide, iconSide), theme[Role::Accent]);
        right -= edge;
    }
    const QFont titleFont = fontOf(TextKind::Body);
    const QString title = index.data().toString();
    drawCellText(painter, QRectF(left, rect.top(), right - left, rect.height()), title, titleFont,
                 theme[enabled ? Role::Text : Role::Faint]);
    left += QFontMetricsF(titleFont).horizontalAdvance(title) + edge;
    constexpr double worthwhile = 40;
    if (right - left > worthwhile) {
        drawCellText(painter, QRectF(left, rect.top(), right - left, rect.height()),
                     index.data(int(PopupModel::Role::Note)).toString(), fontOf(TextKind::Small),
                     theme[enabled ? Role::Muted : Role::Faint]);
    }
}

void PopupDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    const Theme &theme = themeOf(option.widget);
    const QRectF rect(option.rect);
    if (index.data(int(PopupModel::Role::Heading)).toBool()) {
        painter->setFont(fontOf(TextKind::Section));
        painter->setPen(theme[Role::Muted]);
        painter->drawText(rect.adjusted(edge + 4, 4, -edge, 0), Qt::AlignVCenter | Qt::TextSingleLine,
                          index.data().toString());
        return;
    }
    const bool enabled = index.flags().testFlag(Qt::ItemIsEnabled);
    if (option.state.testFlag(QStyle::State_Selected)) {
        roundedPanel(painter, rect.adjusted(4, 0, -4, 0), 5, theme[Role::AccentSoft], {});
    } else if (enabled && option.state.testFlag(QStyle::State_MouseOver)) {
        roundedPanel(painter, rect.adjusted(4, 0, -4, 0), 5, theme[Role::Hover], {});
    }
    paintItem(painter, theme, rect.adjusted(edge + 4, 0, -edge - 4, 0), enabled, index);
}

QSize PopupDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const bool heading = index.data(int(PopupModel::Role::Heading)).toBool();
    return {200, scaled(heading ? 28 : 32)};
}

} // namespace gatehouse

#include "moc_popupdelegate.cpp"
