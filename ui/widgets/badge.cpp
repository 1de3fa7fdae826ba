#include "ui/widgets/badge.h"

#include "ui/theme/pill.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace gatehouse {

Badge::Badge(const QString &text, Tone tone, Glyph glyph, QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    set(text, tone, glyph);
}

void Badge::set(const QString &text, Tone tone, Glyph glyph)
{
    m_text = text;
    m_tone = tone;
    m_glyph = glyph;
    setAccessibleName(text);
    updateGeometry();
    update();
}

QSize Badge::sizeHint() const
{
    return {pillWidth(m_glyph, m_text), pillHeight()};
}

void Badge::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintPill(&painter, themeOf(this), {0, height() / 2.0}, m_glyph, m_text, m_tone);
}

} // namespace gatehouse

#include "moc_badge.cpp"
