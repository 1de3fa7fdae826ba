#pragma once

#include "core/base/result.h"
#include "core/events/event.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace gatehouse {

/// Append-only streams of events with optimistic concurrency. An append that returns success is durable: it
/// is there after a crash of the program or of the machine. Calls block until the disk says so; one object a
/// thread.
class EventStore
{
public:
    virtual ~EventStore() = default;

    /// All of them or none. `expected` is the sequence of the last event that the caller knows of this
    /// stream. Errors: Conflict where the stream is longer (or shorter); Unwritable; Timeout where another
    /// process writes for too long. After an error nothing was appended.
    [[nodiscard]] virtual Result<Sequence> append(const std::string &stream, Sequence expected,
                                                  std::span<const NewEvent> events) = 0;
    /// Those after `after`, oldest first, at most `limit`. Errors: Unreadable, naming the first damaged
    /// event.
    [[nodiscard]] virtual Result<std::vector<StoredEvent>> read(const std::string &stream, Sequence after,
                                                                std::size_t limit = NoLimit) const = 0;
    static constexpr std::size_t NoLimit = std::numeric_limits<std::int64_t>::max();
    /// Of the last event; 0 where there is none.
    [[nodiscard]] virtual Result<Sequence> last(const std::string &stream) const = 0;

    /// Replaces older ones, but for the one before.
    [[nodiscard]] virtual Result<void> putSnapshot(const std::string &stream, const Snapshot &snapshot) = 0;
    /// The newest that is whole; a damaged one is passed over, since the events tell the same.
    [[nodiscard]] virtual Result<std::optional<Snapshot>> snapshot(const std::string &stream) const = 0;
};

} // namespace gatehouse
