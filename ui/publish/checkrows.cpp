#include "ui/publish/checkrows.h"

#include "ui/terms/texts.h"
#include "ui/widgets/cellrole.h"

#include <algorithm>

namespace gatehouse {

namespace {

QString title(const Check &check)
{
    const bool fine = check.verdict == CheckVerdict::Pass;
    switch (check.kind) {
    case CheckKind::Problems:
        return check.count > 0 ? CheckRows::tr("%n error(s) in the document", nullptr, check.count)
                               : CheckRows::tr("No error in the document");
    case CheckKind::Shadowed:
        return check.count > 0 ? CheckRows::tr("%n route(s) can never win", nullptr, check.count)
                               : CheckRows::tr("Every route can win");
    case CheckKind::Deletions:
        return check.count > 0 ? CheckRows::tr("%n object(s) go away", nullptr, check.count)
                               : CheckRows::tr("Nothing is deleted");
    case CheckKind::Publishable:
        return fine ? CheckRows::tr("Publishing is on") : CheckRows::tr("Observed only");
    case CheckKind::Reachable:
        return fine ? CheckRows::tr("Reachable") : CheckRows::tr("Not reachable");
    case CheckKind::Outside:
        return fine ? CheckRows::tr("Unchanged since our last push") : CheckRows::tr("Changed outside");
    case CheckKind::Adoption:
        return fine ? CheckRows::tr("Runs our configuration")
                    : CheckRows::tr("Runs a configuration that is not ours");
    case CheckKind::Expression:
        return fine ? CheckRows::tr("%n field(s) exact", nullptr, check.count)
                    : CheckRows::tr("%1 of %n field(s) not exact", nullptr, check.count + check.others)
                          .arg(check.others);
    case CheckKind::Protection:
        return fine ? CheckRows::tr("Every protection is kept")
                    : CheckRows::tr("%n protected route(s) are refused (403)", nullptr, check.count);
    case CheckKind::Secrets:
        return fine ? CheckRows::tr("All secrets are there")
                    : CheckRows::tr("%n secret(s) are missing", nullptr, check.others);
    case CheckKind::KeepsState:
        return fine ? CheckRows::tr("Breakers and counters survive")
                    : CheckRows::tr("Breakers and counters begin anew");
    case CheckKind::GatewayFindings:
        return fine ? CheckRows::tr("The gateway has nothing against it")
                    : CheckRows::tr("%n objection(s) of the gateway", nullptr, check.count + check.others);
    }
    return {};
}

QString note(const Check &check)
{
    QStringList parts;
    if (!check.gateway.isEmpty())
        parts += toQString(check.gateway.str());
    if (!check.detail.empty())
        parts += toQString(check.detail);
    else if (!check.findings.empty())
        parts += QStringLiteral("%1 %2").arg(toQString(check.findings.front().code),
                                             toQString(check.findings.front().message));
    return parts.join(QStringLiteral(": "));
}

} // namespace

void CheckRows::setChecks(std::vector<Check> checks)
{
    std::stable_sort(checks.begin(), checks.end(),
                     [](const Check &a, const Check &b) { return a.verdict > b.verdict; });
    if (checks == m_checks)
        return;
    beginResetModel();
    m_checks = std::move(checks);
    endResetModel();
}

int CheckRows::count(CheckVerdict verdict) const
{
    return int(std::count_if(m_checks.begin(), m_checks.end(),
                             [verdict](const Check &c) { return c.verdict == verdict; }));
}

int CheckRows::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_checks.size());
}

QVariant CheckRows::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Check &check = m_checks[size_t(index.row())];
    if (role == Qt::DisplayRole)
        return title(check);
    if (role == int(CellRole::Note) || role == Qt::ToolTipRole)
        return note(check);
    const bool pass = check.verdict == CheckVerdict::Pass;
    const bool block = check.verdict == CheckVerdict::Block;
    if (role == int(CellRole::Glyph))
        return cellValue(pass ? Glyph::Dot : block ? Glyph::Cross : Glyph::Triangle);
    if (role == int(CellRole::Tone))
        return cellValue(pass ? Tone::Ok : block ? Tone::Bad : Tone::Warning);
    return {};
}

} // namespace gatehouse

#include "moc_checkrows.cpp"
