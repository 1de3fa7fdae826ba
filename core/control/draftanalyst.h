#pragma once

#include "core/base/result.h"
#include "core/control/outsidechange.h"
#include "core/control/placedfinding.h"
#include "core/events/event.h"
#include "core/events/jobthread.h"
#include "core/model/diff.h"
#include "core/model/document.h"
#include "core/model/edit.h"
#include "core/routing/explain.h"

#include <QtCore/QFuture>
#include <QtCore/QObject>

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace gatehouse {

/// What was found out about one state of the draft.
struct Analysis
{
    std::shared_ptr<const Document> effective; ///< merged with the environment
    std::vector<PlacedFinding> findings; ///< of `effective`
    Diff changes; ///< published → `effective`, of what is pushed
};

/// Keeps a second copy of the draft on a thread of its own, follows every edit there, and finds out what
/// takes longer than a frame: the merged document, findings, differences. Only the newest state is analysed;
/// what is asked for (snapshot, explanation) is of the state at the call. Lives on the GUI thread.
class DraftAnalyst final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DraftAnalyst)

public:
    DraftAnalyst(Tree draft, const EnvironmentName &environment, QObject *parent = nullptr);
    ~DraftAnalyst() override;

    /// Edits that were applied to the draft already.
    void follow(const std::vector<Edit> &edits);
    void replace(Tree draft);
    void setEnvironment(const EnvironmentName &environment);
    /// What is published; null: nothing.
    void setPublished(std::shared_ptr<const Document> published);

    /// The newest that is finished.
    const Analysis &analysis() const { return *m_newest; }
    bool isCurrent() const { return m_finished == m_asked; }

    QFuture<std::shared_ptr<const Document>> snapshot();
    QFuture<Result<Explanation>> explainDraft(const ExplainRequest &request);
    QFuture<Result<Explanation>> explain(std::shared_ptr<const Document> document,
                                         const ExplainRequest &request);
    /// The draft as written.
    QFuture<std::shared_ptr<const Tree>> draft();
    /// Runs a job with the draft as written.
    QFuture<Result<void>> withDraft(std::function<Result<void>(const Tree &)> job);
    /// What others made of the file that the draft came from.
    QFuture<std::shared_ptr<const OutsideChange>> compareOutside(std::string base, std::string theirs,
                                                                 TextFormat format);
    /// The draft as the payload of a snapshot in the store.
    QFuture<std::string> encodeDraft(Sequence oldest);

Q_SIGNALS:
    /// analysis() is new.
    void analysed();

private:
    class Desk;

    void analyse();

    std::shared_ptr<const Analysis> m_newest;
    std::uint64_t m_asked = 0;
    std::uint64_t m_finished = 0;
    std::shared_ptr<std::atomic<std::uint64_t>> m_wanted; ///< jobs for other states are passed over
    std::shared_ptr<Desk> m_desk; ///< touched only by jobs
    JobThread m_thread;
};

} // namespace gatehouse
