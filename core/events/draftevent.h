#pragma once

#include "core/base/result.h"
#include "core/events/event.h"
#include "core/model/edit.h"
#include "core/model/tree.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

/// What can happen to a workspace's draft, as values, and their form in the store. The forms are kept for
/// ever: a file written today is opened by every later version.
namespace gatehouse {

/// The first event of every workspace.
struct DraftCreated
{
    Tree tree;
    bool operator==(const DraftCreated &) const = default;
};

/// One step of a command. The command is called after the sequence of its first step.
struct DraftEdited
{
    std::vector<Edit> edits;
    std::vector<Edit> inverse; ///< leads back, member order included
    std::optional<Sequence> continues{}; ///< the command that this step belongs to; none: it begins one
    bool operator==(const DraftEdited &) const = default;
};

/// The whole command was taken back, or done again.
struct DraftUndone
{
    Sequence command{};
    bool operator==(const DraftUndone &) const = default;
};
struct DraftRedone
{
    Sequence command{};
    bool operator==(const DraftRedone &) const = default;
};

using DraftEvent = std::variant<DraftCreated, DraftEdited, DraftUndone, DraftRedone>;

/// The type's word and the payload; time, person and title are the caller's.
[[nodiscard]] NewEvent encode(const DraftEvent &event);
/// Errors: Unreadable where the type is not known or the payload is not what the type says.
[[nodiscard]] Result<DraftEvent> decodeDraftEvent(const StoredEvent &stored);

} // namespace gatehouse
