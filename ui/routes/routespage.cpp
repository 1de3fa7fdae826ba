#include "ui/routes/routespage.h"

#include "core/control/fieldedit.h"
#include "core/control/gatewaymonitor.h"
#include "core/control/workspacesession.h"
#include "ui/routes/explainpanel.h"
#include "ui/routes/routefilter.h"
#include "ui/routes/routeform.h"
#include "ui/routes/routerows.h"
#include "ui/terms/sourcepanel.h"
#include "ui/terms/texts.h"
#include "ui/widgets/badge.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/cellrole.h"
#include "ui/widgets/confirmbar.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/matchcell.h"
#include "ui/widgets/numbercell.h"
#include "ui/widgets/pageheader.h"
#include "ui/widgets/pillcell.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/textcell.h"

#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QStackedWidget>

#include <algorithm>

namespace gatehouse {

namespace {

const std::string RoutesKind = "routes";
constexpr int InspectorWidth = 320;
constexpr int RowsShown = 12;
constexpr int SourceHeight = 380;

const Route *routeOf(const WorkspaceSession &session, const QString &name)
{
    const auto &routes = session.draft().model.routes;
    const auto found =
        std::find_if(routes.begin(), routes.end(), [wanted = name.toStdString()](const Route &route) {
            return route.name.str() == wanted;
        });
    return found == routes.end() ? nullptr : &*found;
}

} // namespace

RoutesPage::RoutesPage(WorkspaceSession &session, GatewayMonitor &monitor, QWidget *parent)
    : Page(tr("Routes"), parent)
    , m_session(session)
    , m_monitor(monitor)
    , m_rows(new RouteRows(this))
    , m_filter(new RouteFilter(this))
    , m_card(new Card)
    , m_search(new SearchField(tr("Filter routes"), tr("Ctrl F")))
    , m_table(new DataTable(tr("Routes")))
    , m_empty(new EmptyState(
          Icon::Routes, tr("No routes yet"),
          tr("A route says which requests go to which service. Without one, the gateway answers 404.")))
    , m_explain(new ExplainPanel(session))
    , m_inspector(new Card(tr("No route")))
    , m_mark(new Badge({}, Tone::Accent))
    , m_view(new Segmented(tr("View"), {tr("Form"), tr("Source")}))
    , m_stack(new QStackedWidget)
    , m_form(new RouteForm(session))
    , m_source(new SourcePanel(session))
    , m_confirm(new ConfirmBar)
    , m_delete(dangerButton(tr("Delete…")))
{
    buildHeader();
    auto *row = new QHBoxLayout;
    row->setSpacing(14);
    auto *left = new QVBoxLayout;
    left->setSpacing(14);
    left->addWidget(makeTable());
    left->addWidget(m_explain);
    left->addStretch(1);
    row->addLayout(left, 1);
    row->addWidget(makeInspector(), 0, Qt::AlignTop);
    body()->addLayout(row, 1);
    connect(&m_session, &WorkspaceSession::draftChanged, this, &RoutesPage::refresh);
    connect(&m_session, &WorkspaceSession::analysed, this, &RoutesPage::refresh);
    connect(&m_monitor, &GatewayMonitor::sampled, this, &RoutesPage::refresh);
    connect(m_explain, &ExplainPanel::routeChosen, this, &RoutesPage::select);
    refresh();
    if (m_rows->rowCount() > 0)
        select(m_rows->name(0));
    else
        select({});
}

void RoutesPage::buildHeader()
{
    auto *add = primaryButton(tr("New route"));
    header()->addAction(add);
    connect(add, &QPushButton::clicked, this, &RoutesPage::addRoute);
    QPushButton *first = m_empty->addAction(tr("New route"));
    connect(first, &QPushButton::clicked, this, &RoutesPage::addRoute);
}

QWidget *RoutesPage::makeTable()
{
    m_card->addToHeader(m_search, 1);
    m_filter->setSourceModel(m_rows);
    m_table->setModel(m_filter);
    m_table->setColumns({{new TextCell(TextKind::Medium), 120, true, 0},
                         {new MatchCell, 210, true, 0},
                         {new TextCell, 140, true, 1},
                         {new TextCell, 90, false, 3},
                         {new NumberCell, 66, false, 2},
                         {new NumberCell, 70, false, 4},
                         {new PillCell, 100, false, 0}});
    m_table->setFittedRows(RowsShown);
    m_card->body()->addWidget(m_table);
    m_card->addPadded(m_empty);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_filter->setText(text);
        refresh();
    });
    connect(m_table, &DataTable::currentRowChanged, this, &RoutesPage::selectRow);
    return m_card;
}

