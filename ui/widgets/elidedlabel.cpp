#include "ui/widgets/elidedlabel.h"

#include <QHelpEvent>
#include <QToolTip>

namespace gatehouse {

QSize ElidedLabel::minimumSizeHint() const
{
    constexpr int narrowest = 24;
    return {narrowest, RoleLabel::sizeHint().height()};
}

QString ElidedLabel::shownText(int width) const
{
    return fontMetrics().elidedText(text(), Qt::ElideRight, width);
}

bool ElidedLabel::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip || !toolTip().isEmpty()) {
        return RoleLabel::event(event);
    }
    if (sizeHint().width() > width()) {
        QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), text(), this);
    } else {
        QToolTip::hideText();
    }
    return true;
}

} // namespace gatehouse

#include "moc_elidedlabel.cpp"
