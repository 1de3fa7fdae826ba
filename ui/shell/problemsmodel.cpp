#include "ui/shell/problemsmodel.h"

#include "ui/widgets/cellrole.h"

#include <algorithm>

namespace gatehouse {

namespace {

QString severityWord(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return ProblemsModel::tr("Error");
    case Severity::Warning:
        return ProblemsModel::tr("Warning");
    case Severity::Info:
        return ProblemsModel::tr("Note");
    }
    return {};
}

Tone severityTone(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return Tone::Bad;
    case Severity::Warning:
        return Tone::Warning;
    case Severity::Info:
        return Tone::Idle;
    }
    return Tone::Idle;
}

Glyph severityGlyph(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return Glyph::Cross;
    case Severity::Warning:
        return Glyph::Triangle;
    case Severity::Info:
        return Glyph::Dot;
    }
    return Glyph::None;
}

QString objectText(const PlacedFinding &placed)
{
    const QString name = QString::fromStdString(placed.object.name);
    return name.isEmpty() ? ProblemsModel::tr("document") : name;
}

} // namespace

void ProblemsModel::setFindings(const std::vector<PlacedFinding> &findings)
{
    // What begins and ends alike stays; only the part between is replaced.
    const size_t shortest = std::min(findings.size(), m_findings.size());
    size_t head = 0;
    while (head < shortest && findings[head] == m_findings[head])
        ++head;
    size_t tail = 0;
    while (tail < shortest - head
           && findings[findings.size() - 1 - tail] == m_findings[m_findings.size() - 1 - tail])
        ++tail;
    const size_t oldEnd = m_findings.size() - tail;
    const size_t newEnd = findings.size() - tail;
    if (oldEnd > head) {
        beginRemoveRows({}, int(head), int(oldEnd) - 1);
        m_findings.erase(m_findings.begin() + std::ptrdiff_t(head),
                         m_findings.begin() + std::ptrdiff_t(oldEnd));
        endRemoveRows();
    }
    if (newEnd > head) {
        beginInsertRows({}, int(head), int(newEnd) - 1);
        m_findings.insert(m_findings.begin() + std::ptrdiff_t(head), findings.begin() + std::ptrdiff_t(head),
                          findings.begin() + std::ptrdiff_t(newEnd));
        endInsertRows();
    }
}

int ProblemsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_findings.size());
}

int ProblemsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ProblemsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const PlacedFinding &placed = finding(index.row());
    switch (Column(index.column())) {
    case Column::Severity:
        return role == Qt::DisplayRole     ? QVariant(severityWord(placed.finding.severity))
            : role == int(CellRole::Tone)  ? cellValue(severityTone(placed.finding.severity))
            : role == int(CellRole::Glyph) ? cellValue(severityGlyph(placed.finding.severity))
                                           : QVariant();
    case Column::Code:
        return role == Qt::DisplayRole ? QString::fromStdString(placed.finding.code) : QVariant();
    case Column::Object:
        return role == Qt::DisplayRole ? objectText(placed) : QVariant();
    case Column::Message:
        return role == Qt::DisplayRole ? QString::fromStdString(placed.finding.message) : QVariant();
    case Column::Fix:
        return role == Qt::DisplayRole ? QString::fromStdString(placed.finding.fix.value_or(std::string()))
                                       : QVariant();
    }
    return {};
}

QVariant ProblemsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case Column::Severity:
        return tr("Severity");
    case Column::Code:
        return tr("Code");
    case Column::Object:
        return tr("Object");
    case Column::Message:
        return tr("Finding");
    case Column::Fix:
        return tr("How to mend it");
    }
    return {};
}

} // namespace gatehouse

#include "moc_problemsmodel.cpp"