QWidget *RoutesPage::makeInspector()
{
    m_inspector->setFixedWidth(scaled(InspectorWidth));
    m_inspector->addToHeader(m_mark);
    m_inspector->addAtEnd(m_view);
    m_source->setMinimumHeight(SourceHeight);
    m_stack->addWidget(m_form);
    m_stack->addWidget(m_source);
    m_inspector->addPadded(m_stack);
    m_inspector->addPadded(m_confirm);
    m_inspector->addPadded(m_delete);
    connect(m_view, &Segmented::chosen, m_stack, &QStackedWidget::setCurrentIndex);
    connect(m_delete, &QPushButton::clicked, this, &RoutesPage::askDelete);
    connect(m_confirm, &ConfirmBar::confirmed, this, &RoutesPage::deleteRoute);
    connect(m_form, &RouteForm::renamed, this, &RoutesPage::select);
    connect(m_source, &SourcePanel::applied, this, &RoutesPage::select);
    return m_inspector;
}

void RoutesPage::refresh()
{
    m_rows->refresh(m_session, m_monitor.fleet());
    const int count = m_rows->rowCount();
    const int changed = m_rows->changed();
    header()->setSubtitle(tr("%n route(s), the most specific match wins", nullptr, count));
    const QString shown =
        m_search->text().isEmpty() ? QString() : tr("%1 of %2 shown · ").arg(m_filter->rowCount()).arg(count);
    m_card->setNote(shown
                    + (changed > 0 ? tr("%n changed in this draft", nullptr, changed) : tr("as published")));
    m_empty->setVisible(count == 0);
    m_table->setVisible(count > 0);
    if (!m_selected.isEmpty() && m_rows->rowOf(m_selected) < 0)
        select({});
    const int row = m_rows->rowOf(m_selected);
    const QModelIndex draft = row < 0 ? QModelIndex() : m_rows->index(row, int(RouteRows::Column::Draft));
    const QString word = draft.data().toString();
    m_mark->setVisible(!word.isEmpty());
    if (!word.isEmpty())
        m_mark->set(word, cellTone(draft).value_or(Tone::Accent), cellGlyph(draft));
}

void RoutesPage::select(const QString &name)
{
    const bool another = name != m_selected;
    m_selected = name;
    m_inspector->setTitle(name.isEmpty() ? tr("No route") : name);
    if (another) {
        m_form->setRoute(name);
        m_source->setObject(name.isEmpty() ? ObjectId() : ObjectId{RoutesKind, name.toStdString()});
        m_confirm->setVisible(false);
    }
    m_delete->setEnabled(!name.isEmpty());
    const int row = m_rows->rowOf(name);
    if (row >= 0) {
        const QModelIndex index = m_filter->mapFromSource(m_rows->index(row, 0));
        if (index.isValid() && index.row() != m_table->currentIndex().row()) {
            m_table->selectRow(index.row());
            m_table->scrollTo(index);
        }
    }
    Q_EMIT abilitiesChanged();
}

void RoutesPage::selectRow(int row)
{
    if (row >= 0)
        select(m_rows->name(m_filter->mapToSource(m_filter->index(row, 0)).row()));
}

bool RoutesPage::canRun(const QString &ability) const
{
    if (ability == QLatin1String("route.new") || ability == QLatin1String("prove.explain"))
        return true;
    return !m_selected.isEmpty();
}

void RoutesPage::run(const QString &ability)
{
    if (ability == QLatin1String("route.new"))
        addRoute();
    else if (ability == QLatin1String("route.duplicate"))
        duplicateRoute();
    else if (ability == QLatin1String("route.delete"))
        askDelete();
    else if (ability == QLatin1String("route.enable"))
        toggleRoute();
    else if (ability == QLatin1String("route.moveUp"))
        moveRoute(-1);
    else if (ability == QLatin1String("route.moveDown"))
        moveRoute(1);
    else if (ability == QLatin1String("prove.explain"))
        m_explain->focusPath();
}

