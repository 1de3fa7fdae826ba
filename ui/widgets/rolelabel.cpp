#include "ui/widgets/rolelabel.h"

#include "ui/theme/tabular.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QPainter>

#include <cmath>

namespace gatehouse {

namespace {

constexpr int glyphRoom = 16;

} // namespace

RoleLabel::RoleLabel(const QString &text, TextKind kind, Role role, QWidget *parent)
    : QLabel(text, parent)
    , m_kind(kind)
    , m_role(role)
{
    setTextFormat(Qt::PlainText);
    setFont(fontOf(kind));
}

void RoleLabel::setRole(Role role)
{
    m_role = role;
    update();
}

void RoleLabel::setGlyph(Glyph glyph)
{
    m_glyph = glyph;
    updateGeometry();
    update();
}

void RoleLabel::setTabular(bool tabular)
{
    m_tabular = tabular;
    updateGeometry();
    update();
}

QSize RoleLabel::sizeHint() const
{
    const QMargins margins = contentsMargins();
    const int glyph = m_glyph == Glyph::None ? 0 : glyphRoom;
    const double text = m_tabular ? tabularWidth(this->text(), font())
                                  : QFontMetricsF(font()).horizontalAdvance(this->text());
    return {int(std::ceil(text)) + glyph + margins.left() + margins.right(),
            fontMetrics().height() + margins.top() + margins.bottom()};
}

void RoleLabel::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::ApplicationFontChange) {
        setFont(fontOf(m_kind));
    }
}

QString RoleLabel::shownText(int) const
{
    return text();
}

void RoleLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = themeOf(this);
    const QColor colour = theme[isEnabled() ? m_role : Role::Faint];
    QRect rect = contentsRect();
    if (m_glyph != Glyph::None) {
        paintGlyph(&painter, m_glyph, {rect.left() + 6.5, QRectF(rect).center().y() + 0.5}, 10, colour);
        rect.adjust(glyphRoom, 0, 0, 0);
    }
    const QFont font = inkFont(m_kind, theme);
    if (m_tabular) {
        drawTabular(&painter, rect, text(), alignment(), font, colour);
        return;
    }
    painter.setFont(font);
    painter.setPen(colour);
    painter.drawText(rect, int(alignment()) | Qt::TextSingleLine, shownText(rect.width()));
}

} // namespace gatehouse

#include "moc_rolelabel.cpp"
