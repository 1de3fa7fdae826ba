#include "ui/theme/lookitems.h"

#include "ui/theme/fonts.h"
#include "ui/theme/panels.h"

#include <QPainter>
#include <QProxyStyle>

namespace gatehouse {

namespace {

constexpr int headerEdge = 10;
constexpr int arrowRoom = 12;

void paintMenuText(const PaintPass &pass, const QStyleOptionMenuItem &item, const QRect &rect, bool selected)
{
    const QString text = item.text.section(u'\t', 0, 0);
    const QString shortcut = item.text.section(u'\t', 1, 1);
    pass.painter->setFont(item.font);
    pass.painter->setPen(!pass.isEnabled() ? pass.colour(Role::Faint)
                                           : pass.colour(selected ? Role::Accent : Role::Text));
    pass.painter->drawText(rect, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextShowMnemonic | Qt::TextSingleLine,
                           text);
    if (!shortcut.isEmpty()) {
        pass.painter->setPen(pass.quietInk());
        pass.painter->drawText(rect, Qt::AlignVCenter | Qt::AlignRight | Qt::TextSingleLine, shortcut);
    }
}

} // namespace

bool paintItemPanel(const PaintPass &pass)
{
    const auto *item = pass.as<QStyleOptionViewItem>();
    if (!item) {
        return false;
    }
    if (item->backgroundBrush.style() != Qt::NoBrush) {
        pass.painter->fillRect(pass.option->rect, item->backgroundBrush);
    }
    if (pass.is(QStyle::State_Selected)) {
        pass.painter->fillRect(pass.option->rect, pass.colour(Role::AccentSoft));
    } else if (pass.isHovered()) {
        pass.painter->fillRect(pass.option->rect, pass.colour(Role::Hover));
    }
    return true;
}

bool paintBranch(const PaintPass &pass)
{
    if (pass.is(QStyle::State_Children)) {
        chevron(pass.painter, QRectF(pass.option->rect).center(), pass.quietInk(),
                pass.is(QStyle::State_Open) ? Towards::Down : Towards::Right);
    }
    return true;
}

bool paintHeaderEmpty(const PaintPass &pass)
{
    const QRect rect = pass.option->rect;
    pass.painter->fillRect(rect, pass.colour(Role::Raised));
    pass.painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), pass.colour(Role::Line));
    return true;
}

bool paintHeaderSection(const PaintPass &pass)
{
    paintHeaderEmpty(pass);
    if (pass.isHovered()) {
        pass.painter->fillRect(pass.option->rect.adjusted(0, 0, 0, -1), pass.colour(Role::Hover));
    }
    return true;
}

// QCommonStyle asks itself and not its proxy where the label goes, and its margin cuts descenders: it is laid
// out here.
bool paintHeader(const PaintPass &pass)
{
    const auto *header = pass.as<QStyleOptionHeader>();
    if (!header) {
        return false;
    }
    paintHeaderSection(pass);
    QStyleOptionHeader label(*header);
    label.rect = header->rect.adjusted(headerEdge, 0, -headerEdge, -1);
    pass.style->drawControl(QStyle::CE_HeaderLabel, &label, pass.painter, pass.widget);
    return true;
}

bool paintHeaderLabel(const PaintPass &pass)
{
    const auto *header = pass.as<QStyleOptionHeader>();
    if (!header) {
        return false;
    }
    const bool sorted = header->sortIndicator != QStyleOptionHeader::None;
    const bool right = header->textAlignment.testFlag(Qt::AlignRight);
    QPainter *painter = pass.painter;
    painter->save();
    painter->setFont(inkFont(TextKind::SmallMedium, pass.theme));
    painter->setPen(pass.colour(sorted ? Role::Text : Role::Muted));
    QRect rect = header->rect;
    const int room = rect.width() - (sorted ? arrowRoom : 0);
    const QString text = painter->fontMetrics().elidedText(header->text, Qt::ElideRight, room);
    if (sorted) {
        const int end = rect.left() + painter->fontMetrics().horizontalAdvance(text) + 9;
        const double x = right ? rect.right() - 4 : end;
        const bool up = header->sortIndicator == QStyleOptionHeader::SortUp;
        chevron(painter, {x, rect.center().y() + 0.5}, pass.colour(Role::Text),
                up ? Towards::Up : Towards::Down);
        rect.adjust(0, 0, right ? -arrowRoom : 0, 0);
    }
    painter->drawText(rect, Qt::AlignVCenter | Qt::TextSingleLine | (right ? Qt::AlignRight : Qt::AlignLeft),
                      text);
    painter->restore();
    return true;
}

bool paintMenuPanel(const PaintPass &pass)
{
    pass.painter->fillRect(pass.option->rect, pass.colour(Role::Raised));
    roundedPanel(pass.painter, pass.option->rect, 7, pass.colour(Role::Raised), pass.colour(Role::Line));
    return true;
}

bool paintMenuItem(const PaintPass &pass)
{
    const auto *item = pass.as<QStyleOptionMenuItem>();
    if (!item) {
        return false;
    }
    const QRect rect = item->rect;
    if (item->menuItemType == QStyleOptionMenuItem::Separator) {
        pass.painter->fillRect(QRect(rect.left() + 6, rect.center().y(), rect.width() - 12, 1),
                               pass.colour(Role::Line));
        return true;
    }
    const bool selected = pass.is(QStyle::State_Selected) && pass.isEnabled();
    pass.painter->save();
    if (selected) {
        roundedPanel(pass.painter, QRectF(rect).adjusted(4, 0, -4, 0), 5, pass.colour(Role::AccentSoft), {});
    }
    int left = rect.left() + 12;
    if (item->menuHasCheckableItems) {
        if (item->checked) {
            checkMark(pass.painter, QRectF(left - 2, rect.center().y() - 7, 15, 15),
                      pass.colour(Role::Accent));
        }
        left += 18;
    }
    if (item->maxIconWidth > 0) {
        const QIcon::Mode mode = pass.isEnabled() ? QIcon::Normal : QIcon::Disabled;
        item->icon.paint(pass.painter, left, rect.center().y() - 8, 16, 16, Qt::AlignCenter, mode);
        left += 24;
    }
    const bool submenu = item->menuItemType == QStyleOptionMenuItem::SubMenu;
    paintMenuText(pass, *item, QRect(QPoint(left, rect.top()), QPoint(rect.right() - 14, rect.bottom())),
                  selected);
    if (submenu) {
        chevron(pass.painter, {rect.right() - 12.0, rect.center().y() + 0.5}, pass.quietInk(),
                Towards::Right);
    }
    pass.painter->restore();
    return true;
}

bool paintToolTip(const PaintPass &pass)
{
    pass.painter->fillRect(pass.option->rect, pass.colour(Role::Line));
    pass.painter->fillRect(pass.option->rect.adjusted(1, 1, -1, -1), pass.colour(Role::Raised));
    return true;
}

} // namespace gatehouse
