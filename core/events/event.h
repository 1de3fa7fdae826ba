#pragma once

#include "core/base/clock.h"
#include "core/events/actor.h"

#include <cstdint>
#include <string>

namespace gatehouse {

/// Counts the events of one stream from 1 on, without gaps; 0 is before the first.
enum class Sequence : std::int64_t {};

inline Sequence operator+(Sequence sequence, std::int64_t count)
{
    return Sequence{static_cast<std::int64_t>(sequence) + count};
}

/// Something that happened, before it is stored.
struct NewEvent
{
    std::string type; ///< stable word: "draft.edited"
    WallTime at{};
    Actor who;
    std::string title; ///< for people; may be empty
    std::string payload; ///< JSON, UTF-8; its shape is the type's affair

    bool operator==(const NewEvent &) const = default;
};

/// The same, with its place in its stream. It never changes again.
struct StoredEvent
{
    Sequence sequence{};
    NewEvent event;

    bool operator==(const StoredEvent &) const = default;
};

/// The state of a stream after an event, kept so that not all events are read to open it. It holds nothing
/// that the events do not say.
struct Snapshot
{
    Sequence sequence{}; ///< of the last event that is in it
    std::string payload; ///< JSON, UTF-8

    bool operator==(const Snapshot &) const = default;
};

} // namespace gatehouse
