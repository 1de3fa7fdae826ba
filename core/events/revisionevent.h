#pragma once

#include "core/base/result.h"
#include "core/events/event.h"
#include "core/events/revision.h"
#include "core/model/tree.h"

#include <variant>
#include <vector>

/// What can happen to the published revisions of a workspace. The documents lie in a stream of their own, so
/// that the list of revisions is read without them.
namespace gatehouse {

/// A publication begins. Its outcomes are all waiting.
struct RevisionStarted
{
    Revision revision;
    Sequence document{}; ///< of its document, in the stream of documents
    bool operator==(const RevisionStarted &) const = default;
};

struct RevisionOutcome
{
    RevisionNumber number{};
    GatewayOutcome outcome;
    bool operator==(const RevisionOutcome &) const = default;
};

struct RevisionFinished
{
    RevisionNumber number{};
    bool operator==(const RevisionFinished &) const = default;
};

using RevisionEvent = std::variant<RevisionStarted, RevisionOutcome, RevisionFinished>;

/// Time and person of a start are the revision's own, its title is the message; the caller says those of the
/// others.
[[nodiscard]] NewEvent encode(const RevisionEvent &event);
/// Errors: Unreadable.
[[nodiscard]] Result<RevisionEvent> decodeRevisionEvent(const StoredEvent &stored);

/// A published revision with the place of its document.
struct KeptRevision
{
    Revision revision;
    Sequence document{};
    bool operator==(const KeptRevision &) const = default;
};
/// Brings the list of revisions up to date; an event about a revision that is not there is passed over.
void take(std::vector<KeptRevision> &revisions, const RevisionEvent &event);

} // namespace gatehouse
