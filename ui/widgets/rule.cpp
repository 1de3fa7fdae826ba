#include "ui/widgets/rule.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace gatehouse {

Rule::Rule(QWidget *parent)
    : QWidget(parent)
{
    setFixedHeight(1);
}

void Rule::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), themeOf(this)[Role::Line]);
}

} // namespace gatehouse

#include "moc_rule.cpp"
