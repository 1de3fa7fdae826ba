#include "ui/publish/differencepanel.h"

#include "core/control/deliver.h"
#include "core/control/difftext.h"
#include "core/control/linediff.h"
#include "core/control/revisionbook.h"
#include "core/control/workspacesession.h"
#include "ui/terms/texts.h"
#include "ui/widgets/card.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/textpanel.h"

#include <QtGui/QTextCursor>
#include <QtWidgets/QBoxLayout>

#include <algorithm>

namespace gatehouse {

namespace {

constexpr int NativeContext = 3;
constexpr int PanelHeight = 420;

QString nativeDifference(const Plan &plan)
{
    const auto lines = diffLines(plan.live.text, plan.rendering.text, NativeContext);
    const bool same = std::none_of(lines.begin(), lines.end(), [](const DiffLine &line) {
        return line.kind == DiffLine::Kind::Added || line.kind == DiffLine::Kind::Removed;
    });
    return same ? DifferencePanel::tr("The native configuration stays the same.") : toQString(toText(lines));
}

} // namespace

DifferencePanel::DifferencePanel(WorkspaceSession &session, Publisher &publisher, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_publisher(publisher)
    , m_card(new Card(tr("Difference")))
    , m_panel(new TextPanel(tr("Difference"), TextPanel::Kind::Diff))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_card);
    m_panel->setMinimumHeight(PanelHeight);
    m_card->addPadded(m_panel, 1);
}

void DifferencePanel::refresh()
{
    const PublishPlan *plan = m_publisher.plan();
    if (plan && plan->base != m_baseNumber) {
        m_baseNumber = plan->base;
        m_base.reset();
        fetchBase();
    }
    rebuild();
}

void DifferencePanel::fetchBase()
{
    if (!m_baseNumber)
        return;
    deliver(this, m_session.revisions().document(*m_baseNumber),
            [this, number = *m_baseNumber](const Result<std::shared_ptr<const Document>> &document) {
                if (!document || m_baseNumber != number)
                    return;
                m_base = *document;
                rebuild();
            });
}

void DifferencePanel::rebuild()
{
    const PublishPlan *plan = m_publisher.plan();
    m_texts.clear();
    if (plan && plan->document) {
        static const Tree nothing = Tree::object();
        const bool baseIsKnown = m_base || !plan->base;
        QString model = baseIsKnown
            ? toQString(modelDiffText(plan->changes, m_base ? m_base->tree : nothing, plan->document->tree))
            : tr("What was published last is being read.");
        if (model.isEmpty())
            model = tr("Nothing differs from what was published last.");
        m_texts.push_back({tr("Model"), model});
        for (const GatewayPlan &gateway : plan->gateways)
            if (gateway.plan)
                m_texts.push_back({toQString(gateway.gateway.name.str()), nativeDifference(*gateway.plan)});
    }
    QStringList titles;
    for (const Text &text : m_texts)
        titles += text.title;
    delete m_choice;
    m_choice = nullptr;
    if (titles.size() > 1) {
        m_choice = new Segmented(tr("Which difference"), titles);
        m_card->addAtEnd(m_choice);
        connect(m_choice, &Segmented::chosen, this, &DifferencePanel::show);
    }
    show(std::min(m_current, std::max(0, int(m_texts.size()) - 1)));
}

void DifferencePanel::show(int item)
{
    m_current = item;
    if (m_choice)
        m_choice->setCurrent(item);
    m_panel->setText(m_texts.empty() ? tr("The plan is being worked out.")
                                     : m_texts[size_t(item)].difference);
}

void DifferencePanel::showConflict(const GatewayName &gateway)
{
    const auto &conflicts = m_publisher.conflicts();
    const auto found =
        std::find_if(conflicts.begin(), conflicts.end(),
                     [&gateway](const PublishConflict &conflict) { return conflict.gateway == gateway; });
    if (found == conflicts.end())
        return;
    QString text = tr("What %1 runs (−) against what would be pushed (+)").arg(toQString(gateway.str()))
        + QStringLiteral("\n\n");
    for (const std::string &detail : found->drift.details)
        text += toQString(detail) + QLatin1Char('\n');
    text += toQString(toText(diffLines(found->theirText, found->mineText, NativeContext)));
    m_panel->setText(text);
}

void DifferencePanel::showHeading(const QString &heading)
{
    if (m_texts.empty())
        return;
    show(0);
    const qsizetype at = m_panel->toPlainText().indexOf(heading);
    if (at < 0)
        return;
    QTextCursor cursor = m_panel->textCursor();
    cursor.setPosition(int(at));
    m_panel->setTextCursor(cursor);
    m_panel->centerCursor();
}

} // namespace gatehouse

#include "moc_differencepanel.cpp"
