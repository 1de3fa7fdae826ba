#include "ui/publish/publishpage.h"

#include "core/control/revisionbook.h"
#include "core/control/workspacesession.h"
#include "ui/publish/changerows.h"
#include "ui/publish/checkrows.h"
#include "ui/publish/differencepanel.h"
#include "ui/publish/fidelityrows.h"
#include "ui/publish/revisionrows.h"
#include "ui/publish/rolloutpanel.h"
#include "ui/terms/texts.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/entrycell.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/linkbutton.h"
#include "ui/widgets/pageheader.h"
#include "ui/widgets/pillcell.h"
#include "ui/widgets/textcell.h"

#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QPushButton>

#include <algorithm>

namespace gatehouse {

namespace {

constexpr int LeftWidth = 272;
constexpr int RightWidth = 336;
constexpr int MessageHeight = 72;
constexpr int ListRows = 6;

quint64 plain(RevisionNumber number)
{
    return quint64(number);
}

} // namespace

PublishPage::PublishPage(WorkspaceSession &session, Publisher &publisher, QWidget *parent)
    : Page(tr("Publish"), parent)
    , m_session(session)
    , m_publisher(publisher)
    , m_review(plainButton(tr("Review the draft")))
    , m_back(dangerButton(tr("Roll back…")))
    , m_cancel(plainButton(tr("Stop")))
    , m_publish(primaryButton(tr("Publish")))
    , m_banner(new Banner(Tone::Accent, {}))
    , m_message(new QPlainTextEdit)
    , m_name(new QLineEdit)
    , m_nameField(new FormField(tr("Type the environment's name"), m_name))
    , m_changeCard(new Card(tr("Changes")))
    , m_changes(new ChangeRows(this))
    , m_changeTable(new DataTable(tr("Changes")))
    , m_checkCard(new Card(tr("Checks")))
    , m_checks(new CheckRows(this))
    , m_checkTable(new DataTable(tr("Checks")))
    , m_difference(new DifferencePanel(session, publisher))
    , m_rolloutCard(new Card(tr("Rollout")))
    , m_rollout(new RolloutPanel(publisher))
    , m_fidelity(new FidelityRows(this))
    , m_fidelityTable(new DataTable(tr("Fidelity")))
    , m_historyCard(new Card(tr("History")))
    , m_revisions(new RevisionRows(this))
    , m_historyTable(new DataTable(tr("Published revisions")))
    , m_backTo(dangerButton(tr("Roll back…")))
{
    buildHeader();
    body()->addWidget(m_banner);
    auto *row = new QHBoxLayout;
    row->setSpacing(14);
    row->addWidget(makeLeft(), 0, Qt::AlignTop);
    row->addWidget(m_difference, 1);
    row->addWidget(makeRight(), 0, Qt::AlignTop);
    body()->addLayout(row, 1);
    connectPublisher();
    if (!m_publisher.plan() && !m_publisher.isPublishing())
        review();
    refresh();
}

void PublishPage::buildHeader()
{
    for (QPushButton *button : {m_review, m_back, m_cancel, m_publish})
        header()->addAction(button);
    connect(m_review, &QPushButton::clicked, this, &PublishPage::review);
    connect(m_back, &QPushButton::clicked, this, [this] { reviewRollBack(previous()); });
    connect(m_cancel, &QPushButton::clicked, &m_publisher, &Publisher::cancel);
    connect(m_publish, &QPushButton::clicked, this, &PublishPage::publish);
}

QWidget *PublishPage::makeLeft()
{
    auto *left = new QWidget;
    left->setFixedWidth(scaled(LeftWidth));
    auto *column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(14);
    auto *message = new Card(tr("Message"));
    m_message->setAccessibleName(tr("Message of the publication"));
    m_message->setPlaceholderText(tr("What changes, and why"));
    m_message->setFixedHeight(scaled(MessageHeight));
    m_message->setTabChangesFocus(true);
    message->addPadded(m_message);
    message->addPadded(m_nameField);
    connect(m_name, &QLineEdit::textChanged, this, &PublishPage::refreshButtons);
    column->addWidget(message);
    m_changeTable->setModel(m_changes);
    m_changeTable->setListCell(new EntryCell, EntryCell::entryHeight());
    m_changeTable->setFittedRows(ListRows);
    m_changeCard->body()->addWidget(m_changeTable);
    connect(m_changeTable, &DataTable::currentRowChanged, this, [this](int row) {
        if (row >= 0)
            m_difference->showHeading(m_changes->heading(row));
    });
    column->addWidget(m_changeCard);
    m_checkTable->setModel(m_checks);
    m_checkTable->setListCell(new EntryCell, EntryCell::entryHeight());
    m_checkTable->setFittedRows(ListRows + 2);
    m_checkCard->body()->addWidget(m_checkTable);
    column->addWidget(m_checkCard);
    return left;
}

QWidget *PublishPage::makeRight()
{
    auto *right = new QWidget;
    right->setFixedWidth(scaled(RightWidth));
    auto *column = new QVBoxLayout(right);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(14);
    m_rolloutCard->addPadded(m_rollout);
    column->addWidget(m_rolloutCard);
    auto *fidelity = new Card(tr("Fidelity"));
    m_fidelityTable->setModel(m_fidelity);
    m_fidelityTable->setColumns({{new TextCell(TextKind::Medium), 64, false, 0},
                                 {new PillCell, 112, false, 0},
                                 {new TextCell(TextKind::Mono), 120, true, 0},
                                 {new TextCell(TextKind::Small, Role::Muted), 160, true, 1}});
    m_fidelityTable->setRowHeight(28);
    m_fidelityTable->setFittedRows(ListRows);
    fidelity->body()->addWidget(m_fidelityTable);
    column->addWidget(fidelity);
    m_historyTable->setModel(m_revisions);
    m_historyTable->setListCell(new EntryCell, EntryCell::entryHeight());
    m_historyTable->setFittedRows(ListRows);
    m_historyCard->body()->addWidget(m_historyTable);
    m_historyCard->addPadded(m_backTo);
    connect(m_historyTable, &DataTable::currentRowChanged, this, &PublishPage::refreshButtons);
    connect(m_backTo, &QPushButton::clicked, this, [this] {
        const int row = m_historyTable->currentIndex().row();
        if (row >= 0)
            reviewRollBack(m_revisions->number(row));
    });
    column->addWidget(m_historyCard);
    return right;
}

void PublishPage::connectPublisher()
{
    connect(&m_publisher, &Publisher::planChanged, this, &PublishPage::refresh);
    connect(&m_publisher, &Publisher::planBecameOld, this, &PublishPage::refresh);
    connect(&m_publisher, &Publisher::stageReached, this, &PublishPage::refresh);
    connect(&m_publisher, &Publisher::outcomeChanged, this, &PublishPage::refresh);
    connect(&m_publisher, &Publisher::conflictFound, this, &PublishPage::refresh);
    connect(&m_publisher, &Publisher::publicationFinished, this, &PublishPage::refresh);
    connect(&m_publisher, &Publisher::planFailed, this, [this](const Error &error) {
        Q_EMIT messagePosted(Tone::Bad, errorText(error), toQString(error.detail));
    });
    connect(&m_publisher, &Publisher::publicationFailed, this, [this](const Error &error) {
        refresh();
        Q_EMIT messagePosted(Tone::Bad, errorText(error), toQString(error.detail));
    });
    connect(&m_session.revisions(), &RevisionBook::changed, this, &PublishPage::refresh);
    connect(m_rollout, &RolloutPanel::orderChanged, this, &PublishPage::refreshButtons);
    connect(m_rollout, &RolloutPanel::conflictRequested, m_difference, &DifferencePanel::showConflict);
}

void PublishPage::review()
{
    m_rollout->forget();
    m_publisher.prepare();
    refresh();
}

std::optional<RevisionNumber> PublishPage::previous() const
{
    const Revision *last = m_session.revisions().lastPublished(m_session.environment());
    if (!last)
        return std::nullopt;
    std::optional<RevisionNumber> before;
    for (const Revision &revision : m_session.revisions().all())
        if (revision.environment == m_session.environment() && revision.number < last->number
            && revision.hash != last->hash)
            before = revision.number;
    return before;
}

void PublishPage::reviewRollBack(std::optional<RevisionNumber> number)
{
    if (!number) {
        Q_EMIT messagePosted(Tone::Accent, tr("There is no earlier revision to go back to yet."), {});
        return;
    }
    m_rollout->forget();
    m_message->setPlainText(tr("Back to revision %1").arg(plain(*number)));
    m_publisher.prepareRollBack(*number);
    refresh();
}

PublishOrder PublishPage::order() const
{
    PublishOrder order = m_rollout->order();
    order.message = m_message->toPlainText().trimmed().toStdString();
    order.typedName = m_name->text().trimmed().toStdString();
    return order;
}

void PublishPage::publish()
{
    const Result<void> begun = m_publisher.publish(order());
    if (!begun) {
        Q_EMIT messagePosted(Tone::Bad, errorText(begun.error()), toQString(begun.error().detail));
        return;
    }
    m_message->clear();
    m_name->clear();
    refresh();
}

void PublishPage::refresh()
{
    const PublishPlan *plan = m_publisher.plan();
    m_changes->setDiff(plan ? plan->changes : Diff());
    m_changeCard->setCount(QString::number(m_changes->rowCount()));
    m_changeCard->setNote(m_changes->rowCount() == 0 ? tr("nothing differs") : QString());
    refreshChecks();
    m_difference->refresh();
    m_rollout->refresh();
    m_fidelity->setPlan(plan);
    m_revisions->setRevisions(m_session.revisions().all());
    m_historyCard->setNote(m_revisions->rowCount() == 0 ? tr("nothing was published yet") : QString());
    m_nameField->setVisible(plan && plan->isProtected);
    refreshBanner();
    refreshButtons();
}

void PublishPage::refreshChecks()
{
    std::vector<Check> checks;
    if (const PublishPlan *plan = m_publisher.plan()) {
        checks = plan->checks;
        for (const GatewayPlan &gateway : plan->gateways)
            checks.insert(checks.end(), gateway.checks.begin(), gateway.checks.end());
    }
    m_checks->setChecks(std::move(checks));
    const int blocks = m_checks->count(CheckVerdict::Block);
    const int know = m_checks->count(CheckVerdict::Know);
    m_checkCard->setNote(blocks > 0
                             ? tr("%n block(s)", nullptr, blocks)
                             : tr("%1 pass, %2 to know").arg(m_checks->count(CheckVerdict::Pass)).arg(know));
}

void PublishPage::refreshBanner()
{
    const PublishPlan *plan = m_publisher.plan();
    const auto &publication = m_publisher.publication();
    QString sentence;
    Tone tone = Tone::Accent;
    if (m_publisher.isPublishing() && publication) {
        sentence = tr("Publishing revision %1. Each gateway is read back before the next begins.")
                       .arg(plain(publication->number));
    } else if (plan && m_publisher.planIsOld()) {
        sentence = publication && publication->finished
            ? tr("Revision %1 is published. Review the draft again to see what differs now.")
                  .arg(plain(publication->number))
            : tr("The draft changed since this was worked out: review it again.");
        tone = publication && publication->finished ? Tone::Ok : Tone::Warning;
    } else if (plan && plan->goesBackTo) {
        sentence = tr("This goes back to revision %1 on the gateways. Your draft stays as it is.")
                       .arg(plain(*plan->goesBackTo));
        tone = Tone::Warning;
    }
    m_banner->set(tone, sentence);
    m_banner->setVisible(!sentence.isEmpty());
    const QString environment = toQString(m_session.environment().str());
    header()->setSubtitle(!plan ? tr("Nothing is planned")
                                : tr("%n gateway(s) of %1", nullptr, int(plan->gateways.size()))
                                      .arg(environment.isEmpty() ? tr("the document") : environment));
}

void PublishPage::refreshButtons()
{
    const PublishPlan *plan = m_publisher.plan();
    const bool publishing = m_publisher.isPublishing();
    const std::optional<Error> objection = m_publisher.objection(order());
    m_publish->setText(plan && plan->goesBackTo ? tr("Roll back to %1").arg(plain(*plan->goesBackTo))
                                                : tr("Publish"));
    m_publish->setEnabled(!publishing && !objection);
    m_publish->setToolTip(objection ? errorText(*objection) : QString());
    m_cancel->setVisible(publishing);
    m_review->setEnabled(!publishing);
    const std::optional<RevisionNumber> before = previous();
    m_back->setEnabled(!publishing && before);
    m_back->setText(before ? tr("Roll back to %1…").arg(plain(*before)) : tr("Roll back…"));
    m_backTo->setEnabled(!publishing && m_historyTable->currentIndex().isValid());
    m_rolloutCard->setNote(objection && plan && plan->complete && !publishing ? errorText(*objection)
                                                                              : QString());
    Q_EMIT abilitiesChanged();
}

bool PublishPage::canRun(const QString &ability) const
{
    if (ability == QLatin1String("publish.cancel"))
        return m_publisher.isPublishing();
    if (ability == QLatin1String("publish.push"))
        return m_publish->isEnabled();
    if (ability == QLatin1String("publish.rollBack"))
        return !m_publisher.isPublishing() && previous();
    return true;
}

void PublishPage::run(const QString &ability)
{
    if (ability == QLatin1String("publish.plan")) {
        if (!m_publisher.isPublishing())
            review();
    } else if (ability == QLatin1String("publish.push")) {
        publish();
    } else if (ability == QLatin1String("publish.cancel")) {
        m_publisher.cancel();
    } else if (ability == QLatin1String("publish.rollBack")) {
        reviewRollBack(previous());
    } else if (ability == QLatin1String("publish.history")) {
        m_historyTable->setFocus(Qt::ShortcutFocusReason);
    } else if (ability == QLatin1String("prove.diff") || ability == QLatin1String("prove.render")) {
        m_difference->setFocus(Qt::ShortcutFocusReason);
    }
}

} // namespace gatehouse

#include "moc_publishpage.cpp"
