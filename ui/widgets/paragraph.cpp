#include "ui/widgets/paragraph.h"

#include "ui/theme/theme.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QTextLayout>
#include <QTextOption>

#include <algorithm>
#include <cmath>

namespace gatehouse {

namespace {

constexpr double lineHeight = 1.45;
constexpr double glyphRoom = 16;
constexpr int comfortableWidth = 220;
constexpr double narrowest = 20;

} // namespace

Paragraph::Paragraph(const QString &text, TextKind kind, Role role, QWidget *parent)
    : QWidget(parent)
    , m_text(text)
    , m_kind(kind)
    , m_role(role)
{
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setAccessibleName(text);
}

void Paragraph::setText(const QString &text)
{
    if (text != m_text) {
        m_text = text;
        setAccessibleName(text);
        updateGeometry();
        update();
    }
}

void Paragraph::setRole(Role role)
{
    m_role = role;
    update();
}

void Paragraph::setGlyph(Glyph glyph)
{
    m_glyph = glyph;
    updateGeometry();
    update();
}

void Paragraph::setAlignment(Qt::Alignment alignment)
{
    m_alignment = alignment;
    update();
}

int Paragraph::lineStep() const
{
    return qRound(fontOf(m_kind).pixelSize() * lineHeight);
}

int Paragraph::layOut(int width, QPainter *painter) const
{
    const double indent = m_glyph == Glyph::None ? 0 : glyphRoom;
    const int step = lineStep();
    QTextOption option(m_alignment);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    double y = 0;
    for (const QString &piece : m_text.split(u'\n')) {
        // Measured as in the light scheme, so that lines break alike in both.
        QTextLayout layout(piece, fontOf(m_kind));
        layout.setTextOption(option);
        const double lead = std::round((step - QFontMetricsF(layout.font()).height()) / 2);
        layout.beginLayout();
        for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
            line.setLineWidth(std::max(narrowest, width - indent));
            line.setPosition({indent, y + lead});
            y += step;
        }
        layout.endLayout();
        if (painter) {
            layout.draw(painter, {0, 0});
        }
    }
    return int(y);
}

int Paragraph::heightForWidth(int width) const
{
    return layOut(width, nullptr);
}

QSize Paragraph::sizeHint() const
{
    return {comfortableWidth, heightForWidth(comfortableWidth)};
}

QSize Paragraph::minimumSizeHint() const
{
    constexpr int narrow = 60;
    return {narrow, lineStep()};
}

void Paragraph::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QColor colour = themeOf(this)[isEnabled() ? m_role : Role::Faint];
    painter.setPen(colour);
    layOut(width(), &painter);
    paintGlyph(&painter, m_glyph, {5.5, lineStep() / 2.0 + 0.5}, 10, colour);
}

} // namespace gatehouse

#include "moc_paragraph.cpp"
