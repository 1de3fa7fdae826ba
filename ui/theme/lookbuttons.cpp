#include "ui/theme/lookbuttons.h"

#include "ui/theme/fonts.h"
#include "ui/theme/panels.h"
#include "ui/theme/variant.h"

#include <QCheckBox>
#include <QPainter>
#include <QProxyStyle>
#include <QRadioButton>

namespace gatehouse {

namespace {

constexpr double radius = 6;

struct Paint
{
    QColor fill;
    QColor line;
};

Paint plainPaint(const PaintPass &pass, bool danger)
{
    const Role fill = pass.isPressed() ? Role::Track : pass.isHovered() ? Role::Hover : Role::Surface;
    const Role line = danger ? Role::Bad : pass.isHovered() ? Role::Faint : Role::Line;
    return {pass.colour(fill), pass.colour(line)};
}

Paint panelPaint(const PaintPass &pass, Variant variant)
{
    const bool quiet = variant == Variant::Quiet;
    if (!pass.isEnabled()) {
        return quiet ? Paint{} : Paint{pass.colour(Role::IdleSoft), pass.colour(Role::Line)};
    }
    if (variant == Variant::Primary) {
        const QColor fill =
            pass.colour(pass.isHovered() || pass.isPressed() ? Role::AccentHover : Role::Accent);
        return {fill, fill};
    }
    if (pass.is(QStyle::State_On)) {
        return {pass.colour(Role::AccentSoft), pass.colour(Role::Accent)};
    }
    if (quiet) {
        const Role fill = pass.isPressed() ? Role::Track : Role::Hover;
        return {pass.isHovered() || pass.isPressed() ? pass.colour(fill) : QColor(), {}};
    }
    return plainPaint(pass, variant == Variant::Danger);
}

void paintInnerRing(const PaintPass &pass)
{
    pass.painter->save();
    pass.painter->setRenderHint(QPainter::Antialiasing);
    pass.painter->setBrush(Qt::NoBrush);
    pass.painter->setPen(QPen(pass.colour(Role::OnAccent), 1.5));
    pass.painter->drawRoundedRect(QRectF(pass.option->rect).adjusted(2.75, 2.75, -2.75, -2.75), 4, 4);
    pass.painter->restore();
}

Role labelRole(const PaintPass &pass, Variant variant)
{
    if (!pass.isEnabled()) {
        return Role::Faint;
    }
    switch (variant) {
    case Variant::Primary:
        return Role::OnAccent;
    case Variant::Danger:
        return Role::Bad;
    case Variant::Plain:
    case Variant::Quiet:
    case Variant::Search:
        break;
    }
    return pass.is(QStyle::State_On) ? Role::Accent : Role::Text;
}

} // namespace

bool paintButtonPanel(const PaintPass &pass)
{
    const Variant variant = variantOf(pass.widget);
    const Paint paint = panelPaint(pass, variant);
    roundedPanel(pass.painter, pass.option->rect, radius, paint.fill, paint.line);
    if (pass.hasVisibleFocus()) {
        if (variant == Variant::Primary) {
            paintInnerRing(pass);
        } else {
            focusRing(pass.painter, pass.option->rect, radius, pass.theme);
        }
    }
    return true;
}

bool paintButtonLabel(const PaintPass &pass)
{
    const auto *button = pass.as<QStyleOptionButton>();
    if (!button) {
        return false;
    }
    QStyleOptionButton label(*button);
    // Nothing shifts when a button is pressed.
    label.state &= ~QStyle::State_Sunken;
    label.palette.setColor(QPalette::ButtonText, pass.colour(labelRole(pass, variantOf(pass.widget))));
    QFont font = buttonFont(pass.widget);
    label.fontMetrics = QFontMetrics(font);
    if (pass.theme.isDark() && variantOf(pass.widget) != Variant::Primary) {
        // Light on dark looks heavier than it is; see inkFont().
        font.setWeight(QFont::Normal);
    }
    pass.painter->setFont(font);
    if (!button->features.testFlag(QStyleOptionButton::HasMenu)) {
        pass.style->baseStyle()->drawControl(QStyle::CE_PushButtonLabel, &label, pass.painter, pass.widget);
        return true;
    }
    pass.painter->setPen(label.palette.color(QPalette::ButtonText));
    pass.painter->drawText(label.rect.adjusted(12, 0, -24, 0),
                           Qt::AlignVCenter | Qt::AlignLeft | Qt::TextShowMnemonic, button->text);
    chevron(pass.painter, QPointF(label.rect.right() - 14, label.rect.center().y() + 0.5), pass.quietInk());
    return true;
}

bool paintToolButton(const PaintPass &pass)
{
    const auto *button = pass.as<QStyleOptionToolButton>();
    if (!button) {
        return false;
    }
    if (pass.isHovered() || pass.isPressed() || pass.is(QStyle::State_On)) {
        const Role fill = pass.is(QStyle::State_On) ? Role::AccentSoft : Role::Hover;
        roundedPanel(pass.painter, pass.option->rect, radius, pass.colour(fill), {});
    }
    if (pass.hasVisibleFocus()) {
        focusRing(pass.painter, pass.option->rect, radius, pass.theme);
    }
    QStyleOptionToolButton label(*button);
    label.state &= ~QStyle::State_Sunken;
    pass.style->drawControl(QStyle::CE_ToolButtonLabel, &label, pass.painter, pass.widget);
    return true;
}

bool paintCheckIndicator(const PaintPass &pass)
{
    const QRectF box(pass.option->rect);
    const bool checked = pass.is(QStyle::State_On);
    const bool partly = pass.is(QStyle::State_NoChange);
    const bool filled = (checked || partly) && pass.isEnabled();
    const Role fill = !pass.isEnabled() ? Role::IdleSoft : filled ? Role::Accent : Role::Surface;
    const Role line = !pass.isEnabled() ? Role::Line : filled ? Role::Accent : Role::Faint;
    roundedPanel(pass.painter, box, 4, pass.colour(fill), pass.colour(line));
    const QColor ink = pass.colour(pass.isEnabled() ? Role::OnAccent : Role::Faint);
    if (checked) {
        checkMark(pass.painter, box, ink);
    } else if (partly) {
        pass.painter->fillRect(QRectF(box.left() + 4, box.center().y() - 1, box.width() - 8, 2), ink);
    }
    if (pass.hasVisibleFocus() && !filled) {
        focusRing(pass.painter, box, 4, pass.theme);
    }
    return true;
}

bool paintRadioIndicator(const PaintPass &pass)
{
    const QRectF box(pass.option->rect);
    const bool chosen = pass.is(QStyle::State_On);
    const Role fill = !pass.isEnabled() ? Role::IdleSoft : chosen ? Role::Accent : Role::Surface;
    const Role line = !pass.isEnabled() ? Role::Line : chosen ? Role::Accent : Role::Faint;
    roundedPanel(pass.painter, box, box.width() / 2, pass.colour(fill), pass.colour(line));
    if (chosen) {
        const QRectF dot = box.adjusted(5, 5, -5, -5);
        const Role ink = pass.isEnabled() ? Role::OnAccent : Role::Faint;
        roundedPanel(pass.painter, dot, dot.width() / 2, pass.colour(ink), {});
    } else if (pass.hasVisibleFocus()) {
        focusRing(pass.painter, box, box.width() / 2, pass.theme);
    }
    return true;
}

bool paintLabelFocus(const PaintPass &pass)
{
    const bool labelled =
        qobject_cast<const QCheckBox *>(pass.widget) || qobject_cast<const QRadioButton *>(pass.widget);
    if (labelled && pass.is(QStyle::State_KeyboardFocusChange)) {
        focusRing(pass.painter, pass.option->rect, 4, pass.theme);
    }
    return true;
}

} // namespace gatehouse
