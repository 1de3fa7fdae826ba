#include "ui/widgets/keyfigure.h"

#include "ui/theme/fonts.h"
#include "ui/theme/panels.h"
#include "ui/theme/sparkline.h"
#include "ui/theme/tabular.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace gatehouse {

namespace {

constexpr int padding = 15;
constexpr int fullHeight = 122;
constexpr double glyphRoom = 16;

} // namespace

KeyFigure::KeyFigure(const QString &label, QWidget *parent)
    : QWidget(parent)
    , m_label(label)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setValues({});
}

void KeyFigure::setValues(Values values)
{
    m_values = std::move(values);
    if (m_values.figure.isEmpty()) {
        m_values.figure = QStringLiteral("–");
    }
    const QString note = m_values.note.isEmpty() ? QString() : QStringLiteral(", ") + m_values.note;
    setAccessibleName(m_label + QStringLiteral(": ") + m_values.figure + note);
    update();
}

QSize KeyFigure::sizeHint() const
{
    return {scaled(178), scaled(fullHeight)};
}

QSize KeyFigure::minimumSizeHint() const
{
    return {scaled(112), scaled(fullHeight)};
}

void KeyFigure::paintNote(QPainter *painter, const QRectF &rect) const
{
    const QColor colour = themeOf(this)[m_values.noteRole];
    QRectF text = rect;
    if (m_values.glyph != Glyph::None) {
        paintGlyph(painter, m_values.glyph, {rect.left() + 6, rect.center().y() + 0.5}, 10, colour);
        text.adjust(glyphRoom, 0, 0, 0);
    }
    drawCellText(painter, text, m_values.note, fontOf(TextKind::Small), colour);
}

void KeyFigure::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = themeOf(this);
    roundedPanel(&painter, rect(), 8, theme[Role::Surface], theme[Role::Line]);
    const double width = this->width() - 2.0 * padding;
    const auto line = [width](int top, int height) {
        return QRectF(padding, scaled(top), width, scaled(height));
    };
    drawCellText(&painter, line(13, 18), m_label, fontOf(TextKind::Small), theme[Role::Muted]);
    const bool missing = m_values.figure == QStringLiteral("–");
    drawTabular(&painter, line(30, 32), m_values.figure, Qt::AlignLeft, fontOf(TextKind::Figure),
                theme[missing ? Role::Muted : Role::Text]);
    paintNote(&painter, line(61, 18));
    if (m_values.series) {
        paintSpark(&painter, theme, line(82, 27), *m_values.series, m_values.seriesRole, SparkKind::Area);
    }
}

} // namespace gatehouse

#include "moc_keyfigure.cpp"
