#include "ui/publish/rolloutpanel.h"

#include "ui/terms/stateterms.h"
#include "ui/terms/texts.h"
#include "ui/widgets/badge.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/linkbutton.h"
#include "ui/widgets/paragraph.h"
#include "ui/widgets/rule.h"

#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QCheckBox>

#include <algorithm>

namespace gatehouse {

namespace {

QString stageText(PushStage stage)
{
    switch (stage) {
    case PushStage::Checking:
        return RolloutPanel::tr("Checking");
    case PushStage::Writing:
        return RolloutPanel::tr("Writing");
    case PushStage::Loading:
        return RolloutPanel::tr("Loading");
    case PushStage::Verifying:
        return RolloutPanel::tr("Reading back");
    case PushStage::Done:
        return RolloutPanel::tr("Done");
    }
    return {};
}

Term planTerm(const GatewayPlan &plan)
{
    switch (plan.state) {
    case GatewayPlan::State::Planning:
        return {RolloutPanel::tr("Planning"), Glyph::Ring, Tone::Idle};
    case GatewayPlan::State::Failed:
        return {RolloutPanel::tr("Not planned"), Glyph::Cross, Tone::Bad};
    case GatewayPlan::State::Observed:
        return {RolloutPanel::tr("Observed only"), Glyph::Ring, Tone::Idle};
    case GatewayPlan::State::Ready:
        break;
    }
    if (plan.plan->needsAdoption)
        return {RolloutPanel::tr("Not ours yet"), Glyph::Triangle, Tone::Warning};
    if (plan.plan->nothingToDo)
        return {RolloutPanel::tr("Nothing to do"), Glyph::Dot, Tone::Ok};
    return {RolloutPanel::tr("Ready"), Glyph::Dot, Tone::Ok};
}

const GatewayOutcome *outcomeOf(const std::optional<Revision> &revision, const GatewayName &gateway)
{
    if (!revision)
        return nullptr;
    const auto found =
        std::find_if(revision->outcomes.begin(), revision->outcomes.end(),
                     [&gateway](const GatewayOutcome &outcome) { return outcome.gateway == gateway; });
    return found == revision->outcomes.end() ? nullptr : &*found;
}

} // namespace

RolloutPanel::RolloutPanel(Publisher &publisher, QWidget *parent)
    : QWidget(parent)
    , m_publisher(publisher)
    , m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
}

void RolloutPanel::forget()
{
    m_adopt.clear();
    m_overwrite.clear();
    m_leaveOut.clear();
    m_shown.clear();
}

PublishOrder RolloutPanel::order() const
{
    PublishOrder order;
    order.adopt = m_adopt;
    order.overwrite = m_overwrite;
    order.leaveOut = m_leaveOut;
    return order;
}

QString RolloutPanel::describe(const GatewayPlan &plan) const
{
    if (plan.error)
        return errorText(*plan.error);
    if (plan.state == GatewayPlan::State::Observed)
        return tr("Publishing is off for it on the Gateways page.");
    if (plan.state != GatewayPlan::State::Ready)
        return tr("What it runs is being read.");
    if (plan.plan->needsAdoption)
        return tr("It runs a configuration that was not pushed by us.");
    if (plan.plan->nothingToDo)
        return tr("It runs exactly this already.");
    return plan.plan->losesState ? tr("A reload: breakers, counters and limits begin anew.")
                                 : tr("Without a reload: state and counters go on.");
}

QString RolloutPanel::signature() const
{
    QString text;
    const PublishPlan *plan = m_publisher.plan();
    if (!plan)
        return text;
    for (const GatewayPlan &gateway : plan->gateways) {
        const GatewayOutcome *outcome = outcomeOf(m_publisher.publication(), gateway.gateway.name);
        const auto stage = m_publisher.stage(gateway.gateway.name);
        text += QStringLiteral("%1|%2|%3|%4|%5|%6;")
                    .arg(toQString(gateway.gateway.name.str()), planTerm(gateway).word, describe(gateway))
                    .arg(outcome ? int(outcome->result) : -1)
                    .arg(stage ? int(*stage) : -1)
                    .arg(outcome && outcome->error ? errorText(*outcome->error) : QString());
    }
    return text + QString::number(m_publisher.conflicts().size());
}

