#include "ui/routes/explainpanel.h"

#include "core/control/deliver.h"
#include "core/control/revisionbook.h"
#include "ui/routes/candidaterows.h"
#include "ui/routes/routetexts.h"
#include "ui/terms/texts.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/pillcell.h"
#include "ui/widgets/reflowgrid.h"
#include "ui/widgets/stepcard.h"
#include "ui/widgets/textcell.h"

#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>

namespace gatehouse {

namespace {

constexpr int MethodWidth = 104;
constexpr int NarrowestStep = 170;
constexpr int CandidatesShown = 6;

QString answerText(const Explanation &explanation)
{
    if (explanation.status)
        return ExplainPanel::tr("Answers %1 itself").arg(*explanation.status);
    return actionText(RouteAction(explanation.to));
}

QString reasonText(const Explanation &explanation)
{
    if (explanation.status == 404)
        return ExplainPanel::tr("no route fits");
    if (explanation.status == 405) {
        QStringList allowed;
        for (const std::string &method : explanation.allowed)
            allowed += toQString(method);
        return ExplainPanel::tr("allowed: %1").arg(allowed.join(QStringLiteral(", ")));
    }
    QStringList facts;
    if (explanation.upstreamPath)
        facts += ExplainPanel::tr("upstream path %1").arg(toQString(*explanation.upstreamPath));
    for (const auto &[name, value] : explanation.params)
        facts += QStringLiteral("%1 = %2").arg(toQString(name), toQString(value));
    return facts.join(QStringLiteral(" · "));
}

} // namespace

ExplainPanel::ExplainPanel(WorkspaceSession &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_method(new QComboBox)
    , m_target(new QLineEdit)
    , m_host(new QLineEdit)
    , m_header(new QLineEdit)
    , m_draftRoute(new StepCard(tr("Draft · route")))
    , m_draftAnswer(new StepCard(tr("Draft · answer")))
    , m_liveRoute(new StepCard(tr("Published · route")))
    , m_liveAnswer(new StepCard(tr("Published · answer")))
    , m_candidates(new CandidateRows(this))
    , m_table(new DataTable(tr("Other routes")))
    , m_card(new Card(tr("Explain a request")))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_card);
    m_card->setNote(tr("Draft and published are compared"));
    m_card->addPadded(makeQuestion());
    m_card->addPadded(
        new ReflowGrid({m_draftRoute, m_draftAnswer, m_liveRoute, m_liveAnswer}, NarrowestStep));
    for (StepCard *step : {m_draftRoute, m_draftAnswer, m_liveRoute, m_liveAnswer})
        step->setOutcome(QStringLiteral("–"), tr("ask first"), Tone::Idle);
    m_table->setModel(m_candidates);
    m_table->setColumns({{new TextCell(TextKind::Medium), 140, false, 0},
                         {new PillCell, 120, false, 0},
                         {new TextCell(TextKind::Small, Role::Muted), 200, true, 1}});
    m_table->setRowHeight(28);
    m_table->setFittedRows(CandidatesShown);
    m_table->setVisible(false);
    m_card->body()->addWidget(m_table);
    connect(m_table, &QAbstractItemView::activated, this,
            [this](const QModelIndex &index) { Q_EMIT routeChosen(m_candidates->route(index.row())); });
    // An answer that was asked for follows the draft as it is edited.
    connect(&m_session, &WorkspaceSession::analysed, this, [this] {
        if (m_asked)
            ask();
    });
}

