#include "ui/theme/lookfields.h"

#include "ui/theme/panels.h"
#include "ui/theme/variant.h"

#include <QPainter>
#include <QProxyStyle>

namespace gatehouse {

namespace {

constexpr double radius = 6;

QColor fieldLine(const PaintPass &pass)
{
    if (const auto tone = findingToneOf(pass.widget); tone && pass.isEnabled()) {
        return pass.colour(ink(*tone));
    }
    return pass.colour(pass.isHovered() ? Role::Faint : Role::Line);
}

void paintField(const PaintPass &pass, bool focused)
{
    const Role rest = variantOf(pass.widget) == Variant::Search ? Role::Window : Role::Surface;
    const QColor fill = pass.colour(pass.isEnabled() ? rest : Role::IdleSoft);
    roundedPanel(pass.painter, pass.option->rect, radius, fill, fieldLine(pass));
    if (focused) {
        focusRing(pass.painter, pass.option->rect, radius, pass.theme);
    }
}

} // namespace

bool paintLineEdit(const PaintPass &pass)
{
    const auto *frame = pass.as<QStyleOptionFrame>();
    // Inside a combo or spin box the box has painted the field already.
    if (frame && frame->lineWidth > 0) {
        paintField(pass, pass.is(QStyle::State_HasFocus));
    }
    return true;
}

bool paintComboBox(const PaintPass &pass)
{
    const auto *combo = pass.as<QStyleOptionComboBox>();
    const bool typing = combo && combo->editable && pass.is(QStyle::State_HasFocus);
    const bool open = pass.is(QStyle::State_HasFocus) && pass.is(QStyle::State_Sunken);
    paintField(pass, pass.hasVisibleFocus() || open || typing);
    const QRect rect = pass.option->rect;
    chevron(pass.painter, QPointF(rect.right() - 13, rect.center().y() + 0.5), pass.quietInk());
    return true;
}

bool paintComboLabel(const PaintPass &pass)
{
    const auto *combo = pass.as<QStyleOptionComboBox>();
    if (!combo || combo->editable) {
        return false;
    }
    QRect rect =
        pass.style->subControlRect(QStyle::CC_ComboBox, combo, QStyle::SC_ComboBoxEditField, pass.widget);
    if (!combo->currentIcon.isNull()) {
        const int side = combo->iconSize.height();
        combo->currentIcon.paint(pass.painter, rect.left(), rect.center().y() - side / 2, side, side);
        rect.adjust(side + 6, 0, 0, 0);
    }
    pass.painter->save();
    pass.painter->setPen(pass.textInk());
    pass.painter->drawText(rect, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                           combo->fontMetrics.elidedText(combo->currentText, Qt::ElideRight, rect.width()));
    pass.painter->restore();
    return true;
}

bool paintSpinBox(const PaintPass &pass)
{
    const auto *spin = pass.as<QStyleOptionSpinBox>();
    if (!spin) {
        return false;
    }
    paintField(pass, pass.is(QStyle::State_HasFocus));
    if (spin->buttonSymbols == QAbstractSpinBox::NoButtons) {
        return true;
    }
    const auto arrow = [&](QStyle::SubControl part, QAbstractSpinBox::StepEnabledFlag step, Towards towards) {
        const QRect rect = pass.style->subControlRect(QStyle::CC_SpinBox, spin, part, pass.widget);
        const bool active = pass.isEnabled() && spin->stepEnabled.testFlag(step);
        chevron(pass.painter, QRectF(rect).center(), pass.colour(active ? Role::Muted : Role::Faint),
                towards);
    };
    arrow(QStyle::SC_SpinBoxUp, QAbstractSpinBox::StepUpEnabled, Towards::Up);
    arrow(QStyle::SC_SpinBoxDown, QAbstractSpinBox::StepDownEnabled, Towards::Down);
    return true;
}

bool paintFrame(const PaintPass &pass)
{
    if (pass.widget && pass.widget->inherits("QComboBoxPrivateContainer")) {
        pass.painter->fillRect(pass.option->rect, pass.colour(Role::Raised));
        roundedPanel(pass.painter, pass.option->rect, 8, pass.colour(Role::Raised), pass.colour(Role::Line));
        return true;
    }
    const auto *frame = pass.as<QStyleOptionFrame>();
    if (frame && frame->frameShape == QFrame::StyledPanel) {
        roundedPanel(pass.painter, pass.option->rect, 2, {}, pass.colour(Role::Line));
        return true;
    }
    return false;
}

} // namespace gatehouse