void RolloutPanel::refresh()
{
    const QString wanted = signature();
    if (wanted == m_shown && m_list)
        return;
    m_shown = wanted;
    if (m_list) {
        m_list->hide();
        m_list->deleteLater(); // one of its own boxes may be asking
    }
    m_list = new QWidget;
    auto *column = new QVBoxLayout(m_list);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(10);
    const PublishPlan *plan = m_publisher.plan();
    if (!plan || plan->gateways.empty()) {
        column->addWidget(
            new Paragraph(plan ? tr("The environment has no gateway.") : tr("Nothing is planned yet."),
                          TextKind::Body, Role::Muted));
    } else {
        for (size_t i = 0; i < plan->gateways.size(); ++i) {
            if (i > 0)
                column->addWidget(new Rule);
            column->addWidget(makeEntry(plan->gateways[i]));
        }
    }
    m_column->addWidget(m_list);
}

QWidget *RolloutPanel::makeEntry(const GatewayPlan &plan)
{
    const GatewayName name = plan.gateway.name;
    auto *entry = new QWidget;
    auto *column = new QVBoxLayout(entry);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(new RoleLabel(toQString(name.str()), TextKind::Medium, Role::Text));
    head->addWidget(new ElidedLabel(tr("%1 · stage %2").arg(makeTitle(plan.gateway.make)).arg(plan.stage + 1),
                                    TextKind::Small, Role::Muted),
                    1);
    const GatewayOutcome *outcome = outcomeOf(m_publisher.publication(), name);
    const auto stage = m_publisher.stage(name);
    const bool running = m_publisher.isPublishing() || (outcome && m_publisher.publication()->finished);
    Term term = running && outcome ? termOf(outcome->result) : planTerm(plan);
    if (stage && m_publisher.isPublishing())
        term.word = stageText(*stage);
    head->addWidget(new Badge(term.word, term.tone, term.glyph));
    column->addLayout(head);
    QString words = describe(plan);
    if (running && outcome) {
        words = outcome->error ? errorText(*outcome->error) : QString();
        if (words.isEmpty() && outcome->result == GatewayResult::Applied)
            words = tr("%1 pushed, read back and equal").arg(timeText(outcome->at));
        else if (words.isEmpty() && outcome->result == GatewayResult::Unchanged)
            words = tr("%1 read back, nothing had to change").arg(timeText(outcome->at));
        if (outcome->error && !outcome->error->detail.empty())
            words += QLatin1Char('\n') + toQString(outcome->error->detail).trimmed();
    }
    column->addWidget(new Paragraph(words, TextKind::Small, Role::Muted));
    const bool inConflict =
        std::any_of(m_publisher.conflicts().begin(), m_publisher.conflicts().end(),
                    [&name](const PublishConflict &conflict) { return conflict.gateway == name; });
    if (inConflict) {
        auto *compare = new LinkButton(tr("Changed outside: compare both sides"));
        connect(compare, &QAbstractButton::clicked, this, [this, name] { Q_EMIT conflictRequested(name); });
        column->addWidget(compare, 0, Qt::AlignLeft);
    }
    if (plan.state == GatewayPlan::State::Ready && !m_publisher.isPublishing()) {
        if (inConflict)
            addChoice(column, tr("Overwrite what was changed there"), m_overwrite, name);
        if (plan.plan->needsAdoption)
            addChoice(column, tr("Adopt it, after a backup"), m_adopt, name);
        addChoice(column, tr("Leave it out this time"), m_leaveOut, name);
    }
    return entry;
}

void RolloutPanel::addChoice(QVBoxLayout *column, const QString &text, std::set<GatewayName> &chosen,
                             const GatewayName &gateway)
{
    auto *box = new QCheckBox(text);
    box->setAccessibleName(tr("%1: %2").arg(toQString(gateway.str()), text));
    box->setChecked(chosen.contains(gateway));
    column->addWidget(box);
    connect(box, &QCheckBox::toggled, this, [this, &chosen, gateway](bool on) {
        if (on)
            chosen.insert(gateway);
        else
            chosen.erase(gateway);
        Q_EMIT orderChanged();
    });
}

} // namespace gatehouse

#include "moc_rolloutpanel.cpp"
