#include "ui/theme/lookstyle.h"

#include "ui/theme/fonts.h"
#include "ui/theme/lookbuttons.h"
#include "ui/theme/lookfields.h"
#include "ui/theme/lookitems.h"
#include "ui/theme/lookmetrics.h"
#include "ui/theme/looktracks.h"

#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QPainterPath>
#include <QPushButton>
#include <QRadioButton>
#include <QStyleFactory>
#include <QTabBar>
#include <QToolButton>
#include <QToolTip>

#include <algorithm>
#include <array>

namespace gatehouse {

namespace {

template <class Element> struct Rule
{
    Element element;
    PaintStep paint;
};

constexpr std::array primitives{
    Rule<QStyle::PrimitiveElement>{QStyle::PE_PanelButtonCommand, paintButtonPanel},
    Rule<QStyle::PrimitiveElement>{QStyle::PE_FrameFocusRect, paintLabelFocus},
    Rule<QStyle::PrimitiveElement>{QStyle::PE_FrameDefaultButton, paintNothing},
    Rule<QStyle::PrimitiveElement>{QStyle::PE_FrameButtonBevel, paintNothing},
    Rule<QStyle::PrimitiveElement>{QStyle::PE_PanelStatusBar, paintNothing},
    Rule<QStyle::PrimitiveElement>{QStyle::PE_FrameStatusBarItem, paintNothing},
    Rule<QStyle::PrimitiveElement>{QStyle::PE_PanelLineEdit, paintLineEdit},
    Rule<QStyle::PrimitiveElement>{QStyle::PE_FrameLineEdit, paintNothing},
    // The item's own panel paints the whole row.
    Rule<QStyle::PrimitiveElement>{QStyle::PE_PanelItemViewRow, paintNothing},
    Rule<QStyle::PrimitiveElement>{QStyle::PE_PanelItemViewItem, paintItemPanel},
    Rule<QStyle::PrimitiveElement>{QStyle::PE_PanelMenu, paintMenuPanel},
    Rule<QStyle::PrimitiveElement>{QStyle::PE_FrameMenu, paintNothing},
    Rule<QStyle::PrimitiveElement>{QStyle::PE_PanelTipLabel, paintToolTip},
    Rule<QStyle::PrimitiveElement>{QStyle::PE_Frame, paintFrame},
    Rule<QStyle::PrimitiveElement>{QStyle::PE_IndicatorCheckBox, paintCheckIndicator},
    Rule<QStyle::PrimitiveElement>{QStyle::PE_IndicatorItemViewItemCheck, paintCheckIndicator},
    Rule<QStyle::PrimitiveElement>{QStyle::PE_IndicatorRadioButton, paintRadioIndicator},
    Rule<QStyle::PrimitiveElement>{QStyle::PE_IndicatorBranch, paintBranch},
    Rule<QStyle::PrimitiveElement>{QStyle::PE_FrameTabBarBase, paintTabBase},
};

constexpr std::array controls{
    Rule<QStyle::ControlElement>{QStyle::CE_PushButtonBevel, paintButtonPanel},
    Rule<QStyle::ControlElement>{QStyle::CE_PushButtonLabel, paintButtonLabel},
    Rule<QStyle::ControlElement>{QStyle::CE_ComboBoxLabel, paintComboLabel},
    Rule<QStyle::ControlElement>{QStyle::CE_HeaderSection, paintHeaderSection},
    Rule<QStyle::ControlElement>{QStyle::CE_HeaderEmptyArea, paintHeaderEmpty},
    Rule<QStyle::ControlElement>{QStyle::CE_Header, paintHeader},
    Rule<QStyle::ControlElement>{QStyle::CE_HeaderLabel, paintHeaderLabel},
    Rule<QStyle::ControlElement>{QStyle::CE_MenuItem, paintMenuItem},
    Rule<QStyle::ControlElement>{QStyle::CE_MenuEmptyArea, paintNothing},
    Rule<QStyle::ControlElement>{QStyle::CE_ShapedFrame, paintFrame},
    Rule<QStyle::ControlElement>{QStyle::CE_ScrollBarAddLine, paintNothing},
    Rule<QStyle::ControlElement>{QStyle::CE_ScrollBarSubLine, paintNothing},
    Rule<QStyle::ControlElement>{QStyle::CE_ScrollBarAddPage, paintNothing},
    Rule<QStyle::ControlElement>{QStyle::CE_ScrollBarSubPage, paintNothing},
    Rule<QStyle::ControlElement>{QStyle::CE_ScrollBarSlider, paintScrollHandle},
    Rule<QStyle::ControlElement>{QStyle::CE_ProgressBarGroove, paintProgressGroove},
    Rule<QStyle::ControlElement>{QStyle::CE_ProgressBarContents, paintProgressContents},
    Rule<QStyle::ControlElement>{QStyle::CE_ProgressBarLabel, paintNothing},
    Rule<QStyle::ControlElement>{QStyle::CE_TabBarTabShape, paintTab},
    Rule<QStyle::ControlElement>{QStyle::CE_TabBarTabLabel, paintTabLabel},
    Rule<QStyle::ControlElement>{QStyle::CE_Splitter, paintNothing},
};

constexpr std::array complexes{
    Rule<QStyle::ComplexControl>{QStyle::CC_ComboBox, paintComboBox},
    Rule<QStyle::ComplexControl>{QStyle::CC_SpinBox, paintSpinBox},
    Rule<QStyle::ComplexControl>{QStyle::CC_ToolButton, paintToolButton},
    Rule<QStyle::ComplexControl>{QStyle::CC_ScrollBar, paintScrollBar},
    Rule<QStyle::ComplexControl>{QStyle::CC_Slider, paintSlider},
};

template <class Rules, class Element>
bool paintedBy(const Rules &rules, Element element, const PaintPass &pass)
{
    const auto found = std::find_if(rules.begin(), rules.end(),
                                    [element](const auto &rule) { return rule.element == element; });
    return found != rules.end() && found->paint(pass);
}

template <class... Kinds> bool isAnyOf(const QWidget *widget)
{
    return (qobject_cast<const Kinds *>(widget) || ...);
}

/// Popups are rounded by a mask: a translucent one has black corners where no compositor runs.
bool isPopup(const QWidget *widget)
{
    return qobject_cast<const QMenu *>(widget) || widget->inherits("QComboBoxPrivateContainer");
}

bool isComboList(const QWidget *widget)
{
    return widget && widget->inherits("QComboBoxListView");
}

} // namespace

LookStyle::LookStyle(Scheme scheme)
    : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion")))
    , m_theme(scheme)
{
    setObjectName(QStringLiteral("gatehouse"));
}

void LookStyle::setScheme(Scheme scheme)
{
    if (scheme == m_theme.scheme()) {
        return;
    }
    m_theme = Theme(scheme);
    QApplication::setPalette(m_theme.palette());
    QToolTip::setPalette(m_theme.palette());
}

QPalette LookStyle::standardPalette() const
{
    return m_theme.palette();
}

void LookStyle::polish(QPalette &palette)
{
    palette = m_theme.palette();
}

void LookStyle::polish(QApplication *application)
{
    QProxyStyle::polish(application);
    QToolTip::setPalette(m_theme.palette());
}

void LookStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (isAnyOf<QPushButton, QToolButton, QComboBox, QLineEdit, QAbstractSpinBox, QAbstractSlider, QCheckBox,
                QRadioButton, QHeaderView, QTabBar>(widget)) {
        widget->setAttribute(Qt::WA_Hover);
    }
    if (auto *view = qobject_cast<QAbstractItemView *>(widget)) {
        view->viewport()->setAttribute(Qt::WA_Hover);
        if (isComboList(widget)) {
            // The list of a combo box stands on the panel around it.
            view->viewport()->setBackgroundRole(QPalette::AlternateBase);
        }
    }
    if (isPopup(widget)) {
        widget->installEventFilter(this);
    }
}

