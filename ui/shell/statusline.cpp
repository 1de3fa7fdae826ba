#include "ui/shell/statusline.h"

#include "ui/theme/theme.h"
#include "ui/widgets/linkbutton.h"
#include "ui/widgets/rolelabel.h"

#include <QtCore/QDateTime>
#include <QtCore/QLocale>
#include <QtGui/QPainter>
#include <QtWidgets/QBoxLayout>

#include <algorithm>

namespace gatehouse {

namespace {

constexpr int Height = 26;
constexpr std::chrono::milliseconds StaleAfter{3'000};
constexpr qsizetype ShortHash = 6;

QString timeOf(WallTime at)
{
    return QDateTime::fromMSecsSinceEpoch(at.time_since_epoch().count()).toString(QStringLiteral("HH:mm:ss"));
}

} // namespace

StatusLine::StatusLine(QWidget *parent)
    : QFrame(parent)
    , m_connection(new RoleLabel({}, TextKind::Small, Role::Muted))
    , m_revision(new RoleLabel({}, TextKind::Small, Role::Muted))
    , m_problems(new LinkButton({}))
    , m_problemGlyph(new RoleLabel({}, TextKind::Small, Role::Muted))
    , m_age(new RoleLabel({}, TextKind::Small, Role::Muted))
    , m_saved(new RoleLabel({}, TextKind::Small, Role::Muted))
{
    setFixedHeight(Height);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 1, 16, 0);
    row->setSpacing(20);
    row->addWidget(m_connection);
    row->addWidget(m_revision);
    auto *problems = new QHBoxLayout;
    problems->setSpacing(4);
    problems->addWidget(m_problemGlyph);
    problems->addWidget(m_problems);
    row->addLayout(problems);
    row->addStretch(1);
    row->addWidget(m_age);
    row->addWidget(m_saved);
    m_age->setTabular(true);
    connect(m_problems, &QAbstractButton::clicked, this, &StatusLine::problemsRequested);
    showNothingOpen();
}

void StatusLine::showNothingOpen()
{
    m_connection->setGlyph(Glyph::None);
    m_connection->setRole(Role::Muted);
    m_connection->setText(tr("No workspace open"));
    m_revision->setText({});
    m_problems->setVisible(false);
    m_problemGlyph->setVisible(false);
    m_age->setText({});
    m_saved->setText(tr("Settings and history stay on this machine"));
    m_saved->setRole(Role::Muted);
}

void StatusLine::showFleet(const FleetView &fleet)
{
    if (fleet.gateways == 0) {
        m_connection->setGlyph(Glyph::Ring);
        m_connection->setRole(Role::Muted);
        m_connection->setText(tr("No gateways"));
        m_age->setText(tr("No samples"));
        return;
    }
    const bool all = fleet.connected == fleet.gateways;
    m_connection->setGlyph(all ? Glyph::Dot : fleet.connected == 0 ? Glyph::Cross : Glyph::Half);
    m_connection->setTone(all ? Tone::Ok : fleet.connected == 0 ? Tone::Bad : Tone::Warning);
    m_connection->setText(tr("%1 of %n gateway(s) connected", nullptr, fleet.gateways).arg(fleet.connected));
    if (!fleet.newestSampleAge) {
        m_age->setText(tr("No samples"));
        return;
    }
    const double seconds = double(fleet.newestSampleAge->count()) / 1000.0;
    m_age->setRole(*fleet.newestSampleAge >= StaleAfter ? Role::Warning : Role::Muted);
    m_age->setText(tr("Last sample %1 s ago").arg(QLocale().toString(seconds, 'f', 1)));
}

void StatusLine::showRevision(const Revision *revision, int appliedOn)
{
    if (!revision) {
        m_revision->setText(tr("Not published yet"));
        return;
    }
    const int of = int(revision->outcomes.size());
    const QString hash = QString::fromStdString(revision->hash).left(ShortHash);
    const QString number = QString::number(quint64(revision->number));
    m_revision->setText(
        appliedOn == of ? tr("Revision %1 · %2").arg(number, hash)
                        : tr("Revision %1 on %2 of %3 · %4").arg(number).arg(appliedOn).arg(of).arg(hash));
}

void StatusLine::showProblems(const std::vector<PlacedFinding> &findings, bool current)
{
    const auto count = [&findings](Severity severity) {
        return int(std::count_if(findings.begin(), findings.end(), [severity](const PlacedFinding &f) {
            return f.finding.severity == severity;
        }));
    };
    const int errors = count(Severity::Error);
    const int warnings = count(Severity::Warning);
    m_problems->setVisible(true);
    m_problemGlyph->setVisible(true);
    m_problemGlyph->setGlyph(errors > 0 ? Glyph::Cross : warnings > 0 ? Glyph::Triangle : Glyph::Dot);
    m_problemGlyph->setTone(errors > 0 ? Tone::Bad : warnings > 0 ? Tone::Warning : Tone::Ok);
    const QString text =
        tr("%n error(s)", nullptr, errors) + QStringLiteral(" · ") + tr("%n warning(s)", nullptr, warnings);
    m_problems->setText(current ? text : tr("Checking, %1").arg(text));
    m_problems->setAccessibleName(tr("Problems: %1").arg(text));
}

void StatusLine::showSaved(const SavedState &state, bool behind)
{
    switch (state.kind) {
    case SavedState::Kind::Saved:
        m_saved->setRole(behind ? Role::Warning : Role::Muted);
        if (behind)
            m_saved->setText(tr("Not yet in the file, Ctrl S saves"));
        else
            m_saved->setText(state.savedAt ? tr("Saved %1").arg(timeOf(*state.savedAt)) : tr("Saved"));
        return;
    case SavedState::Kind::Saving:
        m_saved->setRole(Role::Muted);
        m_saved->setText(tr("Saving"));
        return;
    case SavedState::Kind::Failed:
        m_saved->setRole(Role::Bad);
        m_saved->setText(
            tr("Not saved: %1").arg(state.error ? QString::fromStdString(state.error->message) : QString()));
        return;
    case SavedState::Kind::Conflict:
        m_saved->setRole(Role::Bad);
        m_saved->setText(tr("Not saved: another program wrote to this workspace"));
        return;
    }
}

void StatusLine::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = themeOf(this);
    painter.fillRect(rect(), theme[Role::Surface]);
    painter.fillRect(QRect(0, 0, width(), 1), theme[Role::Line]);
}

} // namespace gatehouse

#include "moc_statusline.cpp"
