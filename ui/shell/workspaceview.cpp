#include "ui/shell/workspaceview.h"

#include "core/control/gatewaymonitor.h"
#include "core/control/workspacesession.h"
#include "ui/shell/actiontable.h"
#include "ui/shell/historypanel.h"
#include "ui/shell/notices.h"
#include "ui/shell/problemspanel.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/linkbutton.h"
#include "ui/widgets/navbutton.h"
#include "ui/widgets/navrail.h"
#include "ui/widgets/page.h"

#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QStackedWidget>

#include <algorithm>

namespace gatehouse {

namespace {

/// Below this width of the window the navigation is icons alone.
constexpr int CollapseBelow = 1200;

QString groupTitle(PageGroup group)
{
    switch (group) {
    case PageGroup::Observe:
        return WorkspaceView::tr("Observe");
    case PageGroup::Design:
        return WorkspaceView::tr("Design");
    case PageGroup::Prove:
        return WorkspaceView::tr("Prove");
    }
    return {};
}

std::vector<NavItem> navItems(const PageEntries &entries)
{
    std::vector<NavItem> items;
    std::optional<PageGroup> group;
    for (const PageEntry &entry : entries) {
        items.push_back(
            {entry.group == group ? QString() : groupTitle(entry.group), entry.icon, entry.title});
        group = entry.group;
    }
    return items;
}

} // namespace

WorkspaceView::WorkspaceView(WorkspaceSession &session, GatewayMonitor &monitor, ActionTable &actions,
                             PageEntries pages, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_monitor(monitor)
    , m_actions(actions)
    , m_entries(std::move(pages))
    , m_rail(new NavRail(navItems(m_entries)))
    , m_stack(new QStackedWidget)
    , m_notices(new Notices)
    , m_problems(new ProblemsPanel)
    , m_history(new HistoryPanel(session))
    , m_outside(new Banner(Tone::Warning, {}))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_rail);
    auto *column = new QVBoxLayout;
    column->setSpacing(0);
    column->addWidget(m_outside);
    column->addWidget(m_notices);
    column->addWidget(m_stack, 1);
    column->addWidget(m_problems);
    row->addLayout(column, 1);
    row->addWidget(m_history);
    m_problems->setVisible(false);
    m_history->setVisible(false);

    auto *take = m_outside->addLink(tr("Take what the file says"));
    auto *keep = m_outside->addLink(tr("Keep mine"));
    connect(take, &QAbstractButton::clicked, this, [this] { resolveOutside(OutsideChoice::TakeTheirs); });
    connect(keep, &QAbstractButton::clicked, this, [this] { resolveOutside(OutsideChoice::KeepMine); });

    connect(m_rail, &NavRail::chosen, this, [this](int index) { showPage(m_entries[size_t(index)].id); });
    connect(m_problems, &ProblemsPanel::closeRequested, this, [this] { showProblems(false); });
    connect(m_problems, &ProblemsPanel::findingChosen, this, [this](const PlacedFinding &placed) {
        showObject(QString::fromStdString(placed.object.kind), QString::fromStdString(placed.object.name),
                   QString::fromStdString(placed.pointer));
    });
    connect(m_history, &HistoryPanel::closeRequested, this, [this] { showHistory(false); });
    connect(&m_session, &WorkspaceSession::analysed, this, &WorkspaceView::refreshFindings);
    connect(&m_session, &WorkspaceSession::changedOutside, this, &WorkspaceView::showOutsideChange);
    connect(&m_monitor, &GatewayMonitor::sampled, this, &WorkspaceView::refreshAttention);
    connect(&m_monitor, &GatewayMonitor::gatewayChanged, this, &WorkspaceView::refreshAttention);
    bindAbilities();
    bindEdits();
    refreshFindings();
    showOutsideChange();
}

int WorkspaceView::indexOf(const QString &id) const
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(),
                                    [&id](const PageEntry &entry) { return entry.id == id; });
    return found == m_entries.end() ? -1 : int(found - m_entries.begin());
}

QString WorkspaceView::currentPage() const
{
    return m_pages.key(qobject_cast<Page *>(m_stack->currentWidget()));
}

