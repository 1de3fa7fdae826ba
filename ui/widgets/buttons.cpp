#include "ui/widgets/buttons.h"

#include "ui/theme/variant.h"

#include <QPushButton>
#include <QToolButton>

namespace gatehouse {

namespace {

QPushButton *button(const QString &text, Variant variant, QWidget *parent)
{
    auto *made = new QPushButton(text, parent);
    made->setAutoDefault(true);
    made->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setVariant(made, variant);
    return made;
}

} // namespace

QPushButton *plainButton(const QString &text, QWidget *parent)
{
    return button(text, Variant::Plain, parent);
}

QPushButton *primaryButton(const QString &text, QWidget *parent)
{
    return button(text, Variant::Primary, parent);
}

QPushButton *dangerButton(const QString &text, QWidget *parent)
{
    return button(text, Variant::Danger, parent);
}

QPushButton *quietButton(const QString &text, QWidget *parent)
{
    return button(text, Variant::Quiet, parent);
}

QToolButton *iconButton(Icon icon, const QString &name, QWidget *parent)
{
    auto *made = new QToolButton(parent);
    made->setIcon(roleIcon(icon));
    made->setIconSize({16, 16});
    made->setToolTip(name);
    made->setAccessibleName(name);
    made->setFocusPolicy(Qt::TabFocus);
    return made;
}

} // namespace gatehouse
