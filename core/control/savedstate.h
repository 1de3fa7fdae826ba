#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"

#include <optional>

namespace gatehouse {

/// Whether what the user did is safe on disk.
struct SavedState
{
    enum class Kind {
        Saved, ///< everything is durable in the workspace's store
        Saving, ///< `pending` events are on their way
        Failed, ///< see `error`; what is pending is kept and tried again with the next edit, or when asked
        Conflict, ///< another process wrote to the same workspace: nothing more can be appended until it is
                  ///< reloaded
    };
    Kind kind = Kind::Saved;
    int pending = 0;
    std::optional<Error> error{};
    std::optional<WallTime> savedAt{}; ///< of the newest event that became durable in this session

    bool operator==(const SavedState &) const = default;
};

} // namespace gatehouse