void RoutesPage::showObject(const QString &, const QString &name, const QString &pointer)
{
    m_search->clear();
    select(name);
    m_view->setCurrent(0);
    m_stack->setCurrentIndex(0);
    m_form->showField(pointer);
}

void RoutesPage::find()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void RoutesPage::tell(const Error &error)
{
    Q_EMIT messagePosted(Tone::Bad, errorText(error), toQString(error.detail));
}

void RoutesPage::addRoute()
{
    const auto &services = m_session.draft().model.services;
    const Result<NewObject> made = newObject(m_session.draft().tree, RoutesKind, "new-route",
                                             {{"/match/path/exact", std::string("/new")}, {"/to", {}}});
    if (!made) {
        tell(made.error());
        return;
    }
    const ObjectId object{RoutesKind, made->name};
    Result<void> done =
        m_session.edit(tr("Add %1").arg(toQString(made->name)).toStdString(), made->edits, "routes/new");
    if (done && !services.empty()) {
        if (const Result<Edits> targets =
                targetsEdit(m_session.draft().tree, object, {{services.front().name.str(), 1}}))
            done =
                m_session.edit(tr("Add %1").arg(toQString(made->name)).toStdString(), *targets, "routes/new");
    }
    m_session.endTyping();
    if (!done) {
        tell(done.error());
        return;
    }
    m_search->clear();
    refresh();
    select(toQString(made->name));
    m_form->showField(QStringLiteral("/match/path"));
}

void RoutesPage::duplicateRoute()
{
    const Result<NewObject> copy =
        copyOfObject(m_session.draft().tree, {RoutesKind, m_selected.toStdString()});
    const Result<void> done = copy
        ? m_session.edit(tr("Duplicate %1").arg(m_selected).toStdString(), copy->edits)
        : Result<void>(tl::unexpected<Error>(copy.error()));
    if (!done) {
        tell(done.error());
        return;
    }
    refresh();
    select(toQString(copy->name));
}

void RoutesPage::askDelete()
{
    const Route *route = routeOf(m_session, m_selected);
    if (!route)
        return;
    m_confirm->ask(
        tr("Delete route %1? Its requests go to the next route that fits, or get 404.").arg(m_selected),
        tr("Delete %1").arg(m_selected));
}

void RoutesPage::deleteRoute()
{
    const Result<Edits> edits = removeObject(m_session.draft().tree, {RoutesKind, m_selected.toStdString()});
    const Result<void> done = edits ? m_session.edit(tr("Delete %1").arg(m_selected).toStdString(), *edits)
                                    : Result<void>(tl::unexpected<Error>(edits.error()));
    if (!done)
        tell(done.error());
}

void RoutesPage::toggleRoute()
{
    const Route *route = routeOf(m_session, m_selected);
    if (!route)
        return;
    FieldEdit field{"/enabled", {}, {}};
    if (route->enabled)
        field.value = false;
    const Result<Edits> edits =
        fieldEdits(m_session.draft().tree, {RoutesKind, m_selected.toStdString()}, {field});
    const QString title =
        route->enabled ? tr("Switch %1 off").arg(m_selected) : tr("Switch %1 on").arg(m_selected);
    const Result<void> done = edits ? m_session.edit(title.toStdString(), *edits)
                                    : Result<void>(tl::unexpected<Error>(edits.error()));
    if (!done)
        tell(done.error());
}

void RoutesPage::moveRoute(int by)
{
    const Result<Edits> edits =
        moveObject(m_session.draft().tree, {RoutesKind, m_selected.toStdString()}, by);
    const QString title = by < 0 ? tr("Move %1 up").arg(m_selected) : tr("Move %1 down").arg(m_selected);
    const Result<void> done = edits ? m_session.edit(title.toStdString(), *edits)
                                    : Result<void>(tl::unexpected<Error>(edits.error()));
    if (!done)
        Q_EMIT messagePosted(Tone::Accent, errorText(done.error()), {});
}

} // namespace gatehouse

#include "moc_routespage.cpp"