QWidget *ExplainPanel::makeQuestion()
{
    for (const char *method : {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"})
        m_method->addItem(QLatin1String(method));
    m_method->setFixedWidth(scaled(MethodWidth));
    m_target->setPlaceholderText(QStringLiteral("/api/customers/7?x=1"));
    m_target->setFont(fontOf(TextKind::Mono));
    m_host->setPlaceholderText(tr("any host"));
    m_header->setPlaceholderText(tr("Name: value"));
    auto *explain = primaryButton(tr("Explain"));
    auto *question = new QWidget;
    auto *row = new QHBoxLayout(question);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(new FormField(tr("Method"), m_method), 0, Qt::AlignBottom);
    row->addWidget(new FormField(tr("Path and query"), m_target), 3, Qt::AlignBottom);
    row->addWidget(new FormField(tr("Host"), m_host), 1, Qt::AlignBottom);
    row->addWidget(new FormField(tr("Header"), m_header), 1, Qt::AlignBottom);
    row->addWidget(explain, 0, Qt::AlignBottom);
    connect(explain, &QPushButton::clicked, this, &ExplainPanel::ask);
    for (QLineEdit *edit : {m_target, m_host, m_header})
        connect(edit, &QLineEdit::returnPressed, this, &ExplainPanel::ask);
    return question;
}

void ExplainPanel::focusPath()
{
    m_target->setFocus(Qt::ShortcutFocusReason);
    m_target->selectAll();
}

ExplainRequest ExplainPanel::request() const
{
    ExplainRequest request;
    request.method = m_method->currentText().toStdString();
    const QString target = m_target->text().trimmed();
    request.target = target.isEmpty() ? "/" : target.toStdString();
    request.host = m_host->text().trimmed().toStdString();
    const QString header = m_header->text().trimmed();
    const qsizetype colon = header.indexOf(QLatin1Char(':'));
    if (colon > 0)
        request.headers.emplace_back(header.left(colon).trimmed().toStdString(),
                                     header.mid(colon + 1).trimmed().toStdString());
    return request;
}

void ExplainPanel::ask()
{
    m_asked = true;
    deliver(this, m_session.explainDraft(request()), [this](const Result<Explanation> &explanation) {
        showOutcome(m_draftRoute, m_draftAnswer, explanation);
        m_candidates->setCandidates(explanation ? explanation->candidates
                                                : std::vector<ExplainedCandidate>());
        m_table->setVisible(m_candidates->rowCount() > 0);
        m_table->setFittedRows(CandidatesShown);
    });
    askLive();
}

void ExplainPanel::askLive()
{
    const Revision *published = m_session.revisions().lastPublished(m_session.environment());
    if (!published) {
        m_liveRoute->setOutcome(QStringLiteral("–"), tr("nothing was published yet"), Tone::Idle);
        m_liveAnswer->setOutcome(QStringLiteral("–"), {}, Tone::Idle);
        return;
    }
    deliver(this, m_session.revisions().document(published->number),
            [this](const Result<std::shared_ptr<const Document>> &document) {
                if (!document) {
                    m_liveRoute->setOutcome(tr("Not readable"), errorText(document.error()), Tone::Bad);
                    return;
                }
                deliver(this, m_session.explain(*document, request()),
                        [this](const Result<Explanation> &explanation) {
                            showOutcome(m_liveRoute, m_liveAnswer, explanation);
                        });
            });
}

void ExplainPanel::showOutcome(StepCard *route, StepCard *answer, const Result<Explanation> &explanation)
{
    if (!explanation) {
        route->setOutcome(tr("Not explained"), errorText(explanation.error()), Tone::Bad);
        answer->setOutcome(QStringLiteral("–"), {}, Tone::Idle);
        return;
    }
    const bool won = explanation->index.has_value();
    const auto outranked =
        std::count_if(explanation->candidates.begin(), explanation->candidates.end(),
                      [](const ExplainedCandidate &candidate) { return candidate.matched; });
    route->setOutcome(won ? toQString(explanation->route.str()) : tr("No route"),
                      won ? tr("first of %n that fit(s)", nullptr, int(outranked) + 1) : QString(),
                      won ? Tone::Ok : Tone::Bad);
    answer->setOutcome(answerText(*explanation), reasonText(*explanation),
                       explanation->status.value_or(200) >= 400 ? Tone::Bad : Tone::Ok);
}

} // namespace gatehouse

#include "moc_explainpanel.cpp"