Page *WorkspaceView::page(const QString &id) const
{
    return m_pages.value(id);
}

Page *WorkspaceView::make(const PageEntry &entry)
{
    Page *page = entry.create(m_stack);
    m_pages.insert(entry.id, page);
    m_stack->addWidget(page);
    connect(page, &Page::abilitiesChanged, this, &WorkspaceView::refreshAbilities);
    connect(page, &Page::objectRequested, this, &WorkspaceView::showObject);
    connect(page, &Page::messagePosted, this, &WorkspaceView::post);
    connect(page, &Page::abilityRequested, this, [this](const QString &ability) {
        if (QAction *action = m_actions.action(ability))
            action->trigger();
    });
    return page;
}

void WorkspaceView::showPage(const QString &id)
{
    const int index = indexOf(id);
    if (index < 0)
        return;
    Page *page = m_pages.value(id);
    if (page == nullptr)
        page = make(m_entries[size_t(index)]);
    m_stack->setCurrentWidget(page);
    m_rail->select(index);
    refreshAbilities();
    Q_EMIT pageShown(id);
}

void WorkspaceView::showObject(const QString &kind, const QString &name, const QString &pointer)
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(),
                                    [&kind](const PageEntry &entry) { return entry.kinds.contains(kind); });
    if (found == m_entries.end()) {
        post(Tone::Accent, tr("%1 has no page of its own yet: change it in the document's text.").arg(name));
        return;
    }
    showPage(found->id);
    m_pages.value(found->id)->showObject(kind, name, pointer);
}

void WorkspaceView::showProblems(bool shown)
{
    m_problems->setVisible(shown);
}

void WorkspaceView::showHistory(bool shown)
{
    m_history->setVisible(shown);
}

void WorkspaceView::post(Tone tone, const QString &sentence, const QString &details)
{
    m_notices->post(tone, sentence, details);
}

void WorkspaceView::bindAbilities()
{
    for (const PageEntry &entry : m_entries) {
        m_actions.bind(QStringLiteral("view.") + entry.id, this, [this, id = entry.id] { showPage(id); });
        for (const QString &ability : entry.abilities)
            m_actions.bind(ability, this, [this, id = entry.id, ability] { use(id, ability); });
    }
    m_actions.bind(QStringLiteral("edit.find"), this, [this] {
        if (auto *page = qobject_cast<Page *>(m_stack->currentWidget()))
            page->find();
    });
    m_actions.bind(QStringLiteral("view.problems"), this, [this] { showProblems(!m_problems->isVisible()); });
    m_actions.bind(QStringLiteral("prove.validate"), this, [this] { showProblems(true); });
    m_actions.bind(QStringLiteral("edit.history"), this, [this] { showHistory(!m_history->isVisible()); });
}

void WorkspaceView::bindEdits()
{
    m_actions.bind(QStringLiteral("edit.undo"), this, [this] { undo(); });
    m_actions.bind(QStringLiteral("edit.redo"), this, [this] { redo(); });
    const auto refresh = [this] {
        m_actions.setEnabled(QStringLiteral("edit.undo"), m_session.canUndo());
        m_actions.setEnabled(QStringLiteral("edit.redo"), m_session.canRedo());
    };
    connect(&m_session, &WorkspaceSession::undoStateChanged, this, refresh);
    refresh();
}

void WorkspaceView::undo()
{
    const QString title = QString::fromStdString(m_session.undoTitle());
    if (const auto undone = m_session.undo(); !undone)
        post(Tone::Bad, QString::fromStdString(undone.error().message));
    else
        post(Tone::Accent, tr("Undone: %1").arg(title));
}

void WorkspaceView::redo()
{
    const QString title = QString::fromStdString(m_session.redoTitle());
    if (const auto done = m_session.redo(); !done)
        post(Tone::Bad, QString::fromStdString(done.error().message));
    else
        post(Tone::Accent, tr("Done again: %1").arg(title));
}

