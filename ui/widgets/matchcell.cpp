#include "ui/widgets/matchcell.h"

#include "ui/theme/tabular.h"
#include "ui/widgets/cellrole.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <vector>

namespace gatehouse {

namespace {

struct Part
{
    QString text;
    bool variable;
};

/// Splits "/a/{id}/*" where a variable or a star begins and ends.
std::vector<Part> partsOf(const QString &path)
{
    std::vector<Part> parts;
    qsizetype from = 0;
    const auto cut = [&](qsizetype to, bool variable) {
        if (to > from) {
            parts.push_back({path.mid(from, to - from), variable});
        }
        from = to;
    };
    for (qsizetype i = 0; i < path.size(); ++i) {
        if (path[i] == u'{') {
            cut(i, false);
            const qsizetype end = path.indexOf(u'}', i);
            i = end < 0 ? path.size() - 1 : end;
            cut(i + 1, true);
        } else if (path[i] == u'*') {
            cut(i, false);
            cut(i + 1, true);
        }
    }
    cut(path.size(), false);
    return parts;
}

Role methodRole(const QString &methods)
{
    if (methods.startsWith(u"GET") || methods.startsWith(u"HEAD")) {
        return Role::Series5;
    }
    if (methods.startsWith(u"POST")) {
        return Role::Ok;
    }
    return methods.startsWith(u"any") ? Role::Muted : Role::Series4;
}

} // namespace

MatchCell::MatchCell(QObject *parent)
    : CellDelegate(parent)
    , m_path(cellFont(TextKind::Mono))
    , m_method(cellFont(TextKind::MonoStrong))
{
}

double MatchCell::methodRoom(const QString &methods) const
{
    return std::max(double(scaled(42)), unshapedWidth(methods, m_method) + 8);
}

void MatchCell::paintCell(QPainter *painter, const Theme &theme, const QRectF &rect,
                          const QModelIndex &index) const
{
    const QString methods = index.data(int(CellRole::Method)).toString();
    const double room = std::min(methodRoom(methods), rect.width() / 2);
    drawCellText(painter, QRectF(rect.left(), rect.top(), room - 4, rect.height()), methods, m_method,
                 theme[methodRole(methods)]);

    const QString path = index.data().toString();
    QRectF rest = rect.adjusted(room, 0, 0, 0);
    const bool cut = unshapedWidth(path, m_path) > rest.width();
    const QString shown = cut ? QFontMetricsF(m_path).elidedText(path, Qt::ElideRight, rest.width()) : path;
    painter->setFont(m_path);
    for (const Part &part : partsOf(shown)) {
        painter->setPen(theme[part.variable ? Role::Accent : Role::Text]);
        painter->drawText(rest, Qt::AlignVCenter | Qt::TextSingleLine | Qt::TextDontClip, part.text);
        rest.setLeft(rest.left() + unshapedWidth(part.text, m_path));
    }
}

double MatchCell::wantedWidth(const QModelIndex &index) const
{
    return methodRoom(index.data(int(CellRole::Method)).toString())
        + unshapedWidth(index.data().toString(), m_path);
}

} // namespace gatehouse

#include "moc_matchcell.cpp"
