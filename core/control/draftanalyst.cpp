#include "core/control/draftanalyst.h"

#include "core/control/deliver.h"
#include "core/events/workspacestore.h"
#include "core/model/environment.h"

namespace gatehouse {

namespace {

// What belongs to this workspace and is not pushed is no change of what runs.
bool isPushed(const std::string &kind)
{
    return kind != "gateways" && kind != "environments";
}

template <class List> void keepPushed(List &list)
{
    std::erase_if(list, [](const auto &entry) { return !isPushed(entry.kind); });
}

} // namespace

// The second copy of the draft and what follows from it.
class DraftAnalyst::Desk
{
public:
    Desk(Tree draft, EnvironmentName environment)
        : m_draft(std::move(draft))
        , m_environment(std::move(environment))
    {
    }

    void follow(const std::vector<Edit> &edits)
    {
        static_cast<void>(applyInPlace(m_draft, edits)); // they were applied to the same tree before
        m_effective.reset();
    }
    void replace(Tree draft)
    {
        m_draft = std::move(draft);
        m_effective.reset();
    }
    void setEnvironment(const EnvironmentName &environment)
    {
        m_environment = environment;
        m_effective.reset();
    }
    void setPublished(std::shared_ptr<const Document> published) { m_published = std::move(published); }

    std::shared_ptr<const Document> effective()
    {
        if (!m_effective) {
            auto merged = withEnvironment(m_draft, m_environment);
            ReadOutcome outcome = decodeTree(merged ? std::move(*merged) : m_draft);
            m_readingFindings = std::move(outcome.findings);
            m_effective = std::make_shared<const Document>(std::move(*outcome.document));
        }
        return m_effective;
    }

    std::shared_ptr<const Analysis> analyse()
    {
        Analysis analysis;
        analysis.effective = effective();
        analysis.findings = placedFindings(*analysis.effective, m_readingFindings);
        analysis.changes =
            diffTrees(m_published ? m_published->tree : Tree(Tree::object()), analysis.effective->tree);
        keepPushed(analysis.changes.created);
        keepPushed(analysis.changes.changed);
        keepPushed(analysis.changes.deleted);
        return std::make_shared<const Analysis>(std::move(analysis));
    }

    const Tree &draft() const { return m_draft; }
    std::string encode(Sequence oldest) const { return encodeSnapshot(m_draft, oldest); }

private:
    Tree m_draft;
    EnvironmentName m_environment;
    std::shared_ptr<const Document> m_published;
    std::shared_ptr<const Document> m_effective; ///< null: out of date
    Findings m_readingFindings; ///< of m_effective
};

DraftAnalyst::DraftAnalyst(Tree draft, const EnvironmentName &environment, QObject *parent)
    : QObject(parent)
    , m_newest(std::make_shared<const Analysis>(Analysis{std::make_shared<const Document>(), {}, {}}))
    , m_wanted(std::make_shared<std::atomic<std::uint64_t>>(0))
    , m_desk(std::make_shared<Desk>(std::move(draft), environment))
    , m_thread(QStringLiteral("analyst"))
{
    analyse();
}

DraftAnalyst::~DraftAnalyst()
{
    m_wanted->store(0);
}

void DraftAnalyst::follow(const std::vector<Edit> &edits)
{
    m_thread.run([desk = m_desk, edits] { desk->follow(edits); });
    analyse();
}

void DraftAnalyst::replace(Tree draft)
{
    m_thread.run([desk = m_desk, draft = std::move(draft)]() mutable { desk->replace(std::move(draft)); });
    analyse();
}

void DraftAnalyst::setEnvironment(const EnvironmentName &environment)
{
    m_thread.run([desk = m_desk, environment] { desk->setEnvironment(environment); });
    analyse();
}

void DraftAnalyst::setPublished(std::shared_ptr<const Document> published)
{
    m_thread.run([desk = m_desk, published = std::move(published)] { desk->setPublished(published); });
    analyse();
}

void DraftAnalyst::analyse()
{
    const std::uint64_t state = ++m_asked;
    m_wanted->store(state);
    auto future =
        m_thread.run([desk = m_desk, wanted = m_wanted, state]() -> std::shared_ptr<const Analysis> {
            return wanted->load() == state ? desk->analyse() : nullptr;
        });
    deliver(this, future, [this, state](const std::shared_ptr<const Analysis> &analysis) {
        if (!analysis || state < m_finished)
            return;
        m_newest = analysis;
        m_finished = state;
        Q_EMIT analysed();
    });
}

QFuture<std::shared_ptr<const Document>> DraftAnalyst::snapshot()
{
    return m_thread.run([desk = m_desk] { return desk->effective(); });
}

QFuture<Result<Explanation>> DraftAnalyst::explainDraft(const ExplainRequest &request)
{
    return m_thread.run(
        [desk = m_desk, request] { return gatehouse::explain(desk->effective()->model, request); });
}

QFuture<Result<Explanation>> DraftAnalyst::explain(std::shared_ptr<const Document> document,
                                                   const ExplainRequest &request)
{
    return m_thread.run(
        [document = std::move(document), request] { return gatehouse::explain(document->model, request); });
}

QFuture<std::shared_ptr<const Tree>> DraftAnalyst::draft()
{
    return m_thread.run([desk = m_desk] { return std::make_shared<const Tree>(desk->draft()); });
}

QFuture<Result<void>> DraftAnalyst::withDraft(std::function<Result<void>(const Tree &)> job)
{
    return m_thread.run([desk = m_desk, job = std::move(job)] { return job(desk->draft()); });
}

QFuture<std::shared_ptr<const OutsideChange>>
DraftAnalyst::compareOutside(std::string base, std::string theirs, TextFormat format)
{
    return m_thread.run([desk = m_desk, base = std::move(base), theirs = std::move(theirs), format] {
        OutsideChange change;
        ReadOutcome outcome = readDocument(theirs, format);
        change.text = theirs;
        change.findings = std::move(outcome.findings);
        change.theirs = std::move(outcome.document);
        if (change.theirs) {
            const ReadOutcome before = readDocument(base, format);
            change.fromBase = diffTrees(before.document ? before.document->tree : Tree(Tree::object()),
                                        change.theirs->tree);
            change.fromMine = diffTrees(desk->draft(), change.theirs->tree);
        }
        return std::make_shared<const OutsideChange>(std::move(change));
    });
}

QFuture<std::string> DraftAnalyst::encodeDraft(Sequence oldest)
{
    return m_thread.run([desk = m_desk, oldest] { return desk->encode(oldest); });
}

} // namespace gatehouse

#include "moc_draftanalyst.cpp"