void WorkspaceView::use(const QString &pageId, const QString &ability)
{
    showPage(pageId);
    Page *page = m_pages.value(pageId);
    if (page->canRun(ability))
        page->run(ability);
    else
        post(Tone::Accent, tr("Select on this page what it shall be done to first."));
}

void WorkspaceView::refreshAbilities()
{
    for (const PageEntry &entry : m_entries) {
        const Page *page = m_pages.value(entry.id);
        for (const QString &ability : entry.abilities)
            m_actions.setEnabled(ability, page == nullptr || page->canRun(ability));
    }
}

void WorkspaceView::refreshAttention()
{
    const FleetView &fleet = m_monitor.fleet();
    int troubled = 0;
    for (const GatewayStatus &status : m_monitor.gateways()) {
        const bool calm =
            status.connection == ConnectionState::Live || status.connection == ConnectionState::Connecting;
        troubled += !calm || status.sync == SyncState::ChangedOutside || status.sync == SyncState::Behind;
    }
    if (const int index = indexOf(QStringLiteral("resilience")); index >= 0)
        m_rail->button(index)->setAttention(fleet.openBreakers, Tone::Bad,
                                            tr("%n breaker(s) open", nullptr, fleet.openBreakers));
    if (const int index = indexOf(QStringLiteral("gateways")); index >= 0)
        m_rail->button(index)->setAttention(troubled, Tone::Warning,
                                            tr("%n gateway(s) need attention", nullptr, troubled));
}

void WorkspaceView::refreshFindings()
{
    m_problems->setFindings(m_session.findings());
    for (size_t i = 0; i < m_entries.size(); ++i) {
        if (m_entries[i].kinds.isEmpty() || m_entries[i].id == QLatin1String("gateways")
            || m_entries[i].id == QLatin1String("resilience"))
            continue;
        const auto &findings = m_session.findings();
        const int errors =
            int(std::count_if(findings.begin(), findings.end(), [&](const PlacedFinding &placed) {
                return placed.finding.severity == Severity::Error
                    && m_entries[i].kinds.contains(QString::fromStdString(placed.object.kind));
            }));
        m_rail->button(int(i))->setAttention(errors, Tone::Bad, tr("%n error(s)", nullptr, errors));
    }
}

void WorkspaceView::resolveOutside(OutsideChoice choice)
{
    const QString file = QString::fromStdString(m_session.file().filename().string());
    const Result<void> done =
        m_session.resolveOutsideChange(choice, tr("Take what %1 says").arg(file).toStdString());
    if (!done)
        post(Tone::Bad, QString::fromStdString(done.error().message));
    showOutsideChange();
}

void WorkspaceView::showOutsideChange()
{
    const OutsideChange *change = m_session.outsideChange();
    m_outside->setVisible(change != nullptr);
    if (change == nullptr)
        return;
    const QString file = QString::fromStdString(m_session.file().filename().string());
    if (!change->theirs) {
        m_outside->set(Tone::Bad,
                       tr("%1 was changed by another program and cannot be read now. Your draft is safe; "
                          "Keep mine writes it over the file with the next save.")
                           .arg(file));
        return;
    }
    const auto &diff = change->fromBase;
    const int count =
        int(diff.created.size() + diff.changed.size() + diff.deleted.size() + diff.moved.size());
    QStringList names;
    for (const auto &entry : diff.changed)
        names += QString::fromStdString(entry.name);
    for (const auto &entry : diff.created)
        names += QString::fromStdString(entry.name);
    for (const auto &entry : diff.deleted)
        names += QString::fromStdString(entry.name);
    constexpr qsizetype MostNames = 4;
    QString which = names.mid(0, MostNames).join(QStringLiteral(", "));
    if (names.size() > MostNames)
        which += QStringLiteral(", …");
    m_outside->set(
        Tone::Warning,
        tr("%1 was changed by another program: %n object(s), %2.", nullptr, count).arg(file, which));
}

void WorkspaceView::resizeEvent(QResizeEvent *event)
{
    m_rail->setCollapsed(width() < CollapseBelow);
    QWidget::resizeEvent(event);
}

} // namespace gatehouse

#include "moc_workspaceview.cpp"
