#include "ui/theme/glyph.h"

#include <QColor>
#include <QPainter>
#include <QPainterPath>

#include <array>

namespace gatehouse {

namespace {

/// One glyph's canvas: the origin is the centre, `half` is half its size.
struct Canvas
{
    QPainter *painter;
    QColor colour;
    double half;

    QRectF box(double inset = 0) const
    {
        return QRectF(-half, -half, 2 * half, 2 * half).adjusted(inset, inset, -inset, -inset);
    }
    void stroke(double width) const
    {
        painter->setPen(QPen(colour, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter->setBrush(Qt::NoBrush);
    }
};

void paintHalf(const Canvas &canvas)
{
    constexpr int quarter = 90 * 16;
    canvas.painter->drawPie(canvas.box(), quarter, 2 * quarter);
    canvas.painter->setBrush(Qt::NoBrush);
    canvas.painter->setPen(QPen(canvas.colour, 1.1));
    canvas.painter->drawEllipse(canvas.box(0.55));
}

void paintCross(const Canvas &canvas)
{
    canvas.stroke(1.5);
    const double d = canvas.half * 0.76;
    canvas.painter->drawLine(QLineF(-d, -d, d, d));
    canvas.painter->drawLine(QLineF(-d, d, d, -d));
}

void paintDash(const Canvas &canvas)
{
    canvas.stroke(1.5);
    canvas.painter->drawLine(QLineF(-canvas.half * 0.7, 0, canvas.half * 0.7, 0));
}

void paintRing(const Canvas &canvas)
{
    QPen pen(canvas.colour, 1.2, Qt::CustomDashLine);
    pen.setDashPattern({1.6, 1.4});
    canvas.painter->setPen(pen);
    canvas.painter->setBrush(Qt::NoBrush);
    canvas.painter->drawEllipse(canvas.box(0.6));
}

void paintTriangle(const Canvas &canvas, double up)
{
    const double h = canvas.half;
    QPainterPath path;
    path.moveTo(0, -h * 0.85 * up);
    path.lineTo(h * 1.02, h * 0.8 * up);
    path.lineTo(-h * 1.02, h * 0.8 * up);
    path.closeSubpath();
    canvas.painter->setPen(QPen(canvas.colour, 0.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    canvas.painter->drawPath(path);
}

void paintCheck(const Canvas &canvas)
{
    canvas.stroke(1.6);
    const double h = canvas.half;
    const std::array<QPointF, 3> points{QPointF(-h * 0.72, h * 0.04), QPointF(-h * 0.16, h * 0.6),
                                        QPointF(h * 0.8, -h * 0.56)};
    canvas.painter->drawPolyline(points.data(), int(points.size()));
}

void paintPlus(const Canvas &canvas)
{
    canvas.stroke(1.5);
    const double d = canvas.half * 0.75;
    canvas.painter->drawLine(QLineF(-d, 0, d, 0));
    canvas.painter->drawLine(QLineF(0, -d, 0, d));
}

void paintTilde(const Canvas &canvas)
{
    canvas.stroke(1.4);
    const double h = canvas.half;
    QPainterPath path(QPointF(-h * 0.75, h * 0.2));
    path.cubicTo(-h * 0.4, -h * 0.7, h * 0.4, h * 0.7, h * 0.75, -h * 0.2);
    canvas.painter->drawPath(path);
}

void paintOn(const Canvas &canvas, Glyph glyph)
{
    switch (glyph) {
    case Glyph::None:
        return;
    case Glyph::Dot:
        canvas.painter->drawEllipse(canvas.box());
        return;
    case Glyph::Half:
        paintHalf(canvas);
        return;
    case Glyph::Cross:
        paintCross(canvas);
        return;
    case Glyph::Dash:
        paintDash(canvas);
        return;
    case Glyph::Ring:
        paintRing(canvas);
        return;
    case Glyph::Triangle:
        paintTriangle(canvas, 1);
        return;
    case Glyph::Fall:
        paintTriangle(canvas, -1);
        return;
    case Glyph::Check:
        paintCheck(canvas);
        return;
    case Glyph::Plus:
        paintPlus(canvas);
        return;
    case Glyph::Tilde:
        paintTilde(canvas);
        return;
    }
}

} // namespace

void paintGlyph(QPainter *painter, Glyph glyph, QPointF centre, double size, const QColor &colour)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->translate(centre);
    painter->setPen(Qt::NoPen);
    painter->setBrush(colour);
    paintOn(Canvas{painter, colour, size / 2}, glyph);
    painter->restore();
}

} // namespace gatehouse