void LookStyle::unpolish(QWidget *widget)
{
    widget->removeEventFilter(this);
    QProxyStyle::unpolish(widget);
}

bool LookStyle::eventFilter(QObject *watched, QEvent *event)
{
    auto *widget = qobject_cast<QWidget *>(watched);
    if (widget && event->type() == QEvent::Resize) {
        QPainterPath path;
        path.addRoundedRect(QRectF(widget->rect()), 7, 7);
        widget->setMask(QRegion(path.toFillPolygon().toPolygon()));
    }
    return QProxyStyle::eventFilter(watched, event);
}

void LookStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                              const QWidget *widget) const
{
    if (!paintedBy(primitives, element, {m_theme, option, painter, widget, this})) {
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void LookStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                            const QWidget *widget) const
{
    if (!paintedBy(controls, element, {m_theme, option, painter, widget, this})) {
        QProxyStyle::drawControl(element, option, painter, widget);
    }
}

void LookStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                                   QPainter *painter, const QWidget *widget) const
{
    if (!paintedBy(complexes, control, {m_theme, option, painter, widget, this})) {
        QProxyStyle::drawComplexControl(control, option, painter, widget);
    }
}

int LookStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    const auto value = lookMetric(metric, widget);
    return value ? *value : QProxyStyle::pixelMetric(metric, option, widget);
}

int LookStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                         QStyleHintReturn *data) const
{
    if (hint == SH_Table_GridLineColor) {
        return int(m_theme[Role::Line].rgba());
    }
    const auto value = lookHint(hint);
    return value ? *value : QProxyStyle::styleHint(hint, option, widget, data);
}

QSize LookStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &contents,
                                  const QWidget *widget) const
{
    if (const auto size = lookSize(type, option, contents, widget)) {
        return *size;
    }
    QSize size = QProxyStyle::sizeFromContents(type, option, contents, widget);
    if (type == CT_ItemViewItem && isComboList(widget)) {
        size.setHeight(scaled(28));
    } else if (type == CT_HeaderSection) {
        size.setHeight(controlHeight());
    } else if (type == CT_CheckBox || type == CT_RadioButton) {
        // Room for the focus ring around the label.
        size += QSize(3, 4);
    }
    return size;
}

QRect LookStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
                                const QWidget *widget) const
{
    const auto rect = lookSubControl(control, option, part);
    return rect ? *rect : QProxyStyle::subControlRect(control, option, part, widget);
}

QRect LookStyle::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    if (element == SE_LineEditContents) {
        // QLineEdit adds 2 px by itself; a spin or combo box has its own margins.
        const QWidget *parent = widget ? widget->parentWidget() : nullptr;
        const bool inner = isAnyOf<QAbstractSpinBox, QComboBox>(parent);
        return inner ? option->rect : option->rect.adjusted(8, 1, -8, -1);
    }
    if (element == SE_HeaderLabel) {
        return option->rect.adjusted(10, 0, -10, 0);
    }
    if (element == SE_PushButtonContents) {
        return option->rect.adjusted(6, 1, -6, -1);
    }
    if (element == SE_CheckBoxFocusRect || element == SE_RadioButtonFocusRect) {
        const SubElement contents =
            element == SE_CheckBoxFocusRect ? SE_CheckBoxContents : SE_RadioButtonContents;
        const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        const QRect room = QProxyStyle::subElementRect(contents, option, widget);
        const QString text = button ? button->text : QString();
        const int width = option->fontMetrics.size(Qt::TextShowMnemonic, text).width();
        const int height = option->fontMetrics.height() + 4;
        return text.isEmpty() ? QRect()
                              : QRect(room.left() - 3, room.center().y() - height / 2, width + 6, height);
    }
    return QProxyStyle::subElementRect(element, option, widget);
}

} // namespace gatehouse

#include "moc_lookstyle.cpp"
