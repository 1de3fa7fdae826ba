#include "ui/theme/lookmetrics.h"

#include "ui/theme/fonts.h"

#include <QStyleOption>
#include <QWidget>

#include <algorithm>
#include <array>

namespace gatehouse {

namespace {

struct Metric
{
    QStyle::PixelMetric metric;
    int value;
};

constexpr std::array metrics{
    Metric{QStyle::PM_ButtonShiftHorizontal, 0},
    Metric{QStyle::PM_ButtonShiftVertical, 0},
    Metric{QStyle::PM_ButtonDefaultIndicator, 0},
    Metric{QStyle::PM_ScrollBarExtent, 12},
    Metric{QStyle::PM_ScrollBarSliderMin, 28},
    Metric{QStyle::PM_ScrollView_ScrollBarSpacing, 0},
    Metric{QStyle::PM_HeaderMargin, 10},
    Metric{QStyle::PM_HeaderMarkSize, 10},
    // The text margin of an item is this and one more.
    Metric{QStyle::PM_FocusFrameHMargin, 10},
    Metric{QStyle::PM_MenuPanelWidth, 1},
    Metric{QStyle::PM_MenuVMargin, 5},
    Metric{QStyle::PM_MenuHMargin, 0},
    Metric{QStyle::PM_IndicatorWidth, 16},
    Metric{QStyle::PM_IndicatorHeight, 16},
    Metric{QStyle::PM_ExclusiveIndicatorWidth, 16},
    Metric{QStyle::PM_ExclusiveIndicatorHeight, 16},
    Metric{QStyle::PM_CheckBoxLabelSpacing, 6},
    Metric{QStyle::PM_RadioButtonLabelSpacing, 6},
    Metric{QStyle::PM_SmallIconSize, 16},
    Metric{QStyle::PM_ButtonIconSize, 16},
    Metric{QStyle::PM_ToolTipLabelFrameWidth, 6},
    Metric{QStyle::PM_SplitterWidth, 14},
    Metric{QStyle::PM_SliderLength, 16},
    Metric{QStyle::PM_SliderThickness, 20},
    Metric{QStyle::PM_SliderControlThickness, 16},
    Metric{QStyle::PM_LayoutHorizontalSpacing, 8},
    Metric{QStyle::PM_LayoutVerticalSpacing, 8},
};

struct Hint
{
    QStyle::StyleHint hint;
    int value;
};

constexpr std::array hints{
    Hint{QStyle::SH_ScrollBar_ContextMenu, 0},
    Hint{QStyle::SH_ScrollBar_LeftClickAbsolutePosition, 1},
    Hint{QStyle::SH_ItemView_ShowDecorationSelected, 1},
    Hint{QStyle::SH_ItemView_ActivateItemOnSingleClick, 0},
    Hint{QStyle::SH_ComboBox_Popup, 0},
    Hint{QStyle::SH_DialogButtonBox_ButtonsHaveIcons, 0},
    Hint{QStyle::SH_EtchDisabledText, 0},
    Hint{QStyle::SH_DitherDisabledText, 0},
    Hint{QStyle::SH_UnderlineShortcut, 0},
    // Nothing moves on its own.
    Hint{QStyle::SH_Widget_Animation_Duration, 0},
};

QSize menuItemSize(const QStyleOptionMenuItem &item, const QSize &contents)
{
    if (item.menuItemType == QStyleOptionMenuItem::Separator) {
        return {10, 9};
    }
    const int check = item.menuHasCheckableItems ? 18 : 0;
    const int icon = item.maxIconWidth > 0 ? 24 : 0;
    const int gap = item.text.contains(u'\t') ? 28 : 0;
    const int text = QFontMetrics(item.font).horizontalAdvance(item.text.section(u'\t', 0, 0));
    return {text + check + icon + gap + 36,
            std::max(contents.height(), QFontMetrics(item.font).height() + 12)};
}

QSize buttonSize(const QStyleOptionButton &button, const QSize &contents, const QWidget *widget)
{
    // Qt measures in the widget's font, which is not as wide as the medium one that is painted.
    const int measured = button.fontMetrics.size(Qt::TextShowMnemonic, button.text).width();
    const int text = QFontMetrics(buttonFont(widget)).size(Qt::TextShowMnemonic, button.text).width();
    if (button.features.testFlag(QStyleOptionButton::HasMenu)) {
        return {text + 12 + 28, controlHeight()};
    }
    return {contents.width() - measured + text + 24, controlHeight()};
}

QRect scrollPart(const QStyleOptionSlider &bar, QStyle::SubControl part)
{
    const bool horizontal = bar.orientation == Qt::Horizontal;
    const int length = horizontal ? bar.rect.width() : bar.rect.height();
    const int range = bar.maximum - bar.minimum;
    int handle = length;
    if (range > 0) {
        const auto natural = qint64(bar.pageStep) * length / (qint64(range) + bar.pageStep);
        handle = int(std::clamp<qint64>(natural, std::min(28, length), length));
    }
    const int start = QStyle::sliderPositionFromValue(bar.minimum, bar.maximum, bar.sliderPosition,
                                                      length - handle, bar.upsideDown);
    const auto along = [&](int from, int size) {
        return horizontal ? QRect(bar.rect.x() + from, bar.rect.y(), size, bar.rect.height())
                          : QRect(bar.rect.x(), bar.rect.y() + from, bar.rect.width(), size);
    };
    if (part == QStyle::SC_ScrollBarGroove) {
        return bar.rect;
    }
    if (part == QStyle::SC_ScrollBarSlider) {
        return along(start, handle);
    }
    if (part == QStyle::SC_ScrollBarSubPage) {
        return along(0, start);
    }
    if (part == QStyle::SC_ScrollBarAddPage) {
        return along(start + handle, length - start - handle);
    }
    // There are no arrow buttons.
    return {};
}

std::optional<QRect> comboPart(const QRect &rect, QStyle::SubControl part)
{
    if (part == QStyle::SC_ComboBoxEditField) {
        return rect.adjusted(11, 1, -26, -1);
    }
    if (part == QStyle::SC_ComboBoxArrow) {
        return QRect(rect.right() - 26, rect.top(), 26, rect.height());
    }
    if (part == QStyle::SC_ComboBoxListBoxPopup || part == QStyle::SC_ComboBoxFrame) {
        return rect;
    }
    return std::nullopt;
}

std::optional<QRect> spinPart(const QStyleOptionSpinBox &spin, QStyle::SubControl part)
{
    const int buttons = spin.buttonSymbols == QAbstractSpinBox::NoButtons ? 0 : 20;
    const QRect rect = spin.rect;
    const QRect column(rect.right() - buttons - 1, rect.top() + 3, buttons, rect.height() - 6);
    if (part == QStyle::SC_SpinBoxEditField) {
        return rect.adjusted(9, 1, -9 - buttons, -1);
    }
    if (part == QStyle::SC_SpinBoxUp) {
        return buttons ? column.adjusted(0, 0, 0, -column.height() / 2) : QRect();
    }
    if (part == QStyle::SC_SpinBoxDown) {
        return buttons ? column.adjusted(0, column.height() / 2, 0, 0) : QRect();
    }
    return std::nullopt;
}

} // namespace

std::optional<int> lookMetric(QStyle::PixelMetric metric, const QWidget *widget)
{
    if (metric == QStyle::PM_DefaultFrameWidth) {
        return widget && widget->inherits("QComboBoxPrivateContainer") ? 4 : 1;
    }
    const auto found = std::find_if(metrics.begin(), metrics.end(),
                                    [metric](const Metric &m) { return m.metric == metric; });
    return found == metrics.end() ? std::nullopt : std::optional(found->value);
}

std::optional<int> lookHint(QStyle::StyleHint hint)
{
    const auto found =
        std::find_if(hints.begin(), hints.end(), [hint](const Hint &h) { return h.hint == hint; });
    return found == hints.end() ? std::nullopt : std::optional(found->value);
}

std::optional<QSize> lookSize(QStyle::ContentsType type, const QStyleOption *option, const QSize &contents,
                              const QWidget *widget)
{
    if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        button && type == QStyle::CT_PushButton) {
        return buttonSize(*button, contents, widget);
    }
    if (type == QStyle::CT_LineEdit || type == QStyle::CT_SpinBox) {
        const auto *spin = qstyleoption_cast<const QStyleOptionSpinBox *>(option);
        const int buttons = spin && spin->buttonSymbols != QAbstractSpinBox::NoButtons ? 20 : 0;
        return QSize(contents.width() + 20 + buttons, controlHeight());
    }
    if (type == QStyle::CT_ComboBox) {
        return QSize(contents.width() + 42, controlHeight());
    }
    if (type == QStyle::CT_ToolButton) {
        return QSize(std::max(controlHeight(), contents.width() + 12), controlHeight());
    }
    if (type == QStyle::CT_TabBarTab) {
        return QSize(contents.width() + 8, scaled(34));
    }
    if (type == QStyle::CT_MenuItem) {
        const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
        return item ? std::optional(menuItemSize(*item, contents)) : std::nullopt;
    }
    return std::nullopt;
}

std::optional<QRect> lookSubControl(QStyle::ComplexControl control, const QStyleOptionComplex *option,
                                    QStyle::SubControl part)
{
    if (control == QStyle::CC_ComboBox) {
        return comboPart(option->rect, part);
    }
    if (const auto *spin = qstyleoption_cast<const QStyleOptionSpinBox *>(option);
        spin && control == QStyle::CC_SpinBox) {
        return spinPart(*spin, part);
    }
    if (const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
        bar && control == QStyle::CC_ScrollBar) {
        return scrollPart(*bar, part);
    }
    return std::nullopt;
}

} // namespace gatehouse
