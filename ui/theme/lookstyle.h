#pragma once

#include "ui/theme/theme.h"

#include <QProxyStyle>

namespace gatehouse {

/// Fusion with Gatehouse's panels, focus ring, rows, menus and scroll bars, and the owner of the theme. Give
/// one to QApplication::setStyle() after setFonts(). No widget may get a style sheet: that would put another
/// style in front of this one.
class LookStyle final : public QProxyStyle
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LookStyle)

public:
    explicit LookStyle(Scheme scheme = Scheme::Light);

    const Theme &theme() const { return m_theme; }

    /// Switches the running program: one palette change to every widget and a repaint, no layout.
    void setScheme(Scheme scheme);

    QPalette standardPalette() const override;
    void polish(QPalette &palette) override;
    void polish(QApplication *application) override;
    void polish(QWidget *widget) override;
    void unpolish(QWidget *widget) override;
    using QProxyStyle::unpolish;

    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                     const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                            const QWidget *widget) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override;
    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                  QStyleHintReturn *data) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &contents,
                           const QWidget *widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
                         const QWidget *widget) const override;
    QRect subElementRect(SubElement element, const QStyleOption *option,
                         const QWidget *widget) const override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    Theme m_theme;
};

} // namespace gatehouse
